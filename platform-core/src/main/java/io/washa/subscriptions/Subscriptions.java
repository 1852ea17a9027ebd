package io.washa.subscriptions;

import io.washa.catalog.Plan;
import io.washa.customers.Customers;
import io.washa.customers.Service;
import io.washa.network.Accesses;
import io.washa.network.DesiredAccess;
import io.washa.tenancy.Settings;
import io.washa.tenancy.TenantContext;
import io.washa.tenancy.Tenants;
import io.washa.work.DueIndex;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Renews subscriptions, within the caller's transaction. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class Subscriptions {
  private final JdbcClient jdbc;
  private final DueIndex due;
  private final Accesses accesses;
  private final Customers customers;
  private final Tenants tenants;
  private final Settings settings;

  Subscriptions(
      JdbcClient jdbc,
      DueIndex due,
      Accesses accesses,
      Customers customers,
      Tenants tenants,
      Settings settings) {
    this.settings = settings;
    this.jdbc = jdbc;
    this.due = due;
    this.accesses = accesses;
    this.customers = customers;
    this.tenants = tenants;
  }

  /**
   * Adds one period of a plan to a service's subscription, from now or from its end, whichever is
   * later; writes its end into the due index and switches the access on. Time that was lent before
   * comes off by the ISP's terms.
   *
   * @param cause what it is for, as {@code payment:<id>}; the same cause renews once
   * @return the period added, now or earlier for the same cause
   */
  public Renewal renew(Service service, Plan plan, String cause) {
    return renew(service, plan, cause, Stretch.WHOLE);
  }

  /**
   * How much of a period, and when it begins.
   *
   * @param parts so many of a thousand parts of the period
   * @param foundLate whether the money was found long after it was paid: then a short pass begins
   *     with its first session
   */
  public record Stretch(int parts, boolean foundLate) {
    /** All of it, at once. */
    public static final Stretch WHOLE = new Stretch(1000, false);
  }

  /** The same for a part of a period, or for money that was found late. */
  public Renewal renew(Service service, Plan plan, String cause, Stretch stretch) {
    State state = lock(service, plan);
    Optional<Renewal> before = find(cause);
    if (before.isPresent()) {
      return before.get();
    }
    Renewal renewal = renewal(state, plan, stretch);
    String waits = waits(service, plan, state, stretch);
    jdbc.sql(
            """
            UPDATE subscription
               SET state = 'active', plan_id = ?, ends_at = ?, started_at = coalesce(started_at, ?),
                   lent_from = NULL, lent_until = NULL, promised = false
             WHERE id = ?
            """)
        .params(plan.id(), utc(renewal.endsAt()), utc(renewal.startsAt()), state.id())
        .update();
    due.set(SubscriptionExpiry.KIND, state.id(), renewal.endsAt());
    customers.choosePlan(service.id(), plan.id());
    boolean endless = waits != null && (waits.equals("session") || !accesses.reachable(service));
    Optional<Accesses.Raised> raised =
        accesses.allow(
            new DesiredAccess(
                service,
                new DesiredAccess.Profile(plan.profileName(), plan.rateLimit(), plan.devices()),
                endless ? null : renewal.endsAt()));
    record(renewal, plan, cause, raised.map(access -> new Way(access, waits)));
    return renewal;
  }

  private Renewal renewal(State state, Plan plan, Stretch stretch) {
    ZoneId zone = tenants.get(TenantContext.current()).zone();
    Instant start =
        state.endsAt().isAfter(state.now()) ? state.endsAt() : state.now().minus(state.used());
    if (!settings.read(Terms.CHOICE).lentCounts() && state.now().isAfter(start)) {
      start = state.now();
    }
    Instant end = plan.period().after(start, zone);
    Duration part = Duration.between(start, end).multipliedBy(stretch.parts()).dividedBy(1000);
    return new Renewal(state.id(), start, stretch.parts() == 1000 ? end : start.plus(part));
  }

  /** Whoever was cut off gets the time from when the internet is really back. */
  private static @Nullable String waits(Service service, Plan plan, State state, Stretch stretch) {
    if (state.on()) {
      return null;
    }
    boolean shortPass =
        service.method().equals("hotspot") && !plan.period().longerThan(Duration.ofDays(1));
    return shortPass && stretch.foundLate() ? "session" : "access";
  }

  /**
   * Switches the internet on for a promise to pay, once between two periods; the time comes off the
   * next period by the ISP's terms.
   *
   * @return until when; empty if it is on already, there is no promise to be had, or it was had
   */
  public Optional<Instant> promise(Service service, Plan plan, int hours) {
    Terms terms = settings.read(Terms.CHOICE);
    State state = lock(service, plan);
    if (hours < 1 || hours > terms.promiseHours()) {
      return Optional.empty();
    }
    Optional<Instant> until =
        jdbc.sql(
                """
                UPDATE subscription
                   SET state = 'promised', promised = true,
                       lent_from = :now::timestamptz - :used * interval '1 second',
                       lent_until = :now::timestamptz + :hours * interval '1 hour'
                 WHERE id = :id AND NOT promised AND state IN ('grace', 'expired')
                RETURNING lent_until
                """)
            .param("now", utc(state.now()))
            .param("used", state.used().toSeconds())
            .param("hours", hours)
            .param("id", state.id())
            .query((row, _) -> row.getObject(1, OffsetDateTime.class).toInstant())
            .optional();
    until.ifPresent(end -> {
      due.set(SubscriptionExpiry.KIND, state.id(), end);
      var _ =
          accesses.allow(
              new DesiredAccess(
                  service,
                  new DesiredAccess.Profile(plan.profileName(), plan.rateLimit(), plan.devices()),
                  end));
    });
    return until;
  }

  /**
   * Takes a period back: the subscription ends that much earlier, at once if nothing is left.
   *
   * @param cause what the period was for
   * @return false if there is none, or it was taken back before
   */
  public boolean cancel(String cause) {
    Optional<Cancelled> found =
        jdbc.sql(
                """
                SELECT s.id, s.service_id, s.ends_at, p.starts_at, p.ends_at AS period_end,
                       work.platform_now() AS now
                  FROM period p JOIN subscription s ON s.id = p.subscription_id
                 WHERE p.cause = ? AND p.cancelled_at IS NULL FOR UPDATE OF s
                """)
            .param(cause)
            .query((row, _) ->
                new Cancelled(
                    row.getObject("id", UUID.class),
                    row.getObject("service_id", UUID.class),
                    row.getObject("ends_at", OffsetDateTime.class)
                        .minus(
                            Duration.between(
                                row.getObject("starts_at", OffsetDateTime.class),
                                row.getObject("period_end", OffsetDateTime.class)))
                        .toInstant(),
                    row.getObject("now", OffsetDateTime.class).toInstant()))
            .optional();
    if (found.isEmpty()
        || jdbc.sql(
                    "UPDATE period SET cancelled_at = work.platform_now()"
                        + " WHERE cause = ? AND cancelled_at IS NULL")
                .param(cause)
                .update()
            == 0) {
      return false;
    }
    shorten(found.get());
    return true;
  }

  private void shorten(Cancelled cancelled) {
    boolean over = !cancelled.endsAt().isAfter(cancelled.now());
    jdbc.sql("UPDATE subscription SET ends_at = ?, state = ? WHERE id = ?")
        .params(
            utc(over ? cancelled.now() : cancelled.endsAt()),
            over ? "expired" : "active",
            cancelled.subscription())
        .update();
    if (over) {
      due.set(SubscriptionExpiry.KIND, cancelled.subscription(), cancelled.now());
      due.clear(SubscriptionExpiry.KIND, List.of(cancelled.subscription()));
      accesses.forbid(List.of(cancelled.service()));
    } else {
      due.set(SubscriptionExpiry.KIND, cancelled.subscription(), cancelled.endsAt());
      accesses.moveEnd(cancelled.service(), cancelled.endsAt());
    }
  }

  private State lock(Service service, Plan plan) {
    jdbc.sql(
            "INSERT INTO subscription (service_id, plan_id) VALUES (?, ?)"
                + " ON CONFLICT (service_id) DO NOTHING")
        .params(service.id(), plan.id())
        .update();
    return jdbc.sql(
            """
            SELECT id, coalesce(ends_at, '-infinity') AS ends_at, work.platform_now() AS now,
                   state IN ('active', 'grace', 'promised') AS running,
                   coalesce(extract(epoch FROM
                     least(work.platform_now(), lent_until) - lent_from), 0)::bigint AS used
              FROM subscription WHERE service_id = ? FOR UPDATE
            """)
        .param(service.id())
        .query((row, _) ->
            new State(
                row.getObject("id", UUID.class),
                row.getObject("ends_at", OffsetDateTime.class).toInstant(),
                row.getObject("now", OffsetDateTime.class).toInstant(),
                row.getBoolean("running"),
                Duration.ofSeconds(Math.max(0, row.getLong("used")))))
        .single();
  }

  private Optional<Renewal> find(String cause) {
    return jdbc.sql("SELECT subscription_id, starts_at, ends_at FROM period WHERE cause = ?")
        .param(cause)
        .query((row, _) ->
            new Renewal(
                row.getObject("subscription_id", UUID.class),
                row.getObject("starts_at", OffsetDateTime.class).toInstant(),
                row.getObject("ends_at", OffsetDateTime.class).toInstant()))
        .optional();
  }

  private void record(Renewal renewal, Plan plan, String cause, Optional<Way> way) {
    jdbc.sql(
            """
            INSERT INTO period (subscription_id, cause, plan_id, starts_at, ends_at,
                                access_id, access_generation, waits)
            VALUES (:subscription, :cause, :plan, :start, :end, :access, :generation, :waits)
            """)
        .param("subscription", renewal.subscription())
        .param("cause", cause)
        .param("plan", plan.id())
        .param("start", utc(renewal.startsAt()))
        .param("end", utc(renewal.endsAt()))
        .param("access", way.map(each -> each.raised().access()).orElse(null), Types.OTHER)
        .param("generation", way.map(each -> each.raised().generation()).orElse(null), Types.BIGINT)
        .param("waits", way.map(Way::waits).orElse(null), Types.VARCHAR)
        .update();
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  private record Cancelled(UUID subscription, UUID service, Instant endsAt, Instant now) {}

  /**
   * How a subscription stands.
   *
   * @param on whether the internet is on
   * @param used how much was used before it was paid
   */
  private record State(UUID id, Instant endsAt, Instant now, boolean on, Duration used) {}

  private record Way(Accesses.Raised raised, @Nullable String waits) {}
}
