package io.washa.subscriptions;

import io.washa.catalog.Plan;
import io.washa.catalog.Plans;
import io.washa.customers.Services;
import io.washa.network.Accesses;
import io.washa.network.DesiredAccess.Allowance;
import io.washa.subscriptions.DataStandings.Standing;
import io.washa.work.DueIndex;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Holds subscriptions to the data of their plans, within the caller's transaction, which has locked
 * them: whose data is used up is switched off, or goes on with the next period that is paid; whose
 * fair use is exceeded goes on slower. Reached by any news and as often as one likes, for it goes
 * by how things stand, not by what happened.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class DataLimits {
  static final String KIND = "data-limit";
  private static final Allowance SAME = new Allowance(0, 0, Allowance.How.LATER);

  private final JdbcClient jdbc;
  private final DataStandings standings;
  private final Accesses accesses;
  private final Offers offers;
  private final PlanChange planChange;
  private final DueIndex due;

  DataLimits(
      JdbcClient jdbc,
      DataStandings standings,
      Accesses accesses,
      Offers offers,
      PlanChange planChange,
      DueIndex due) {
    this.jdbc = jdbc;
    this.standings = standings;
    this.accesses = accesses;
    this.offers = offers;
    this.planChange = planChange;
    this.due = due;
  }

  /** What is sold, and to whom. */
  @Component
  record Offers(Services services, Plans plans) {}

  private record Next(UUID id, UUID plan, Instant startsAt) {}

  void look(Collection<UUID> subscriptions) {
    noteBegins(subscriptions);
    for (Standing each : standings.of(subscriptions)) {
      Standing.Period period = each.period();
      if (period != null) {
        hold(each, period);
      }
    }
    // Read again: another period may have begun, of another plan.
    for (Standing each : standings.of(subscriptions)) {
      if (!Objects.equals(each.rate(), each.slowRate())) {
        accesses.slow(each.service(), each.rate());
      }
      lookAgain(each);
    }
  }

  /** Also of time that waits to begin: as long as it does, nothing is used. */
  private void noteBegins(Collection<UUID> subscriptions) {
    jdbc.sql(
            """
            UPDATE period p SET used_before =
                   (SELECT coalesce(sum(e.up + e.down), 0)
                      FROM access a JOIN usage e ON e.access_id = a.id AND e.grain = 'ever'
                     WHERE a.service_id = s.service_id)
              FROM subscription s
             WHERE s.id = ANY (?) AND p.subscription_id = s.id AND p.used_before IS NULL
               AND p.cancelled_at IS NULL AND p.starts_at <= work.platform_now()
               AND p.ends_at > work.platform_now()
            """)
        .param(subscriptions.toArray(UUID[]::new))
        .update();
  }

  private void hold(Standing standing, Standing.Period period) {
    if (standing.isUsedUp() && standing.nextBegins() != null) {
      goOnWithTheNext(standing, period);
    } else if (standing.isUsedUp()) {
      jdbc.sql(
              "UPDATE period SET used_up_at = work.platform_now() WHERE id = ? AND used_up_at IS NULL")
          .param(period.id())
          .update();
      accesses.forbid(List.of(standing.service()));
    } else if (period.usedUpAt() != null) {
      jdbc.sql("UPDATE period SET used_up_at = NULL WHERE id = ?").param(period.id()).update();
      // A top-up is in its limits already.
      allow(standing.service(), plan(planOf(period.id())), standing.endsAt(), SAME);
    }
  }

  /** Whoever has paid for more need not wait for the end of a time without data. */
  private void goOnWithTheNext(Standing standing, Standing.Period period) {
    Duration left = Duration.between(standing.now(), period.endsAt());
    jdbc.sql(
            """
            UPDATE period SET ends_at = :now, used_up_at = coalesce(used_up_at, :now) WHERE id = :id
            """)
        .param("now", SubscriptionRows.utc(standing.now()))
        .param("id", period.id())
        .update();
    List<Next> ahead = moveUp(standing, period, left);
    Next next = ahead.getFirst();
    jdbc.sql("UPDATE period SET used_before = ? WHERE id = ?")
        .params(standing.ever(), next.id())
        .update();
    Instant end = standing.endsAt().minus(left);
    jdbc.sql("UPDATE subscription SET ends_at = ?, plan_id = ? WHERE id = ?")
        .params(SubscriptionRows.utc(end), next.plan(), standing.subscription())
        .update();
    due.set(SubscriptionExpiry.KIND, standing.subscription(), end);
    planChange.follow(List.of(standing.subscription()));
    allow(standing.service(), plan(next.plan()), end, allowance(period, ahead));
  }

  /** What is paid ahead of the same plan is in its limits already; another plan's begin anew. */
  private Allowance allowance(Standing.Period over, List<Next> ahead) {
    UUID plan = ahead.getFirst().plan();
    long periods = ahead.stream().filter(next -> next.plan().equals(plan)).count();
    return plan.equals(planOf(over.id()))
        ? SAME
        : DesiredAccesses.allowance(plan(plan), Math.toIntExact(periods), Allowance.How.ANEW);
  }

  /** The next one first. */
  private List<Next> moveUp(Standing standing, Standing.Period period, Duration left) {
    return jdbc
        .sql(
            """
            UPDATE period SET starts_at = starts_at - :left * interval '1 microsecond',
                              ends_at = ends_at - :left * interval '1 microsecond'
             WHERE subscription_id = :subscription AND cancelled_at IS NULL AND starts_at >= :end
            RETURNING id, plan_id AS plan, starts_at
            """)
        .param("left", left.toNanos() / 1000)
        .param("subscription", standing.subscription())
        .param("end", SubscriptionRows.utc(period.endsAt()))
        .query((row, _) ->
            new Next(
                row.getObject("id", UUID.class),
                row.getObject("plan", UUID.class),
                row.getObject("starts_at", OffsetDateTime.class).toInstant()))
        .list()
        .stream()
        .sorted(Comparator.comparing(Next::startsAt))
        .toList();
  }

  private UUID planOf(UUID period) {
    return jdbc.sql("SELECT plan_id FROM period WHERE id = ?")
        .param(period)
        .query((row, _) -> row.getObject(1, UUID.class))
        .single();
  }

  private Plan plan(UUID plan) {
    return offers.plans().findById(plan).orElseThrow();
  }

  private void allow(UUID service, Plan plan, Instant until, Allowance allowance) {
    var _ =
        accesses.allow(
            DesiredAccesses.of(
                offers.services().findById(service).orElseThrow(), plan, until, allowance));
  }

  /** When the window of fair use ends, and when the next period begins. */
  private void lookAgain(Standing standing) {
    Standing.FairUse rule = standing.rule();
    @Nullable Instant windowEnds = rule != null && standing.rate() != null ? rule.ends() : null;
    Stream.of(windowEnds, standing.nextBegins())
        .filter(Objects::nonNull)
        .min(Comparator.naturalOrder())
        .ifPresentOrElse(
            at -> due.set(KIND, standing.subscription(), at),
            () -> due.clear(KIND, List.of(standing.subscription())));
  }
}
