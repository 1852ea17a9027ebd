package io.washa.billing;

import io.washa.audit.Audit;
import io.washa.catalog.Plan;
import io.washa.catalog.Plans;
import io.washa.customers.Service;
import io.washa.customers.Services;
import io.washa.subscriptions.Subscriptions;
import io.washa.subscriptions.Terms;
import io.washa.tenancy.Settings;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Promises to pay, as staff take them. */
@Component
public class Promises {
  private final JdbcClient jdbc;
  private final Subscriptions subscriptions;
  private final Services services;
  private final Plans plans;
  private final Settings settings;
  private final Audit audit;

  Promises(
      JdbcClient jdbc,
      Subscriptions subscriptions,
      Services services,
      Plans plans,
      Settings settings,
      Audit audit) {
    this.jdbc = jdbc;
    this.subscriptions = subscriptions;
    this.services = services;
    this.plans = plans;
    this.settings = settings;
    this.audit = audit;
  }

  /** What became of a promise. */
  public sealed interface Promised {
    /** The internet is on until then. */
    record Until(Instant end) implements Promised {}

    /** The ISP gives no promise of so many hours: at most these, 0 for none at all. */
    record TooLong(int most) implements Promised {}

    /** One was had since the last payment. */
    record Had() implements Promised {}

    /** The internet is on. */
    record On() implements Promised {}

    /** Nothing was paid yet, the account is closed or suspended, or there is no such service. */
    record NotNow() implements Promised {}
  }

  /** The most hours that a promise gives now; 0 for no promises. */
  @Transactional(readOnly = true)
  public int most() {
    return settings.read(Terms.CHOICE).promiseHours();
  }

  /**
   * Switches a service on for a promise.
   *
   * @param who as the audit names people
   */
  @Transactional
  public Promised take(UUID serviceId, int hours, String who) {
    int most = most();
    if (hours < 1 || hours > most) {
      return new Promised.TooLong(most);
    }
    Optional<Service> service = services.findById(serviceId);
    if (service.isEmpty() || standing(serviceId).isEmpty()) {
      return new Promised.NotNow();
    }
    Plan plan = plans.findById(service.get().planId()).orElseThrow();
    Optional<Instant> until = subscriptions.promise(service.get(), plan, hours);
    if (until.isEmpty()) {
      return why(serviceId);
    }
    audit.note(
        new Audit.Deed(
            who,
            "promise.taken",
            "service:" + serviceId,
            Map.of("hours", Integer.toString(hours), "until", until.get().toString())));
    return new Promised.Until(until.get());
  }

  private record Standing(String state, boolean promised) {}

  private Optional<Standing> standing(UUID service) {
    return jdbc.sql("SELECT state, promised FROM subscription WHERE service_id = ?")
        .param(service)
        .query((row, _) -> new Standing(row.getString("state"), row.getBoolean("promised")))
        .optional();
  }

  private Promised why(UUID service) {
    Standing standing = standing(service).orElseThrow();
    if (standing.state().equals("active")) {
      return new Promised.On();
    }
    return standing.promised() ? new Promised.Had() : new Promised.NotNow();
  }
}
