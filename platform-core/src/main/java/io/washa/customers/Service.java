package io.washa.customers;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;
import org.hibernate.annotations.Immutable;

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
}
