package io.washa.agent.site;

import io.washa.agent.routeros.RouterLostException;
import io.washa.agent.routeros.Trap;
import io.washa.agent.site.DesiredRows.Finding;
import io.washa.agent.site.RouterOps.Refusal;
import io.washa.protocol.Applied.Outcome;
import io.washa.protocol.ApplyDesired;
import io.washa.protocol.Assign;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One comparison after another on one connection: read, plan, write, read back, kick, settle.
 * Belongs to its worker's thread.
 */
final class Reconciler {
  private static final System.Logger LOG = System.getLogger("washa.site");

  /** Steps written ahead of their replies; between two of these somebody who paid may go first. */
  private static final int PORTION = 32;

  private static final int ROUNDS = 2;

  private final String router;
  private final DesiredRows rows;
  private final RouterOps ops;
  private final Stance stance;
  private final RouterWide wide;
  private final Set<ApplyDesired.Profile> rightProfiles = new HashSet<>();

  Reconciler(Assign.Router router, DesiredRows rows, RouterOps ops, Stance stance) {
    this.stance = stance;
    this.wide = new RouterWide(router, rows, ops, stance);
    this.router = router.name();
    this.rows = rows;
    this.ops = ops;
  }

  /** Something more urgent to do between two portions of a long comparison. */
  interface Interruption {
    void run() throws IOException;
  }

  /**
   * Compares everything, one table after the other, then the rules: who paid goes first. Nothing is
   * compared before the platform has said anything of this epoch: an empty store means that we do
   * not know, not that nobody may.
   *
   * @param allowed what a person said may go although it is very much
   */
  Comparison sweep(Orphans allowed, Interruption between) throws IOException {
    Comparison found = new Comparison();
    if (rows.generation() == 0) {
      return found;
    }
    rightProfiles.clear();
    for (String method : rows.methods()) {
      Optional<AccessTable> table = rows.table(method);
      if (table.isPresent()) {
        sweep(table.get(), new Scope(found, allowed, between));
      } else {
        refuse(rows.rowsOf(method));
      }
    }
    found.rules(wide.keep());
    found.proven();
    return found;
  }

  /** What each table should hold. */
  List<Desired> tables() {
    List<Desired> tables = new ArrayList<>();
    for (String method : rows.methods()) {
      rows.table(method).map(rows::all).ifPresent(tables::add);
    }
    return tables;
  }

  private void sweep(AccessTable table, Scope scope) throws IOException {
    Seen.Online online = online(table);
    run(
        new Look() {
          @Override
          public Desired desired() {
            return rows.all(table);
          }

          @Override
          public Seen seen(boolean withShared) throws RouterLostException {
            Seen.Shared shared = ops.shared(desired());
            return whole(table, shared, online);
          }
        },
        scope);
  }

  private Seen whole(AccessTable table, Seen.@Nullable Shared shared, Seen.Online online)
      throws RouterLostException {
    List<Seen.Row> held = ops.rows(table, true, Set.of());
    return new Seen(true, held, shared, online, held, entries(table));
  }

  private List<Seen.Row> entries(AccessTable table) throws RouterLostException {
    return table.pausesByEntry()
        ? ops.pausedList().stream().filter(row -> !row.isDynamic()).toList()
        : List.of();
  }

  /**
   * Who is online. Where a paused user keeps a session, the list that its profile puts it on tells
   * whether it is that session or still the one from before.
   */
  private Seen.Online online(AccessTable table) throws RouterLostException {
    if (table.kicks().isEmpty()) {
      return Seen.Online.NOBODY;
    }
    List<RouterOps.Active> sessions = ops.active(table, true, Set.of());
    Set<String> paused =
        table.keepsWhoIsOff()
            ? ops.pausedList().stream().map(Seen.Row::key).collect(Collectors.toSet())
            : Set.of();
    Seen.Online online = new Seen.Online(new HashSet<>(), new HashSet<>());
    for (RouterOps.Active session : sessions) {
      boolean isPaused = paused.contains(session.address());
      (isPaused ? online.paused() : online.open()).add(session.name());
    }
    return online;
  }

