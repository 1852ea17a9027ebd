package io.washa.agent.site;

import io.washa.agent.store.Change;
import io.washa.agent.store.RouterFile;
import io.washa.protocol.Applied;
import io.washa.protocol.Applied.Outcome;
import io.washa.protocol.ApplyDesired;
import io.washa.protocol.ApplyDesired.Access;
import io.washa.protocol.Assign;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What one router should hold, as stored, and how far each row has come. Safe for several threads:
 * the hub's thread brings rows, the worker settles them.
 */
final class DesiredRows {
  private static final System.Logger LOG = System.getLogger("washa.site");
  private static final Duration FIRST_RETRY = Duration.ofSeconds(2);
  private static final int MAX_RETRY_DOUBLINGS = 5;
  private static final Duration LAST_RETRY = Duration.ofSeconds(60);

  private final UUID router;
  private final RouterFile file;
  private final Snapshot snapshot = new Snapshot();
  private final Map<String, Set<UUID>> byName = new HashMap<>();
  private final Set<UUID> unsettled = new LinkedHashSet<>();
  private final Set<UUID> dirty = new LinkedHashSet<>();
  private final Set<String> retiredNames = new LinkedHashSet<>();
  private final Set<UUID> unreported = new LinkedHashSet<>();
  private final Map<UUID, Retry> retries = new HashMap<>();
  private boolean answerOwed;

  private record Retry(int attempt, long dueNanos) {}

  DesiredRows(UUID router, RouterFile file) {
    this.router = router;
    this.file = file;
    file.state().rows().values().forEach(this::index);
    unsettled.addAll(file.state().rows().keySet());
    unsettled.removeAll(file.state().results().keySet());
  }

  private void index(Access row) {
    byName.computeIfAbsent(row.name(), any -> new LinkedHashSet<>()).add(row.access());
  }

  synchronized long epoch() {
    return file.state().epoch();
  }

  synchronized long generation() {
    return file.state().generation();
  }

  /** A raised epoch means: what is stored under a lower one is void. */
  synchronized void raiseEpoch(long epoch) throws IOException {
    if (epoch > file.state().epoch()) {
      replaceAll(Change.desired(true, epoch, 0, List.of(), List.of()));
    }
  }

  /** Stores what the hub says should be, durably, before anything is done about it. */
  synchronized Acceptance accept(ApplyDesired message) throws IOException {
    long epoch = file.state().epoch();
    long generation = file.state().generation();
    if (message.epoch() < epoch
        || (message.epoch() == epoch && message.generation() < generation)) {
      return new Acceptance.Older();
    }
    if (message.snapshot()) {
      return acceptSnapshot(message);
    }
    if (message.epoch() == epoch && message.generation() == generation && generation > 0) {
      return repeat(message);
    }
    if (message.epoch() != epoch || message.base() != generation) {
      return new Acceptance.BaseMissing();
    }
    List<Access> before = new ArrayList<>();
    for (Access row : message.rows()) {
      Access old = file.state().rows().get(row.access());
      if (old != null && !old.name().equals(row.name())) {
        before.add(old);
      }
    }
    file.storeDesired(
        Change.desired(false, epoch, message.generation(), message.profiles(), message.rows()));
    for (Access old : before) {
      Set<UUID> users = byName.get(old.name());
      if (users != null) {
        users.remove(old.access());
      }
      retiredNames.add(old.name());
    }
    List<UUID> ids = changed(message.rows());
    dirty.addAll(ids);
    return new Acceptance.Accepted(false, ids);
  }

  private Acceptance acceptSnapshot(ApplyDesired part) throws IOException {
    try {
      Optional<ApplyDesired> whole = snapshot.take(part);
      if (whole.isEmpty()) {
        return new Acceptance.Incomplete();
      }
      ApplyDesired all = whole.get();
      replaceAll(Change.desired(true, all.epoch(), all.generation(), all.profiles(), all.rows()));
      return new Acceptance.Accepted(true, changed(all.rows()));
    } catch (Snapshot.BrokenException e) {
      return new Acceptance.BaseMissing();
    }
  }

  private void replaceAll(Change change) throws IOException {
    file.storeDesired(change);
    byName.clear();
    unsettled.clear();
    dirty.clear();
    retiredNames.clear();
    unreported.clear();
    retries.clear();
    file.state().rows().values().forEach(this::index);
  }

