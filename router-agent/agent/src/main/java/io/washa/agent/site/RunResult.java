package io.washa.agent.site;

import io.washa.agent.site.DesiredRows.Finding;
import io.washa.agent.site.RouterOps.Refusal;
import io.washa.protocol.Applied.Outcome;
import io.washa.protocol.ApplyDesired.Access;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How the comparison of a table ended.
 *
 * @param plan what would still have to be written
 * @param refusals of the router, by user, pool or profile name
 * @param stale names whose sessions could not be removed
 */
record RunResult(
    Desired desired, ReconcilePlan plan, Map<String, Refusal> refusals, Set<String> stale) {
  private static final Optional<String> STALE =
      Optional.of("a live session of this user could not be removed");

  /**
   * What became of each row.
   *
   * @param found notes what the plan did not foresee; null: nobody asks
   */
  List<Finding> findings(@Nullable Comparison found) {
    Set<UUID> unmet = plan.unmet();
    List<Finding> findings = new ArrayList<>();
    for (Access row : desired.rows()) {
      Optional<String> foreseen =
          Optional.ofNullable(plan.refused().get(row.access())).or(() -> plan.blocked());
      Optional<String> error =
          foreseen
              .or(() -> unmet.contains(row.access()) ? notKept(row) : Optional.empty())
              .or(() -> stale.contains(UserKey.of(row).name()) ? STALE : Optional.empty());
      if (found != null && foreseen.isEmpty() && error.isPresent()) {
        found.failed(row.name(), error.get());
      }
      findings.add(
          new Finding(
              row.access(),
              row.generation(),
              error.isPresent() ? Outcome.FAILED : Outcome.APPLIED,
              error.orElse(null)));
    }
    return findings;
  }

  private Optional<String> notKept(Access row) {
    Refusal refusal = refusals.get(UserKey.of(row).name());
    if (refusal == null) {
      refusal = refusals.get(row.profile());
    }
    return Optional.of(
        refusal == null
            ? "the router did not keep the change"
            : "the router refused: " + refusal.message());
  }

  /** The same where nothing may be written: what is right is so, all else waits for a person. */
  List<Finding> watched(@Nullable String why) {
    Set<UUID> unmet = plan.unmet();
    List<Finding> findings = new ArrayList<>();
    for (Access row : desired.rows()) {
      boolean differs = unmet.contains(row.access()) || plan.blocked().isPresent();
      String reason = plan.refused().getOrDefault(row.access(), differs ? why : null);
      Outcome outcome = reason == null ? Outcome.APPLIED : Outcome.WAITING;
      findings.add(new Finding(row.access(), row.generation(), outcome, reason));
    }
    return findings;
  }
}
