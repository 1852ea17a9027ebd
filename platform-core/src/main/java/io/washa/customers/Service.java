package io.washa.customers;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.annotations.ColumnTransformer;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** One line that a subscriber has: where, how it connects, and the plan last chosen. */
@Entity
@Immutable
@Table(name = "service")
@SuppressWarnings("NullAway.Init") // Hibernate fills the fields.
public class Service {
  @Id private UUID id;

  @Column(name = "subscriber_id")
  private UUID subscriberId;

  @Column(name = "site_id")
  private UUID siteId;

  @Column(name = "plan_id")
  private UUID planId;

  private String method;
  private String username;
  private byte[] password;

  @ColumnTransformer(read = "host(address)")
  private @Nullable String address;

  private @Nullable String mac;

  @Column(name = "always_in")
  private String[] alwaysIn;

  /** For Hibernate. */
  protected Service() {}

  /** Its id. */
  public UUID id() {
    return id;
  }

  /** Whose it is. */
  public UUID subscriberId() {
    return subscriberId;
  }

  /** Where its router stands. */
  public UUID siteId() {
    return siteId;
  }

  /** The plan that a payment without a choice renews. */
  public UUID planId() {
    return planId;
  }

  /** {@code pppoe}, {@code hotspot} or {@code static}. */
  public String method() {
    return method;
  }

  /** The name it signs in with at the router. */
  public String username() {
    return username;
  }

  /** The password it signs in with, sealed for {@link Customers#PASSWORD_PURPOSE}. */
  public byte[] sealedPassword() {
    return password.clone();
  }

  /** The one IPv4 address it gets; empty for any of the pool. */
  public Optional<String> address() {
    return Optional.ofNullable(address);
  }

  /** The one device that may use it, upper case with colons; empty for any. */
  public Optional<String> mac() {
    return Optional.ofNullable(mac);
  }

  /** Devices of a hotspot's service that need no login, as televisions; as {@link #mac}. */
  public List<String> alwaysIn() {
    return List.of(alwaysIn);
  }
}
