package io.washa.catalog;

import io.washa.audit.Audit;
import java.sql.Types;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Changes what plans give. */
@Component
public class Provisioning {
  private final JdbcClient jdbc;
  private final Audit audit;
  private final ApplicationEventPublisher events;

  Provisioning(JdbcClient jdbc, Audit audit, ApplicationEventPublisher events) {
    this.jdbc = jdbc;
    this.audit = audit;
    this.events = events;
  }

  /**
   * Has a plan give something else, to those who have it as well, within this transaction.
   *
   * @param who as the audit names people
   * @return why not; empty if it does now
   */
  @Transactional
  public Optional<Provision.Problem> provide(UUID plan, Provision wanted, String who) {
    Optional<String> access =
        jdbc.sql("SELECT access FROM plan WHERE id = ? FOR NO KEY UPDATE")
            .param(plan)
            .query(String.class)
            .optional();
    if (access.isEmpty()) {
      return Optional.of(Provision.Problem.NO_PLAN);
    }
    Optional<Provision.Problem> problem =
        wanted.problem(access.get()).or(() -> unknownSite(wanted));
    if (problem.isEmpty()) {
      write(plan, wanted);
      audit.note(
          new Audit.Deed(who, "plan.provided", "plan:" + plan, Map.of("gives", wanted.toString())));
      events.publishEvent(new PlanProvided(plan));
    }
    return problem;
  }

  private Optional<Provision.Problem> unknownSite(Provision wanted) {
    int known =
        jdbc.sql("SELECT count(*) FROM site WHERE id = ANY (?)")
            .param(wanted.sites().toArray(UUID[]::new))
            .query(Integer.class)
            .single();
    return known == wanted.sites().size()
        ? Optional.empty()
        : Optional.of(Provision.Problem.NO_SITE);
  }

  private void write(UUID plan, Provision wanted) {
    Burst burst = wanted.burst();
    jdbc.sql(
            """
            UPDATE plan
               SET down_kbps = :down, up_kbps = :up, devices = :devices, pool = :pool,
                   address_list = :list, mac_cookie = :cookie, online_minutes = :minutes,
                   data_cap_mb = :megabytes, sites = nullif(:sites::uuid[], '{}'),
                   burst_down_kbps = :burstDown, burst_up_kbps = :burstUp,
                   burst_above_down_kbps = :aboveDown, burst_above_up_kbps = :aboveUp,
                   burst_seconds = :burstSeconds
             WHERE id = :plan
            """)
        .param("plan", plan)
        .param("down", wanted.speed().downKbps())
        .param("up", wanted.speed().upKbps())
        .param("devices", wanted.devices())
        .param("pool", wanted.pool())
        .param("list", wanted.addressList())
        .param("cookie", wanted.macCookie())
        .param("minutes", wanted.onlineMinutes(), Types.INTEGER)
        .param("megabytes", wanted.dataCapMb(), Types.BIGINT)
        .param("sites", wanted.sites().toArray(UUID[]::new))
        .param("burstDown", burst == null ? null : burst.speed().downKbps(), Types.INTEGER)
        .param("burstUp", burst == null ? null : burst.speed().upKbps(), Types.INTEGER)
        .param("aboveDown", burst == null ? null : burst.below().downKbps(), Types.INTEGER)
        .param("aboveUp", burst == null ? null : burst.below().upKbps(), Types.INTEGER)
        .param("burstSeconds", burst == null ? null : burst.seconds(), Types.INTEGER)
        .update();
  }
}
