package io.washa.catalog;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/** A plan that an ISP sells. */
@Entity
@Immutable
@Table(name = "plan")
@SuppressWarnings("NullAway.Init") // Hibernate fills the fields.
public class Plan {
  @Id private UUID id;
  private String name;
  private String access;
  private long price;
  private String currency;

  @Column(name = "period_count")
  private int periodCount;

  @Column(name = "period_unit")
  private String periodUnit;

  @Column(name = "down_kbps")
  private int downKbps;

  @Column(name = "up_kbps")
  private int upKbps;

  private int devices;

  @Column(name = "data_cap_mb")
  private @Nullable Long dataCapMb;

  private int position;

  @Column(name = "on_sale")
  private boolean onSale;

  /** For Hibernate. */
  protected Plan() {}

  /** Its id. */
  public UUID id() {
    return id;
  }

  /** What people call it. */
  public String name() {
    return name;
  }

  /** The access method it is for: {@code pppoe}, {@code hotspot} or {@code static}. */
  public String access() {
    return access;
  }

  /** What one period costs. */
  public Money price() {
    return Money.ofMinor(CurrencyUnit.of(currency), price);
  }

  /** How long one payment lasts. */
  public Period period() {
    return new Period(periodCount, Period.Unit.valueOf(periodUnit.toUpperCase(Locale.ROOT)));
  }

  /** Download speed in kilobits per second. */
  public int downKbps() {
    return downKbps;
  }

  /** Upload speed in kilobits per second. */
  public int upKbps() {
    return upKbps;
  }

  /** How many devices may be online with it at a time; only a hotspot's plan has more than one. */
  public int devices() {
    return devices;
  }

  /** How much may be transferred in one period, in megabytes; empty for as much as one likes. */
  public Optional<Long> dataCapMb() {
    return Optional.ofNullable(dataCapMb);
  }

  /** Whether it is offered. */
  public boolean onSale() {
    return onSale;
  }

  /** Where the ISP shows it among its plans. */
  public int position() {
    return position;
  }

  /** Name of the profile that stands for this plan on a router: readable, and unique by its id. */
  public String profileName() {
    String readable =
        name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    String idText = id.toString();
    return "washa-" + readable + "-" + idText.substring(idText.length() - 4);
  }

  /**
   * The speed as RouterOS writes it, {@code rx/tx}: what the router receives, the subscriber's
   * upload, comes first (RouterOS manual).
   */
  public String rateLimit() {
    return rate(upKbps) + "/" + rate(downKbps);
  }

  static String rate(int kbps) {
    return kbps % 1000 == 0 ? kbps / 1000 + "M" : kbps + "k";
  }
}
