package io.washa.agent.site;

import io.washa.agent.site.rules.Findings;
import io.washa.protocol.ApplyDesired.Access;
import io.washa.protocol.Drift;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What one full comparison found, table by table. Belongs to its worker's thread. */
final class Comparison {
  private final List<String> lines = new ArrayList<>();
  private final Set<String> foreign = new LinkedHashSet<>();
  private final Set<String> freeRiders = new LinkedHashSet<>();
  private Orphans stopped = Orphans.NONE;
  private @Nullable String why;
  private boolean proven;

  /** A table as it was before anything was written. */
  void found(Desired desired, Seen seen, ReconcilePlan plan) {
    String text = plan.describe();
    if (!text.equals(ReconcilePlan.NOTHING)) {
      lines.addAll(List.of(text.split("\n", -1)));
    }
    foreign.addAll(Foreign.of(desired, seen));
    plan.blocked()
        .ifPresent(reason -> {
          stopped = stopped.and(Orphans.of(desired, seen));
          why = reason;
        });
  }

  /**
   * Who is online in a table once the sessions that had to go are gone. Who reaches the paused page
   * only gets nothing for free.
   */
  void online(Desired desired, Seen.Online online, Set<String> kicked) {
    Set<String> may = new HashSet<>();
    for (Access row : desired.rows()) {
      if (row.enabled() && !row.removed()) {
        may.add(UserKey.of(row).name());
      }
    }
    for (String name : online.open()) {
      if (!may.contains(name) && !kicked.contains(name)) {
        freeRiders.add(desired.table().method() + " " + name);
      }
    }
  }

  /** A row that could not be made true although the plan saw no reason. */
  void failed(String name, String error) {
    lines.add("could not make " + name + " right: " + error);
  }

  void rules(Findings findings) {
    lines.addAll(findings.differences());
    lines.addAll(findings.problems());
    foreign.addAll(findings.foreign());
  }

  /** Nothing was left uncompared or stopped. */
  void proven() {
    proven = stopped.isEmpty();
  }

  boolean isProven() {
    return proven;
  }

  /** What stopped it, if anything did. */
  Orphans stopped() {
    return stopped;
  }

  /** In words; empty if all was as it should be. */
  List<String> lines() {
    return lines;
  }

  /**
   * For the hub.
   *
   * @param watched why nothing is written to this router, if so
   * @param sentences said to the router
   * @param rows read from it
   */
  Drift drift(UUID router, long generation, @Nullable String watched, int sentences, int rows) {
    int shown = Math.min(lines.size(), Drift.MAX_LINES);
    boolean isStopped = watched == null && !stopped.isEmpty();
    return new Drift(
        router,
        generation,
        watched == null && stopped.isEmpty(),
        List.copyOf(lines.subList(0, shown)),
        lines.size() - shown,
        isStopped ? stopped.digest() : null,
        watched == null ? why : watched,
        first(foreign),
        first(freeRiders),
        sentences,
        rows);
  }

  private static List<String> first(Set<String> all) {
    return all.stream().limit(Drift.MAX_LINES).toList();
  }
}
