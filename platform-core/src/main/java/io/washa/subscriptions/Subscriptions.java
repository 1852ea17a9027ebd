package io.washa.subscriptions;

import io.washa.catalog.Plan;
import io.washa.catalog.Plans;
import io.washa.customers.Customers;
import io.washa.customers.Service;
import io.washa.network.Accesses;
import io.washa.network.DesiredAccess.Allowance;
import io.washa.subscriptions.SubscriptionRows.State;
import io.washa.subscriptions.SubscriptionRows.TakenBack;
import io.washa.subscriptions.SubscriptionRows.Way;
import io.washa.tenancy.Settings;
import io.washa.tenancy.TenantContext;
import io.washa.tenancy.Tenants;
import io.washa.work.DueIndex;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Renews subscriptions, within the caller's transaction. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class Subscriptions {
  private final JdbcClient jdbc;
  private final SubscriptionRows rows;
  private final DueIndex due;
  private final Accesses accesses;
  private final Customers customers;
  private final Plans plans;
  private final PlanChange planChange;
  private final Dunning dunning;
  private final Tenants tenants;
  private final Settings settings;
  private final ApplicationEventPublisher events;

  Subscriptions(
      JdbcClient jdbc,
      SubscriptionRows rows,
      DueIndex due,
      Accesses accesses,
      Customers customers,
      Plans plans,
      PlanChange planChange,
      Dunning dunning,
      Tenants tenants,
      Settings settings,
      ApplicationEventPublisher events) {
    this.jdbc = jdbc;
    this.rows = rows;
    this.due = due;
    this.accesses = accesses;
    this.customers = customers;
    this.plans = plans;
    this.planChange = planChange;
    this.dunning = dunning;
    this.tenants = tenants;
    this.settings = settings;
    this.events = events;
  }

  /**
   * Locks all subscriptions and then all accesses that the transaction is going to change, for one
   * that renews several services one after the other.
   */
  public void lock(Collection<UUID> services) {
    rows.lock(services);
    accesses.lock(services);
  }

  /**
   * How many whole days the next period of a plan would have; 0 if the plan is shorter than days
   * are counted in.
   */
  @Transactional(propagation = Propagation.SUPPORTS)
  public int daysOf(Service service, Plan plan) {
    if (!plan.period().ofDays()) {
      return 0;
    }
    Instant start =
        jdbc.sql(
                """
                SELECT greatest(work.platform_now(),
                         (SELECT ends_at FROM subscription WHERE service_id = ?))
                """)
            .param(service.id())
            .query((row, _) -> row.getObject(1, OffsetDateTime.class).toInstant())
            .single();
    return Math.toIntExact(
        ChronoUnit.DAYS.between(
            start.atZone(zone()).toLocalDate(),
            plan.period().after(start, zone()).atZone(zone()).toLocalDate()));
  }

  /**
   * Adds one period of a plan to a service's subscription, from now or from its end, whichever is
   * later; behind time that waits to begin in any case. Writes its end into the due index and
   * switches the access on. Time that was lent before comes off by the ISP's terms, at most half of
   * the new period.
   *
   * <p>Another plan than the one in effect, bought while time is left, begins with its own speed
   * when that time is over: nobody has one plan's days at the other's price.
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
   * @param days if above 0, so many whole days instead
   */
  public record Stretch(int parts, boolean foundLate, int days) {
    /** All of it, at once. */
    public static final Stretch WHOLE = new Stretch(1000, false);

    /** Parts of a thousand. */
    public Stretch(int parts, boolean foundLate) {
      this(parts, foundLate, 0);
    }
  }

  /** The same for a part of a period, or for money that was found late. */
  public Renewal renew(Service service, Plan plan, String cause, Stretch stretch) {
    State state = rows.lock(service.id(), plan.id());
    Optional<Renewal> before = rows.find(cause);
    if (before.isPresent()) {
      return before.get();
    }
    Reckoning next = Reckoning.of(state, plan, stretch, rules());
    Renewal renewal = new Renewal(state.id(), next.start(), next.end());
    Plan inEffect =
        state.goesOn() && !state.plan().equals(plan.id())
            ? plans.findById(state.plan()).orElseThrow()
            : plan;
    rows.renew(state, inEffect.id(), next);
    due.set(SubscriptionExpiry.KIND, state.id(), renewal.endsAt());
    customers.choosePlan(service.id(), plan.id());
    events.publishEvent(new SubscriptionRenewed(state.id(), renewal.endsAt()));
    if (!inEffect.id().equals(plan.id())) {
      due.setIfEarlier(PlanChange.KIND, state.id(), renewal.startsAt());
    }
    String waits = waits(service, plan, state, stretch);
    Optional<Accesses.Raised> raised =
        accesses.allow(
            DesiredAccesses.of(
                service,
                inEffect,
                endless(service, state, waits) ? null : renewal.endsAt(),
                DesiredAccesses.allowance(plan, 1, how(state, inEffect, plan))));
    rows.record(renewal, plan, cause, raised.map(access -> new Way(access, waits)));
    return renewal;
  }

  private static Allowance.How how(State state, Plan inEffect, Plan bought) {
    if (!inEffect.id().equals(bought.id())) {
      return Allowance.How.LATER;
    }
    return state.goesOn() ? Allowance.How.MORE : Allowance.How.ANEW;
  }

  /** Time that has not begun does not end: an agent must not end it either. */
  private boolean endless(Service service, State state, @Nullable String newly) {
    String waits = newly == null ? state.waits() : newly;
    return waits != null
        && (waits.equals("session")
            || !accesses.reachable(service)
            || (state.waits() != null && !state.endsAt().isAfter(state.now())));
  }

  private Reckoning.Rules rules() {
    return new Reckoning.Rules(settings.read(Terms.CHOICE), zone());
  }

  private ZoneId zone() {
    return tenants.get(TenantContext.current()).zone();
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
   * Switches the internet on for a promise to pay, once between two periods and never longer than
   * what is to be paid lasts; the time comes off the next period by the ISP's terms.
   *
   * @return until when; empty if it is on already, there is no promise to be had, or it was had
   */
  public Optional<Instant> promise(Service service, Plan plan, int hours) {
    Terms terms = settings.read(Terms.CHOICE);
    State state = rows.lock(service.id(), plan.id());
    if (hours < 1 || hours > terms.promiseHours()) {
      return Optional.empty();
    }
    Instant longest = plan.period().after(state.now(), zone());
    Instant asked = state.now().plus(Duration.ofHours(hours));
    Optional<Instant> until =
        jdbc.sql(
                """
                UPDATE subscription
                   SET state = 'promised', promised = true,
                       lent_from = :now::timestamptz - :used * interval '1 second',
                       lent_until = :until
                 WHERE id = :id AND NOT promised AND state IN ('grace', 'expired')
                RETURNING lent_until
                """)
            .param("now", SubscriptionRows.utc(state.now()))
            .param("used", state.used().toSeconds())
            .param("until", SubscriptionRows.utc(asked.isAfter(longest) ? longest : asked))
            .param("id", state.id())
            .query((row, _) -> row.getObject(1, OffsetDateTime.class).toInstant())
            .optional();
    until.ifPresent(end -> {
      due.set(SubscriptionExpiry.KIND, state.id(), end);
      var _ = accesses.allow(DesiredAccesses.of(service, plan, end));
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
    Optional<State> state = rows.lockByCause(cause);
    Optional<TakenBack> period = state.flatMap(each -> rows.takeBack(each.id(), cause));
    period.ifPresent(each -> shorten(state.orElseThrow(), each.length()));
    return period.isPresent();
  }

  private void shorten(State state, Duration length) {
    if (!state.on()) {
      // What is over stays over, since when it is.
      return;
    }
    Instant end = state.endsAt().minus(length);
    boolean waits = rows.waits(state.id());
    if (!waits && !end.isAfter(state.now())) {
      rows.end(state.id());
      due.set(SubscriptionExpiry.KIND, state.id(), state.now());
      due.clear(SubscriptionExpiry.KIND, List.of(state.id()));
      dunning.follow(List.of(state.id()));
      accesses.forbid(List.of(state.service()));
      return;
    }
    rows.moveEnd(state.id(), end);
    due.set(SubscriptionExpiry.KIND, state.id(), end);
    planChange.follow(List.of(state.id()));
    if (!waits) {
      accesses.moveEnd(state.service(), end);
    }
  }
}
