package io.washa.agent.site;

import io.washa.agent.site.Step.Target;
import io.washa.protocol.ApplyDesired;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * What would have to be written to make a table of a router as desired. A pure function of what
 * should be and what was read; run again on what is read back it says what is still not true.
 *
 * @param steps in the order of writing; empty when nothing would change, for a write that changes
 *     nothing only wears the router's flash
 * @param kicks keys of rows whose live sessions have to go once the steps are done
 * @param refused rows that cannot be made true, with the reason for a person
 * @param blocked why nothing at all may be written, if so
 * @param usable profiles that rows can have once the steps are done
 */
record ReconcilePlan(
    List<Step> steps,
    Set<String> kicks,
    Map<UUID, String> refused,
    Optional<String> blocked,
    Set<ApplyDesired.Profile> usable) {

  /** Description of a plan that writes nothing. */
  static final String NOTHING = "nothing to do";

  private static final int MAX_DESCRIPTION = 32 * 1024;

  /** Compares. */
  static ReconcilePlan of(Desired desired, Seen seen) {
    return new Planner(desired, seen, true).plan();
  }

  /** Compares after a person said that everything nobody wants may go, however much it is. */
  static ReconcilePlan allowed(Desired desired, Seen seen) {
    return new Planner(desired, seen, false).plan();
  }

  /** Accesses for which something would still have to be written. */
  Set<UUID> unmet() {
    Set<UUID> accesses = new java.util.HashSet<>();
    for (Step step : steps) {
      for (Target target : step.targets()) {
        UUID access = target.access();
        if (access != null) {
          accesses.add(access);
        }
      }
    }
    return accesses;
  }

  /** Whether a pool or profile would still have to be written. */
  boolean sharedUnmet() {
    return steps.stream()
        .anyMatch(s -> s.kind() == Step.Kind.POOL || s.kind() == Step.Kind.PROFILE);
  }

  /** In words, for a dry run. */
  String describe() {
    List<String> lines = new ArrayList<>();
    blocked.ifPresent(reason -> lines.add("would write nothing: " + reason));
    steps.forEach(step -> lines.add(step.describe()));
    if (!kicks.isEmpty()) {
      lines.add("remove live sessions: " + String.join(", ", kicks));
    }
    refused.values().forEach(reason -> lines.add("cannot: " + reason));
    if (lines.isEmpty()) {
      return NOTHING;
    }
    String text = String.join("\n", lines);
    return text.length() <= MAX_DESCRIPTION ? text : text.substring(0, MAX_DESCRIPTION) + "…";
  }
}
