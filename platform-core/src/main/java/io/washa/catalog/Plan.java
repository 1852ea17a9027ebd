package io.washa.catalog;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
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

  @Column(name = "burst_down_kbps")
  private @Nullable Integer burstDownKbps;

  @Column(name = "burst_up_kbps")
  private @Nullable Integer burstUpKbps;

  @Column(name = "burst_above_down_kbps")
  private @Nullable Integer burstAboveDownKbps;

  @Column(name = "burst_above_up_kbps")
  private @Nullable Integer burstAboveUpKbps;

  @Column(name = "burst_seconds")
  private @Nullable Integer burstSeconds;

  private String pool;

  @Column(name = "address_list")
  private String addressList;

  @Column(name = "online_minutes")
  private @Nullable Integer onlineMinutes;

  @Column(name = "mac_cookie")
  private boolean macCookie;

  private UUID @Nullable [] sites;

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

  /** How long one period may be online in all; empty for all of it. Only a hotspot's plan says. */
  public Optional<Duration> online() {
    return Optional.ofNullable(onlineMinutes).map(Duration::ofMinutes);
  }

  /** Its burst; empty if it has none. */
  public Optional<Burst> burst() {
    return burstDownKbps == null
            || burstUpKbps == null
            || burstAboveDownKbps == null
            || burstAboveUpKbps == null
            || burstSeconds == null
        ? Optional.empty()
        : Optional.of(
            new Burst(
                new Catalog.Speed(burstDownKbps, burstUpKbps),
                new Catalog.Speed(burstAboveDownKbps, burstAboveUpKbps),
                burstSeconds));
  }

  /** Address pool on the routers; empty for each router's own. */
  public String pool() {
    return pool;
  }

  /** Firewall list of whoever is online with it; empty for none. */
  public String addressList() {
    return addressList;
  }

  /** Whether a hotspot lets in a device that it knows without asking again. */
  public boolean macCookie() {
    return macCookie;
  }

  /** The sites it is sold at; empty for everywhere. */
  public Set<UUID> sites() {
    return sites == null ? Set.of() : Set.of(sites);
  }

  /** Whether it is sold at a site. */
  public boolean isSoldAt(UUID site) {
    return sites == null || sites().contains(site);
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
   * The speed as RouterOS writes it, {@code rx/tx [rx-burst/tx-burst rx-threshold/tx-threshold
   * rx-time/tx-time]}: what the router receives, the subscriber's upload, comes first (RouterOS
   * manual).
   */
  public String rateLimit() {
    String limit = rate(new Catalog.Speed(downKbps, upKbps));
    return burst()
        .map(burst ->
            "%s %s %s %d/%d"
                .formatted(
                    limit,
                    rate(burst.speed()),
                    rate(burst.below()),
                    burst.seconds(),
                    burst.seconds()))
        .orElse(limit);
  }

  private static String rate(Catalog.Speed speed) {
    return rate(speed.upKbps()) + "/" + rate(speed.downKbps());
  }

  static String rate(int kbps) {
    return kbps % 1000 == 0 ? kbps / 1000 + "M" : kbps + "k";
  }
}
