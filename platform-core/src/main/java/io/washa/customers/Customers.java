package io.washa.customers;

import io.washa.audit.Audit;
import io.washa.tenancy.Secrets;
import java.sql.Types;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
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
  private final Audit audit;

  Customers(JdbcClient jdbc, Secrets secrets, Audit audit) {
    this.jdbc = jdbc;
    this.secrets = secrets;
    this.audit = audit;
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

  /** A service's devices and its address, in the spelling that routers have. */
  public record Binding(@Nullable String address, @Nullable String mac, List<String> alwaysIn) {
    /** Copies the devices. */
    public Binding {
      alwaysIn = List.copyOf(alwaysIn);
    }
  }

  /** Binds a service to devices and an address; whoever calls has checked them. */
  @Transactional(propagation = Propagation.MANDATORY)
  public void bind(UUID service, Binding binding) {
    jdbc.sql(
            """
            UPDATE service SET address = :address::inet, mac = :mac, always_in = :alwaysIn
             WHERE id = :id
            """)
        .param("address", binding.address(), Types.VARCHAR)
        .param("mac", binding.mac(), Types.VARCHAR)
        .param("alwaysIn", binding.alwaysIn().toArray(String[]::new))
        .param("id", service)
        .update();
  }

  /** Has a service live at another site. */
  @Transactional(propagation = Propagation.MANDATORY)
  public void moveService(UUID service, UUID site) {
    jdbc.sql("UPDATE service SET site_id = ? WHERE id = ?").params(site, service).update();
  }

  /** Remembers the plan that a service was last paid for. */
  @Transactional
  public void choosePlan(UUID service, UUID plan) {
    jdbc.sql("UPDATE service SET plan_id = ? WHERE id = ? AND plan_id <> ?")
        .params(plan, service, plan)
        .update();
  }

  /** What became of a payer that was to be set. */
  public enum PayerAnswer {
    /** It is set. */
    SET,
    /** It was so already; nothing was done. */
    ALREADY,
    /** The tenant has no such service; nothing was done. */
    NO_SERVICE,
    /** The tenant has no such subscriber; nothing was done. */
    NO_SUBSCRIBER,
    /** The service is that subscriber's own, which needs no payer; nothing was done. */
    ITSELF,
    /**
     * It is paid afterwards, and its months are on the invoices of whoever pays now: that ends
     * first. Nothing was done.
     */
    POSTPAID
  }

  private record Paying(UUID subscriber, @Nullable UUID payer, boolean postpaid) {}

  /**
   * Has a service paid by another subscriber: what is paid for it from now on goes to that one's
   * wallet, and is taken from there.
   *
   * @param payer empty: its own subscriber pays again
   * @param who as the audit names people
   */
  @Transactional
  public PayerAnswer setPayer(UUID service, Optional<UUID> payer, String who) {
    Optional<Paying> found = lockPaying(service);
    if (found.isEmpty()) {
      return PayerAnswer.NO_SERVICE;
    }
    Paying now = found.get();
    UUID wanted = payer.orElse(null);
    if (Objects.equals(wanted, now.payer())) {
      return PayerAnswer.ALREADY;
    } else if (now.subscriber().equals(wanted)) {
      return PayerAnswer.ITSELF;
    } else if (wanted != null
        && !exists("SELECT EXISTS (SELECT FROM subscriber WHERE id = ?)", wanted)) {
      return PayerAnswer.NO_SUBSCRIBER;
    } else if (now.postpaid()) {
      return PayerAnswer.POSTPAID;
    }
    jdbc.sql("UPDATE service SET payer_id = :payer WHERE id = :id")
        .param("payer", wanted, Types.OTHER)
        .param("id", service)
        .update();
    UUID before = now.payer();
    audit.note(
        new Audit.Deed(
            who,
            "payer.set",
            "service:" + service,
            Map.of(
                "before", (before == null ? now.subscriber() : before).toString(),
                "after", payer.orElse(now.subscriber()).toString())));
    return PayerAnswer.SET;
  }

  private Optional<Paying> lockPaying(UUID service) {
    return jdbc.sql(
            """
            SELECT subscriber_id, payer_id, billing = 'postpaid' AS postpaid
              FROM service WHERE id = ? FOR NO KEY UPDATE
            """)
        .param(service)
        .query((row, _) ->
            new Paying(
                row.getObject("subscriber_id", UUID.class),
                row.getObject("payer_id", UUID.class),
                row.getBoolean("postpaid")))
        .optional();
  }
}
