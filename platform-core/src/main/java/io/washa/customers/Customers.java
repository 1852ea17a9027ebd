package io.washa.customers;

import io.washa.tenancy.Secrets;
import java.util.Locale;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Takes on subscribers and gives them services. */
@Component
public class Customers {
  /** What passwords that subscribers' equipment signs in with are sealed for. */
  public static final String PASSWORD_PURPOSE = "pppoe";

  private final JdbcClient jdbc;
  private final Secrets secrets;

  Customers(JdbcClient jdbc, Secrets secrets) {
    this.jdbc = jdbc;
    this.secrets = secrets;
  }

  /** Somebody to take on. */
  public record NewSubscriber(String firstName, String lastName, PhoneNumber phone) {}

  /** Who was taken on. */
  public record Registered(UUID id, AccountNumber accountNumber) {}

  /**
   * A line to be given.
   *
   * @param method {@code pppoe}, {@code hotspot} or {@code static}
   * @param username unique in the tenant; ASCII, for routers store bytes
   */
  public record NewService(
      UUID subscriber, UUID site, UUID plan, String method, String username, String password) {
    /** Leaves the password out. */
    @Override
    public String toString() {
      return "NewService[" + username + "]";
    }
  }

  /** Takes a subscriber on and gives an account number. */
  @Transactional
  public Registered register(NewSubscriber subscriber) {
    AccountNumber number = freeNumber();
    UUID id =
        jdbc.sql(
                """
                INSERT INTO subscriber (account_number, first_name, last_name, phone)
                VALUES (?, ?, ?, ?) RETURNING id
                """)
            .params(
                number.digits(),
                subscriber.firstName(),
                subscriber.lastName(),
                subscriber.phone().msisdn())
            .query((row, _) -> row.getObject("id", UUID.class))
            .single();
    return new Registered(id, number);
  }

  /** The next number that nobody types for something else, as a number of the system before. */
  private AccountNumber freeNumber() {
    AccountNumber number;
    do {
      number =
          AccountNumber.of(
              jdbc.sql("SELECT nextval('account_number_seq')")
                  .query((row, _) -> row.getLong(1))
                  .single());
    } while (exists("SELECT EXISTS (SELECT FROM alias WHERE value = ?)", number.digits()));
    return number;
  }

  private boolean exists(String sql, Object... params) {
    return jdbc.sql(sql).params(params).query((row, _) -> row.getBoolean(1)).single();
  }

  /**
   * The subscriber reached at a number; a guest by that number if nobody is.
   *
   * @return its id; the same for two who ask at the same time
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public UUID findOrWelcome(PhoneNumber phone) {
    // Phones are not unique, for families share them; so a lock stands in for a key.
    jdbc.sql("SELECT pg_advisory_xact_lock(hashtextextended(current_schema() || ?, 0))")
        .param(phone.msisdn())
        .query(row -> {});
    return jdbc.sql("SELECT id FROM subscriber WHERE phone = ? ORDER BY account_number LIMIT 1")
        .param(phone.msisdn())
        .query((row, _) -> row.getObject("id", UUID.class))
        .optional()
        .orElseGet(() ->
            register(
                    new NewSubscriber(
                        "Guest", phone.msisdn().substring(phone.msisdn().length() - 4), phone))
                .id());
  }

  /**
   * A guest whose phone nobody knows, for M-Pesa hides it.
   *
   * @param firstName as M-Pesa told it, may be empty
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public UUID welcomeWithoutPhone(String firstName) {
    String name = firstName.isBlank() ? "Guest" : firstName.strip();
    return register(new NewSubscriber(name, "(guest)", PhoneNumber.UNKNOWN)).id();
  }

  /** How people come to type something else than the account number. */
  public enum AliasKind {
    /** Another phone that pays. */
    PHONE,
    /** An account number of the system before. */
    ACCOUNT,
    /** A name. */
    NAME
  }

  /**
   * Lets a service be paid for by something else as well.
   *
   * @return false if it has fewer than 3 letters and digits, is an alias of it already, or is
   *     another subscriber's account number: what is typed as that must leave no doubt
   */
  @Transactional
  public boolean addAlias(UUID service, AliasKind kind, String typed) {
    String value =
        kind == AliasKind.PHONE
            ? PhoneNumber.parse(typed).map(PhoneNumber::msisdn).orElse("")
            : AccountNumber.normalise(typed);
    if (value.length() < 3
        || value.length() > 40
        || exists(
            """
            SELECT EXISTS (SELECT FROM subscriber c JOIN service s ON s.id = ?
                            WHERE c.account_number = ? AND c.id <> s.subscriber_id)
            """,
            service,
            value)) {
      return false;
    }
    return jdbc.sql(
                "INSERT INTO alias (value, service_id, kind) VALUES (?, ?, ?)"
                    + " ON CONFLICT DO NOTHING")
            .params(value, service, kind.name().toLowerCase(Locale.ROOT))
            .update()
        == 1;
  }

  /**
   * Gives a service; it gets access with its first payment.
   *
   * @return its id
   */
  @Transactional
  public UUID addService(NewService service) {
    return jdbc.sql(
            """
            INSERT INTO service (subscriber_id, site_id, plan_id, method, username, password)
            VALUES (?, ?, ?, ?, ?, ?) RETURNING id
            """)
        .params(
            service.subscriber(),
            service.site(),
            service.plan(),
            service.method(),
            service.username(),
            secrets.seal(PASSWORD_PURPOSE, service.password()))
        .query((row, _) -> row.getObject("id", UUID.class))
        .single();
  }

  /** Remembers the plan that a service was last paid for. */
  @Transactional
  public void choosePlan(UUID service, UUID plan) {
    jdbc.sql("UPDATE service SET plan_id = ? WHERE id = ? AND plan_id <> ?")
        .params(plan, service, plan)
        .update();
  }
}
