package io.washa.customers;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;
import org.hibernate.annotations.Immutable;

/** Somebody who pays for internet. */
@Entity
@Immutable
@Table(name = "subscriber")
@SuppressWarnings("NullAway.Init") // Hibernate fills the fields.
public class Subscriber {
  @Id private UUID id;

  @Column(name = "account_number")
  private String accountNumber;

  @Column(name = "first_name")
  private String firstName;

  @Column(name = "last_name")
  private String lastName;

  private String phone;
  private String language;

  /** For Hibernate. */
  protected Subscriber() {}

  /** Its id. */
  public UUID id() {
    return id;
  }

  /** What the subscriber pays with. */
  public AccountNumber accountNumber() {
    return new AccountNumber(accountNumber);
  }

  /** First name. */
  public String firstName() {
    return firstName;
  }

  /** Family name. */
  public String lastName() {
    return lastName;
  }

  /** Where the subscriber is reached. */
  public PhoneNumber phone() {
    return new PhoneNumber(phone);
  }

  /** {@code en} or {@code sw}. */
  public String language() {
    return language;
  }
}