  /** Compares what concerns some users: a few sentences, whatever the size of the tables. */
  void narrow(Set<UserKey> users, Interruption between) throws IOException {
    Map<String, Set<String>> byMethod = new LinkedHashMap<>();
    for (UserKey user : users) {
      byMethod.computeIfAbsent(user.method(), any -> new HashSet<>()).add(user.name());
    }
    for (Map.Entry<String, Set<String>> entry : byMethod.entrySet()) {
      Optional<AccessTable> table = rows.table(entry.getKey());
      if (table.isPresent()) {
        narrow(table.get(), entry.getValue(), between);
      } else {
        refuse(rows.rowsOf(entry.getKey()));
      }
    }
    if (byMethod.containsKey(HotspotUsers.METHOD)) {
      wide.usersChanged();
    }
  }

  private void narrow(AccessTable table, Set<String> keys, Interruption between)
      throws IOException {
    run(
        new Look() {
          @Override
          public Desired desired() {
            return rows.about(table, keys);
          }

          @Override
          public Seen seen(boolean withShared) throws RouterLostException {
            boolean all = keys.size() > RouterOps.MANY || table.isOrdered();
            List<Seen.Row> read = ops.rows(table, all, keys);
            List<Seen.Row> found = read.stream().filter(row -> keys.contains(row.key())).toList();
            Desired desired = desired();
            Seen.Shared shared = withShared ? ops.shared(desired) : null;
            return new Seen(false, found, shared, mustBeOffline(desired), read, entries(table));
          }
        },
        new Scope(null, Orphans.NONE, between));
  }

  private void refuse(List<ApplyDesired.Access> unknown) {
    List<Finding> findings = new ArrayList<>();
    for (ApplyDesired.Access row : unknown) {
      String error = "this agent does not know the method " + row.method();
      findings.add(new Finding(row.access(), row.generation(), Outcome.FAILED, error));
    }
    rows.settle(findings);
  }

  /** Whoever must have no session left counts as online, for nobody has looked. */
  private static Seen.Online mustBeOffline(Desired desired) {
    boolean keeps = desired.table().keepsWhoIsOff();
    Set<String> keys =
        desired.rows().stream()
            .filter(row -> row.removed() || (!row.enabled() && !keeps))
            .map(row -> UserKey.of(row).name())
            .collect(Collectors.toSet());
    return new Seen.Online(keys, Set.of());
  }

  /** What a full comparison would write, in words. */
  String describe() throws RouterLostException {
    List<String> texts = new ArrayList<>();
    for (String method : rows.methods()) {
      Optional<AccessTable> table = rows.table(method);
      if (table.isPresent()) {
        Desired desired = rows.all(table.get());
        Seen seen = whole(table.get(), ops.shared(desired), online(table.get()));
        texts.add(ReconcilePlan.of(desired, seen).describe());
      }
    }
    texts.addAll(wide.describe());
    texts.removeIf(ReconcilePlan.NOTHING::equals);
    return texts.isEmpty() ? ReconcilePlan.NOTHING : String.join("\n", texts);
  }

  private interface Look {
    Desired desired();

    Seen seen(boolean withShared) throws RouterLostException;
  }

  /**
   * What a run is part of.
   *
   * @param found where a full comparison notes what it finds; null: only some rows are looked at
   */
  private record Scope(@Nullable Comparison found, Orphans allowed, Interruption between) {}

  private static ReconcilePlan plan(Desired desired, Seen seen, Orphans allowed) {
    ReconcilePlan plan = ReconcilePlan.of(desired, seen);
    boolean may = plan.blocked().isPresent() && Orphans.of(desired, seen).within(allowed);
    return may ? ReconcilePlan.allowed(desired, seen) : plan;
  }