  private List<UUID> changed(List<Access> rows) {
    List<UUID> ids = new ArrayList<>(rows.size());
    for (Access row : rows) {
      index(row);
      ids.add(row.access());
      retries.remove(row.access());
    }
    unsettled.addAll(ids);
    answerOwed = true;
    return ids;
  }

  private Acceptance repeat(ApplyDesired message) {
    List<UUID> ids = message.rows().stream().map(Access::access).toList();
    unreported.addAll(ids);
    unreported.retainAll(file.state().results().keySet());
    answerOwed = true;
    return new Acceptance.Repeated(ids);
  }

  /** Everything that should be. */
  synchronized Desired all(Assign.Pppoe pppoe) {
    return desired(pppoe, file.state().rows().values());
  }

  /** What should be about these user names: every row that has one of them. */
  synchronized Desired about(Assign.Pppoe pppoe, Set<String> names) {
    Set<UUID> ids = new LinkedHashSet<>();
    for (String name : names) {
      ids.addAll(byName.getOrDefault(name, Set.of()));
    }
    List<Access> rows = new ArrayList<>();
    for (UUID id : ids) {
      Access row = file.state().rows().get(id);
      if (row != null) {
        rows.add(row);
      }
    }
    return desired(pppoe, rows);
  }

  private Desired desired(Assign.Pppoe pppoe, Collection<Access> rows) {
    List<Access> effective = new ArrayList<>(rows.size());
    for (Access row : rows) {
      effective.add(file.state().cut().contains(row.access()) ? off(row) : row);
    }
    return new Desired(pppoe, List.copyOf(file.state().profiles()), effective);
  }

  private static Access off(Access row) {
    return new Access(
        row.access(),
        row.generation(),
        row.method(),
        row.name(),
        row.password(),
        row.profile(),
        false,
        row.endsAt(),
        row.removed(),
        row.device());
  }

  /** Names to look at now: of rows that changed, and of failed rows whose pause is over. */
  synchronized Set<String> takeDirtyNames(long nowNanos) {
    Set<UUID> ids = new LinkedHashSet<>(dirty);
    dirty.clear();
    retries.forEach((id, retry) -> {
      if (nowNanos - retry.dueNanos() >= 0) {
        ids.add(id);
      }
    });
    Set<String> names = new LinkedHashSet<>();
    for (String name : retiredNames) {
      if (byName.getOrDefault(name, Set.of()).isEmpty()) {
        names.add(name);
      }
    }
    retiredNames.clear();
    for (UUID id : ids) {
      Access row = file.state().rows().get(id);
      if (row != null) {
        names.add(row.name());
      }
    }
    return names;
  }

  synchronized boolean hasDirty() {
    return !dirty.isEmpty();
  }

  /** How long until the next retry. */
  synchronized Optional<Long> nextRetryNanos() {
    return retries.values().stream().map(Retry::dueNanos).min((a, b) -> Long.compare(a - b, 0));
  }

  /** Looks at a row again although nothing came from the hub. */
  synchronized void markDirty(UUID access) {
    if (file.state().rows().containsKey(access)) {
      dirty.add(access);
    }
  }

  /** Whether a row is still as it was when something was planned for it. */
  synchronized boolean isCurrent(UUID access, long generation) {
    Access row = file.state().rows().get(access);
    return row != null && row.generation() == generation;
  }

  /** Whether an access may be online now, by what is stored. */
  synchronized boolean isOn(UUID access) {
    Access row = file.state().rows().get(access);
    return row != null && row.enabled() && !row.removed() && !file.state().cut().contains(access);
  }

  /** The access that has a user name now. */
  synchronized @Nullable UUID accessNamed(String name) {
    UUID found = null;
    for (UUID id : byName.getOrDefault(name, Set.of())) {
      Access row = file.state().rows().get(id);
      if (row != null && (found == null || !row.removed())) {
        found = id;
      }
    }
    return found;
  }

  /** The name a row has, null if there is no such row. */
  synchronized @Nullable String nameOf(UUID access) {
    Access row = file.state().rows().get(access);
    return row == null ? null : row.name();
  }

  /** What was found about a row. Nothing happens if the row has changed since. */
  record Finding(UUID access, long generation, Outcome outcome, @Nullable String error) {}

