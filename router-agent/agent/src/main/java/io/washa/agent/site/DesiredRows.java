package io.washa.agent.site;

import io.washa.agent.store.Change;
import io.washa.agent.store.RouterFile;
import io.washa.protocol.Applied;
import io.washa.protocol.Applied.Outcome;
import io.washa.protocol.ApplyDesired;
import io.washa.protocol.ApplyDesired.Access;
import io.washa.protocol.Assign;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What one router should hold, as stored, and how far each row has come. Safe for several threads:
 * the hub's thread brings rows, the worker settles them.
 */
final class DesiredRows {
  private static final System.Logger LOG = System.getLogger("washa.site");
  private final RouterFile file;
  private final Snapshot snapshot = new Snapshot();
  private final UserIndex index;
  private final Set<UUID> unsettled = new LinkedHashSet<>();
  private final Set<UUID> dirty = new LinkedHashSet<>();
  private final Retries retries = new Retries();
  private final Reports reports;
  private final EndedCut cut;

  DesiredRows(UUID router, RouterFile file) {
    this.file = file;
    this.index = new UserIndex(file.state());
    this.reports = new Reports(router, file.state());
    this.cut = new EndedCut(file);
    unsettled.addAll(file.state().rows().keySet());
    unsettled.removeAll(file.state().results().keySet());
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
      if (old != null && !UserKey.of(old).equals(UserKey.of(row))) {
        before.add(old);
      }
    }
    file.storeDesired(
        Change.desired(false, epoch, message.generation(), message.profiles(), message.rows()));
    before.forEach(index::retire);
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
    unsettled.clear();
    dirty.clear();
    reports.clear();
    retries.clear();
    index.rebuild();
  }

  private List<UUID> changed(List<Access> rows) {
    List<UUID> ids = new ArrayList<>(rows.size());
    for (Access row : rows) {
      index.add(row);
      ids.add(row.access());
    }
    retries.forget(ids);
    unsettled.addAll(ids);
    reports.oweAnswer();
    return ids;
  }

  private Acceptance repeat(ApplyDesired message) {
    List<UUID> ids = message.rows().stream().map(Access::access).toList();
    reports.again(ids);
    reports.oweAnswer();
    return new Acceptance.Repeated(ids);
  }

  /**
   * The methods of everything held now or earlier, so that what is left of ours is still found. A
   * router is asked about no others.
   */
  synchronized Set<String> methods() {
    Set<String> methods = new LinkedHashSet<>(Set.of(PppSecrets.METHOD));
    methods.addAll(file.state().methods());
    file.state().kicks().forEach(kick -> methods.add(UserKey.parse(kick).method()));
    return methods;
  }

  /** Everything that should be in a table. */
  synchronized Desired all(AccessTable table, Assign.Pppoe pppoe) {
    return desired(table, pppoe, rowsOf(table.method()));
  }

  /** Every row of a method. */
  synchronized List<Access> rowsOf(String method) {
    return file.state().rows().values().stream()
        .filter(row -> row.method().equals(method))
        .toList();
  }

  /** What should be about these names in a table: every row that has one of them. */
  synchronized Desired about(AccessTable table, Assign.Pppoe pppoe, Set<String> names) {
    Set<UserKey> users = new LinkedHashSet<>();
    names.forEach(name -> users.add(new UserKey(table.method(), name)));
    return desired(table, pppoe, index.rows(users));
  }

  private Desired desired(AccessTable table, Assign.Pppoe pppoe, Collection<Access> rows) {
    return new Desired(
        table,
        pppoe,
        file.state().profiles().stream().filter(p -> p.method().equals(table.method())).toList(),
        rows.stream().map(cut::effective).toList());
  }

  /** Users to look at now: of rows that changed, and of failed rows whose pause is over. */
  synchronized Set<UserKey> takeDirty(long nowNanos) {
    Set<UUID> ids = new LinkedHashSet<>(dirty);
    dirty.clear();
    ids.addAll(retries.due(nowNanos));
    Set<UserKey> users = index.takeRetired();
    for (UUID id : ids) {
      Access row = file.state().rows().get(id);
      if (row != null) {
        users.add(UserKey.of(row));
      }
    }
    return users;
  }

  synchronized boolean hasDirty() {
    return !dirty.isEmpty();
  }

  /** How long until the next retry. */
  synchronized Optional<Long> nextRetryNanos() {
    return retries.next();
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
    return row != null && cut.isOn(row);
  }

  /** The access that a user belongs to now. */
  synchronized @Nullable UUID accessOf(UserKey user) {
    return index.accessOf(user);
  }

  /** What a user may have now, if it is one of ours. */
  synchronized Optional<Access> effective(UserKey user) {
    UUID access = index.accessOf(user);
    Access row = access == null ? null : file.state().rows().get(access);
    return Optional.ofNullable(row).map(cut::effective);
  }

  /** The name a row has, null if there is no such row. */
  synchronized @Nullable String nameOf(UUID access) {
    Access row = file.state().rows().get(access);
    return row == null ? null : row.name();
  }

  /**
   * Rows of a method that are on and read back so, and that a device waits for. Of several rows for
   * one device the one that ends last counts; on a tie the greatest id, so that looking twice finds
   * the same.
   *
   * @param users whose devices; null: everybody's
   * @return by device
   */
  synchronized Map<String, Access> waitingForDevice(String method, @Nullable Set<UserKey> users) {
    Set<String> devices = new HashSet<>();
    if (users != null) {
      index.rows(users).forEach(row -> devices.add(mac(row)));
      devices.remove("");
      if (devices.isEmpty()) {
        return Map.of();
      }
    }
    Map<String, Access> waiting = new LinkedHashMap<>();
    for (Access row : file.state().rows().values()) {
      Applied.Result result = file.state().results().get(row.access());
      String device = mac(row);
      if (!device.isEmpty()
          && row.method().equals(method)
          && (users == null || devices.contains(device))
          && cut.isOn(row)
          && !unsettled.contains(row.access())
          && result != null
          && result.outcome() == Outcome.APPLIED
          && result.generation() == row.generation()) {
        waiting.merge(device, row, BinaryOperator.maxBy(LAST_TO_END));
      }
    }
    return waiting;
  }

  private static final Comparator<Access> LAST_TO_END =
      Comparator.comparing(Access::endsAt, Comparator.nullsLast(Comparator.<Instant>naturalOrder()))
          .thenComparing(Access::access);

  private static String mac(Access row) {
    String device = row.device();
    return device == null ? "" : device.toUpperCase(Locale.ROOT);
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
    reports.again(file.state().results().keySet());
  }

  /** What the hub has yet to hear, in messages of bounded size. */
  synchronized List<Applied> takeReports() {
    return reports.take(unsettled);
  }

  /** An answer that names no row, only what is held. */
  synchronized Applied holding() {
    return reports.applied(List.of());
  }

  /**
   * Remembers users of a table whose sessions have to go, before the write that makes them stale.
   */
  synchronized void storeKicks(AccessTable table, Set<String> names) throws IOException {
    Set<String> stored = stored(table, names);
    if (!file.state().kicks().containsAll(stored)) {
      file.storeKick(stored);
    }
  }

  /** Forgets kicks that are done or whose write was not kept. */
  synchronized void forgetKicks(AccessTable table, Collection<String> names) throws IOException {
    Set<String> known = stored(table, names);
    known.retainAll(file.state().kicks());
    if (!known.isEmpty()) {
      file.storeKicked(known);
    }
  }

  private static Set<String> stored(AccessTable table, Collection<String> names) {
    Set<String> stored = new HashSet<>();
    names.forEach(name -> stored.add(new UserKey(table.method(), name).stored()));
    return stored;
  }

  /** Names in a table whose sessions have to go. */
  synchronized Set<String> kicks(AccessTable table) {
    Set<String> names = new HashSet<>();
    for (String stored : file.state().kicks()) {
      UserKey user = UserKey.parse(stored);
      if (user.method().equals(table.method())) {
        names.add(user.name());
      }
    }
    return names;
  }

  /**
   * Switches off what has ended by the platform's time, because the platform cannot.
   *
   * @return how many
   */
  synchronized int cutEnded(Instant platformNow) throws IOException {
    List<UUID> ended = cut.cut(platformNow);
    dirty.addAll(ended);
    return ended.size();
  }
}
