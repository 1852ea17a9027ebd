package io.washa.agent.site;

import io.washa.agent.site.DesiredRows.Finding;
import io.washa.agent.store.RouterFile;
import io.washa.protocol.Applied;
import io.washa.protocol.Applied.Outcome;
import io.washa.protocol.ApplyDesired.Access;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How far each row of a router has come, what the hub has yet to hear of it and when it is tried
 * again. Not safe for several threads.
 */
final class Outcomes {
  private static final System.Logger LOG = System.getLogger("washa.site");

  private final RouterFile file;
  private final EndedCut cut;
  private final Reports reports;
  private final Retries retries = new Retries();

  /** Rows of which nothing is known as they are now. */
  private final Set<UUID> unsettled = new LinkedHashSet<>();

  Outcomes(UUID router, RouterFile file, EndedCut cut) {
    this.file = file;
    this.cut = cut;
    this.reports = new Reports(router, file.state());
    unsettled.addAll(file.state().rows().keySet());
    unsettled.removeAll(file.state().results().keySet());
  }

  /** Everything held is another. */
  void clear() {
    unsettled.clear();
    reports.clear();
    retries.clear();
  }

  /** Rows are new or different. */
  void changed(Collection<UUID> accesses) {
    retries.forget(accesses);
    unsettled.addAll(accesses);
    reports.oweAnswer();
  }

  /** The hub sent again what is held already. */
  void repeat(Collection<UUID> accesses) {
    reports.again(accesses);
    reports.oweAnswer();
  }

  /** Whether a row was read back as it is now. */
  boolean isApplied(Access row) {
    Applied.Result result = file.state().results().get(row.access());
    return result != null
        && !unsettled.contains(row.access())
        && result.outcome() == Outcome.APPLIED
        && result.generation() == row.generation();
  }

  /** Rows that ended so. */
  List<UUID> with(Outcome outcome) {
    return file.state().results().values().stream()
        .filter(result -> result.outcome() == outcome)
        .map(Applied.Result::access)
        .toList();
  }

  /** Failed rows whose pause is over. */
  Set<UUID> due(long nowNanos) {
    return retries.due(nowNanos);
  }

  /** When the next pause is over. */
  Optional<Long> nextRetry() {
    return retries.next();
  }

  /** Takes findings in, durably as far as the disk allows. */
  void settle(Collection<Finding> findings) {
    List<Applied.Result> news = new ArrayList<>();
    for (Finding finding : findings) {
      Access row = file.state().rows().get(finding.access());
      if (row != null && row.generation() == finding.generation()) {
        settleOne(row, finding, news);
      }
    }
    if (!news.isEmpty()) {
      try {
        file.storeResults(news);
      } catch (IOException e) {
        LOG.log(System.Logger.Level.WARNING, "cannot store outcomes: {0}", e.getMessage());
        news.forEach(result -> file.state().results().put(result.access(), result));
      }
    }
  }

  private void settleOne(Access row, Finding finding, List<Applied.Result> news) {
    Outcome outcome = finding.outcome();
    String error = finding.error();
    if (outcome == Outcome.APPLIED && cut.contains(row.access())) {
      outcome = Outcome.FAILED;
      error = "ended at " + row.endsAt() + " while the platform was away; switched off at the site";
      retries.forget(row.access());
    } else if (outcome == Outcome.FAILED) {
      retries.failed(row.access());
    } else {
      retries.forget(row.access());
    }
    unsettled.remove(row.access());
    Applied.Result result = new Applied.Result(row.access(), row.generation(), outcome, error);
    if (!result.equals(file.state().results().get(row.access()))) {
      news.add(result);
      reports.add(List.of(row.access()));
    }
  }

  /**
   * Says of rows of which nothing is known that they wait for the router.
   *
   * @param only these; null: all
   */
  void wait(@Nullable Collection<UUID> only, String reason) {
    List<Finding> findings = new ArrayList<>();
    for (UUID id : List.copyOf(unsettled)) {
      Access row = file.state().rows().get(id);
      if (row != null && (only == null || only.contains(id))) {
        findings.add(new Finding(id, row.generation(), Outcome.WAITING, reason));
      }
    }
    settle(findings);
  }

  /** Says of every row that it waits. */
  void waitAll(String reason) {
    List<Finding> findings = new ArrayList<>();
    for (Access row : file.state().rows().values()) {
      findings.add(new Finding(row.access(), row.generation(), Outcome.WAITING, reason));
    }
    settle(findings);
  }

  /** The hub has to hear every outcome again. */
  void tellAllAgain() {
    reports.again(file.state().results().keySet());
  }

  /** What the hub has yet to hear, in messages of bounded size. */
  List<Applied> takeReports() {
    return reports.take(unsettled);
  }

  /** An answer that names no row, only what is held. */
  Applied holding() {
    return reports.applied(List.of());
  }
}