  /** Settles rows, and remembers which outcomes the hub has yet to hear. */
  synchronized void settle(Collection<Finding> findings) {
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
    if (outcome == Outcome.APPLIED && file.state().cut().contains(row.access())) {
      outcome = Outcome.FAILED;
      error = "ended at " + row.endsAt() + " while the platform was away; switched off at the site";
      retries.remove(row.access());
    } else if (outcome == Outcome.FAILED) {
      retries.merge(row.access(), retry(0), (old, first) -> retry(old.attempt() + 1));
    } else {
      retries.remove(row.access());
    }
    unsettled.remove(row.access());
    Applied.Result result = new Applied.Result(row.access(), row.generation(), outcome, error);
    if (!result.equals(file.state().results().get(row.access()))) {
      news.add(result);
      unreported.add(row.access());
    }
  }

  private static Retry retry(int attempt) {
    Duration pause = FIRST_RETRY.multipliedBy(1L << Math.min(attempt, MAX_RETRY_DOUBLINGS));
    long nanos = Math.min(pause.toNanos(), LAST_RETRY.toNanos());
    return new Retry(attempt, System.nanoTime() + nanos);
  }

  /** Says of every row, or of these, that nobody knows yet: it waits for the router. */
  synchronized void wait(@Nullable Collection<UUID> only, String reason) {
    List<Finding> findings = new ArrayList<>();
    for (UUID id : List.copyOf(unsettled)) {
      Access row = file.state().rows().get(id);
      if (row != null && (only == null || only.contains(id))) {
        findings.add(new Finding(id, row.generation(), Outcome.WAITING, reason));
      }
    }
    settle(findings);
  }

  /** After a reconnect the hub hears every outcome again. */
  synchronized void reportAllAgain() {
    unreported.addAll(file.state().results().keySet());
    unreported.retainAll(file.state().rows().keySet());
  }

  /** What the hub has yet to hear, in messages of bounded size. */
  synchronized List<Applied> takeReports() {
    List<Applied.Result> results = new ArrayList<>();
    for (UUID id : unreported) {
      Applied.Result result = file.state().results().get(id);
      if (result != null && !unsettled.contains(id)) {
        results.add(result);
      }
    }
    results.forEach(result -> unreported.remove(result.access()));
    List<Applied> messages = new ArrayList<>();
    for (int from = 0; from < results.size(); from += ApplyDesired.MAX_ROWS) {
      int to = Math.min(from + ApplyDesired.MAX_ROWS, results.size());
      messages.add(applied(List.copyOf(results.subList(from, to))));
    }
    if (messages.isEmpty() && answerOwed && unsettled.isEmpty()) {
      messages.add(applied(List.of()));
    }
    if (unsettled.isEmpty()) {
      answerOwed = false;
    }
    return messages;
  }

  /** An answer that names no row, only what is held. */
  synchronized Applied holding() {
    return applied(List.of());
  }

  private Applied applied(List<Applied.Result> results) {
    return new Applied(router, file.state().epoch(), file.state().generation(), results);
  }

  /** Remembers sessions that have to go, before the write that makes them stale. */
  synchronized void storeKicks(Set<String> names) throws IOException {
    if (!file.state().kicks().containsAll(names)) {
      file.storeKick(names);
    }
  }

  /** Forgets kicks that are done or whose write was not kept. */
  synchronized void forgetKicks(Collection<String> names) throws IOException {
    Set<String> known = new HashSet<>(names);
    known.retainAll(file.state().kicks());
    if (!known.isEmpty()) {
      file.storeKicked(known);
    }
  }

  synchronized Set<String> kicks() {
    return Set.copyOf(file.state().kicks());
  }

  /**
   * Switches off what has ended by the platform's time, because the platform cannot. A newer row
   * takes an access out again.
   *
   * @return how many
   */
  synchronized int cutEnded(Instant platformNow) throws IOException {
    List<UUID> ended = new ArrayList<>();
    for (Access row : file.state().rows().values()) {
      Instant end = row.endsAt();
      if (row.enabled()
          && !row.removed()
          && end != null
          && !end.isAfter(platformNow)
          && !file.state().cut().contains(row.access())) {
        ended.add(row.access());
      }
    }
    if (!ended.isEmpty()) {
      file.storeCut(ended);
      dirty.addAll(ended);
    }
    return ended.size();
  }
}