  private void run(Look look, Scope scope) throws IOException {
    Map<String, Refusal> refusals = new HashMap<>();
    Desired desired = look.desired();
    AccessTable table = desired.table();
    Set<String> kicks = new HashSet<>(rows.kicks(table));
    Seen seen = look.seen(!rightProfiles.containsAll(desired.profiles()));
    ReconcilePlan plan = plan(desired, seen, scope.allowed());
    Comparison found = scope.found();
    if (found != null) {
      found.found(desired, seen, plan);
    }
    if (!stance.writes()) {
      rows.settle(new RunResult(desired, plan, refusals, Set.of()).watched(stance.why()));
      if (found != null) {
        found.online(desired, seen.online(), Set.of());
      }
      return;
    }
    for (int round = 0; round < ROUNDS && !plan.steps().isEmpty(); round++) {
      rows.storeKicks(table, plan.kicks());
      kicks.addAll(plan.kicks());
      refusals.clear();
      write(plan, refusals, scope.between());
      desired = look.desired();
      plan = plan(desired, look.seen(true), scope.allowed());
      if (refusals.values().stream().noneMatch(Reconciler::worthAnotherLook)) {
        break;
      }
    }
    kicks.addAll(plan.kicks());
    if (plan.blocked().isEmpty() && !plan.sharedUnmet()) {
      rightProfiles.addAll(plan.usable());
    }
    if (!refusals.isEmpty()) {
      rightProfiles.clear();
    }
    Set<String> stale = kick(table, kicks, plan);
    kicks.removeAll(stale);
    if (found != null) {
      found.online(desired, seen.online(), kicks);
    }
    plan.blocked()
        .ifPresent(reason -> LOG.log(System.Logger.Level.ERROR, "{0}: {1}", router, reason));
    rows.settle(new RunResult(desired, plan, refusals, stale).findings(found));
  }

  /** The router's rows were not as read: reading again may be all that is needed. */
  private static boolean worthAnotherLook(Refusal refusal) {
    return refusal.kind() == Trap.Kind.DUPLICATE || refusal.kind() == Trap.Kind.MISSING;
  }

  private void write(ReconcilePlan plan, Map<String, Refusal> refusals, Interruption between)
      throws IOException {
    List<Step> portion = new ArrayList<>();
    for (Step step : plan.steps()) {
      if (portion.size() == PORTION
          || (!portion.isEmpty() && portion.get(0).kind() != step.kind())) {
        writePortion(portion, refusals, between);
      }
      portion.add(step);
    }
    if (!portion.isEmpty()) {
      writePortion(portion, refusals, between);
    }
  }

  /** Rows that changed after the plan was made are left to the next comparison. */
  private void writePortion(List<Step> portion, Map<String, Refusal> refusals, Interruption between)
      throws IOException {
    between.run();
    List<Step> current = new ArrayList<>();
    for (Step step : portion) {
      Step kept =
          step.keeping(target -> {
            UUID access = target.access();
            return access == null || rows.isCurrent(access, target.generation());
          });
      if (!kept.targets().isEmpty()) {
        current.add(kept);
        LOG.log(System.Logger.Level.DEBUG, "{0}: {1}", router, kept.describe());
      }
    }
    portion.clear();
    refusals.putAll(ops.write(current));
  }

  /**
   * Removes sessions that are no longer right, now that the router was read to hold the change. A
   * change that was not kept kicks nobody: they would only come back as before.
   *
   * @return names whose sessions could not be removed
   */
  private Set<String> kick(AccessTable table, Set<String> names, ReconcilePlan plan)
      throws IOException {
    Set<String> unmet = new HashSet<>();
    for (UUID access : plan.unmet()) {
      String name = rows.keyOf(access);
      if (name != null) {
        unmet.add(name);
      }
    }
    Set<String> now = new HashSet<>();
    Set<String> mayReturn = new HashSet<>();
    for (String name : names) {
      UUID access = rows.accessOf(new UserKey(table.method(), name));
      if (!unmet.contains(name) && !plan.refused().containsKey(access)) {
        now.add(name);
        if (access != null && rows.mayBeOnline(table, access)) {
          mayReturn.add(name);
        }
      }
    }
    Set<String> left = ops.kick(table, now, mayReturn);
    Set<String> done = new HashSet<>(names);
    done.removeAll(left);
    rows.forgetKicks(table, done);
    return left;
  }
}
