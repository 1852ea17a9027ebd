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
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What one router should hold, as stored, and how far each row has come. Safe for several threads:
 * the hub's thread brings rows, the worker settles them.
 */
final class DesiredRows {
  private final RouterFile file;
  private final Snapshot snapshot = new Snapshot();
  private final UserIndex index;
  private final Set<UUID> dirty = new LinkedHashSet<>();
  private final Outcomes outcomes;
  private final EndedCut cut;
  private final PendingKicks kicks;
  private final AccessTables tables;

  DesiredRows(Assign.Router router, RouterFile file) {
    this.file = file;
    this.index = new UserIndex(file.state());
    this.tables = new AccessTables(router);
    this.cut = new EndedCut(file);
    this.outcomes = new Outcomes(router.router(), file, cut);
    this.kicks = new PendingKicks(file);
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
    dirty.clear();
    outcomes.clear();
    index.rebuild();
  }

  private List<UUID> changed(List<Access> rows) {
    List<UUID> ids = new ArrayList<>(rows.size());
    for (Access row : rows) {
      index.add(row);
      ids.add(row.access());
    }
    outcomes.changed(ids);
    return ids;
  }

  private Acceptance repeat(ApplyDesired message) {
    List<UUID> ids = message.rows().stream().map(Access::access).toList();
    outcomes.repeat(ids);
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

  /** The router's table of a method, empty if this agent does not know it. */
  Optional<AccessTable> table(String method) {
    return tables.of(method);
  }

  /** Everything that should be in a table. */
  synchronized Desired all(AccessTable table) {
    return desired(table, rowsOf(table.method()));
  }

  /** Every row of a method. */
  synchronized List<Access> rowsOf(String method) {
    return file.state().rows().values().stream()
        .filter(row -> row.method().equals(method))
        .toList();
  }

  /** What should be about these keys in a table: every row that has one of them. */
  synchronized Desired about(AccessTable table, Set<String> keys) {
    Set<UserKey> users = new LinkedHashSet<>();
    keys.forEach(key -> users.add(new UserKey(table.method(), key)));
    return desired(table, index.rows(users));
  }

  private Desired desired(AccessTable table, Collection<Access> rows) {
    List<ApplyDesired.Profile> profiles = new ArrayList<>(table.ownProfiles());
    file.state().profiles().stream()
        .filter(profile -> profile.method().equals(table.method()))
        .forEach(profiles::add);
    return new Desired(table, profiles, rows.stream().map(cut::effective).toList());
  }

  /** Users of rows that changed, to look at now. */
  synchronized Set<UserKey> takeDirty() {
    Set<UserKey> users = index.takeRetired();
    users.addAll(users(dirty));
    dirty.clear();
    return users;
  }

  /** Users that could not be looked at: those that no row has any more would be forgotten. */
  synchronized void takeBack(Set<UserKey> users) {
    index.retireAgain(users);
  }

  /** Users of failed rows whose pause is over. */
  synchronized Set<UserKey> dueAgain(long nowNanos) {
    return users(outcomes.due(nowNanos));
  }

  private Set<UserKey> users(Collection<UUID> ids) {
    Set<UserKey> users = new LinkedHashSet<>();
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
    return outcomes.nextRetry();
  }

  /** Looks at a row again although nothing came from the hub. */
  synchronized void markDirty(UUID access) {
    if (file.state().rows().containsKey(access)) {
      dirty.add(access);
    }
  }

  /** Looks again at every row that waits for the router. */
  synchronized void markWaitingDirty() {
    markDirty(Outcome.WAITING);
  }

  /** Looks again at every row that failed, parked ones too: what it failed for may be gone. */
  synchronized void markFailedDirty() {
    markDirty(Outcome.FAILED);
  }

  private void markDirty(Outcome outcome) {
    dirty.addAll(outcomes.with(outcome));
  }

  /** Whether an access is to be on the router, be it switched off. */
  synchronized boolean isWanted(UUID access) {
    Access row = file.state().rows().get(access);
    return row != null && !row.removed();
  }

  /** Devices that come in without a login, for their access is on. */
  synchronized Set<String> alwaysIn() {
    Set<String> devices = new TreeSet<>();
    for (Access row : file.state().rows().values()) {
      ApplyDesired.Bounds bounds = row.bounds();
      if (bounds != null && !bounds.alwaysIn().isEmpty() && cut.isOn(row)) {
        bounds.alwaysIn().forEach(mac -> devices.add(mac.toUpperCase(Locale.ROOT)));
      }
    }
    return devices;
  }

  /** Whether a row is still as it was when something was planned for it. */
  synchronized boolean isCurrent(UUID access, long generation) {
    Access row = file.state().rows().get(access);
    return row != null && row.generation() == generation;
  }

  /** Whether an access may have a live session now, be it one that reaches the paused page only. */
  synchronized boolean mayBeOnline(AccessTable table, UUID access) {
    Access row = file.state().rows().get(access);
    return row != null && (cut.isOn(row) || (!row.removed() && table.keepsWhoIsOff()));
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

  /** The key a row has, null if there is no such row. */
  synchronized @Nullable String keyOf(UUID access) {
    Access row = file.state().rows().get(access);
    return row == null ? null : UserKey.of(row).name();
  }

  /**
   * Rows of a method that are on and read back so, and that a device waits for.
   *
   * @param users whose devices; null: everybody's
   * @return by device
   */
  synchronized Map<String, Access> waitingForDevice(String method, @Nullable Set<UserKey> users) {
    Set<String> devices = new HashSet<>();
    if (users != null) {
      index.rows(users).forEach(row -> devices.add(WaitingDevices.device(row)));
      devices.remove("");
      if (devices.isEmpty()) {
        return Map.of();
      }
    }
    Map<String, Access> waiting = new LinkedHashMap<>();
    for (Access row : file.state().rows().values()) {
      String device = WaitingDevices.device(row);
      if (!device.isEmpty()
          && row.method().equals(method)
          && (users == null || devices.contains(device))
          && cut.isOn(row)
          && outcomes.isApplied(row)) {
        waiting.merge(device, row, WaitingDevices::thatCounts);
      }
    }
    return waiting;
  }

  /** What was found about a row. Nothing happens if the row has changed since. */
  record Finding(UUID access, long generation, Outcome outcome, @Nullable String error) {}

  /** Settles rows, and remembers which outcomes the hub has yet to hear. */
  synchronized void settle(Collection<Finding> findings) {
    outcomes.settle(findings);
  }

  /** Says of every row, or of these, that nobody knows yet: it waits for the router. */
  synchronized void wait(@Nullable Collection<UUID> only, String reason) {
    outcomes.wait(only, reason);
  }

  /** Says of every row that it waits, what was true of it once included. */
  synchronized void waitAll(String reason) {
    outcomes.waitAll(reason);
  }

  /** After a reconnect the hub hears every outcome again. */
  synchronized void reportAllAgain() {
    outcomes.tellAllAgain();
  }

  /** What the hub has yet to hear, in messages of bounded size. */
  synchronized List<Applied> takeReports() {
    return outcomes.takeReports();
  }

  /** An answer that names no row, only what is held. */
  synchronized Applied holding() {
    return outcomes.holding();
  }

  /**
   * Remembers users of a table whose sessions have to go, before the write that makes them stale.
   */
  synchronized void storeKicks(AccessTable table, Set<String> names) throws IOException {
    kicks.add(table, names);
  }

  /** Forgets kicks that are done or whose write was not kept. */
  synchronized void forgetKicks(AccessTable table, Collection<String> names) throws IOException {
    kicks.forget(table, names);
  }

  /** Whether any session still has to go. */
  synchronized boolean hasKicks() {
    return !kicks.isEmpty();
  }

  /** Names in a table whose sessions have to go. */
  synchronized Set<String> kicks(AccessTable table) {
    return kicks.of(table);
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
