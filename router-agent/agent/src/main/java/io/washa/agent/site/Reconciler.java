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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * One comparison after another on one connection: read, plan, write, read back, kick, settle.
 * Belongs to its worker's thread.
 */
final class Reconciler {
  private static final System.Logger LOG = System.getLogger("washa.site");

  /** Steps written ahead of their replies; between two of these somebody who paid may go first. */
  private static final int PORTION = 32;

  private static final int ROUNDS = 2;

  /** More names than this are read faster as the whole table. */
  private static final int MANY_NAMES = 200;

  private final String router;
  private final Assign.Pppoe pppoe;
  private final DesiredRows rows;
  private final RouterOps ops;
  private final Set<ApplyDesired.Profile> rightProfiles = new HashSet<>();

  Reconciler(Assign.Router router, DesiredRows rows, RouterOps ops) {
    this.router = router.name();
    this.pppoe = router.pppoe();
    this.rows = rows;
    this.ops = ops;
  }

  /** Something more urgent to do between two portions of a long comparison. */
  interface Interruption {
    void run() throws IOException;
  }

  /** Compares everything. */
  void sweep(Interruption between) throws IOException {
    rightProfiles.clear();
    Set<String> online =
        ops.active(true, Set.of()).stream().map(RouterOps.Active::name).collect(Collectors.toSet());
    run(
        new Look() {
          @Override
          public Desired desired() {
            return rows.all(pppoe);
          }

          @Override
          public Seen seen(boolean withShared) throws RouterLostException {
            Seen.Shared shared = ops.shared();
            return new Seen(true, ops.secrets(true, Set.of()), shared, online);
          }
        },
        between);
  }

  /** Compares what concerns some user names: a few sentences, whatever the size of the table. */
  void narrow(Set<String> names) throws IOException {
    if (names.isEmpty()) {
      return;
    }
    run(
        new Look() {
          @Override
          public Desired desired() {
            return rows.about(pppoe, names);
          }

          @Override
          public Seen seen(boolean withShared) throws RouterLostException {
            boolean all = names.size() > MANY_NAMES;
            List<Seen.Secret> secrets =
                ops.secrets(all, names).stream().filter(s -> names.contains(s.name())).toList();
            // Whoever is off must have no session left, so all who are off count as online here.
            return new Seen(false, secrets, withShared ? ops.shared() : null, offNames(desired()));
          }
        },
        () -> {});
  }

  private static Set<String> offNames(Desired desired) {
    return desired.rows().stream()
        .filter(row -> !row.enabled() || row.removed())
        .map(ApplyDesired.Access::name)
        .collect(Collectors.toSet());
  }

  /** What a full comparison would write, in words. */
  String describe() throws RouterLostException {
    Set<String> online =
        ops.active(true, Set.of()).stream().map(RouterOps.Active::name).collect(Collectors.toSet());
    Seen seen = new Seen(true, ops.secrets(true, Set.of()), ops.shared(), online);
    return ReconcilePlan.of(rows.all(pppoe), seen).describe();
  }

  private interface Look {
    Desired desired();

    Seen seen(boolean withShared) throws RouterLostException;
  }

  private void run(Look look, Interruption between) throws IOException {
    Map<String, Refusal> refusals = new HashMap<>();
    Set<String> kicks = new HashSet<>(rows.kicks());
    Desired desired = look.desired();
    ReconcilePlan plan =
        ReconcilePlan.of(desired, look.seen(!rightProfiles.containsAll(desired.profiles())));
    for (int round = 0; round < ROUNDS && !plan.steps().isEmpty(); round++) {
      rows.storeKicks(plan.kicks());
      kicks.addAll(plan.kicks());
      refusals.clear();
      write(plan, refusals, between);
      desired = look.desired();
      plan = ReconcilePlan.of(desired, look.seen(true));
      if (refusals.values().stream().noneMatch(Reconciler::worthAnotherLook)) {
        break;
      }
    }
    kicks.addAll(plan.kicks());
    if (plan.blocked().isEmpty() && !plan.sharedUnmet()) {
      rightProfiles.addAll(desired.profiles());
    }
    if (!refusals.isEmpty()) {
      rightProfiles.clear();
    }
    Set<String> stale = kick(kicks, plan);
    settle(desired, plan, refusals, stale);
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
  private Set<String> kick(Set<String> names, ReconcilePlan plan) throws IOException {
    Set<String> unmet = new HashSet<>();
    for (UUID access : plan.unmet()) {
      String name = rows.nameOf(access);
      if (name != null) {
        unmet.add(name);
      }
    }
    Set<String> now = new HashSet<>();
    Set<String> mayReturn = new HashSet<>();
    for (String name : names) {
      UUID access = rows.accessNamed(name);
      if (!unmet.contains(name) && !plan.refused().containsKey(access)) {
        now.add(name);
        if (access != null && rows.isOn(access)) {
          mayReturn.add(name);
        }
      }
    }
    Set<String> left = ops.kick(now, mayReturn);
    Set<String> done = new HashSet<>(names);
    done.removeAll(left);
    rows.forgetKicks(done);
    return left;
  }

  private void settle(
      Desired desired, ReconcilePlan plan, Map<String, Refusal> refusals, Set<String> stale) {
    Set<UUID> unmet = plan.unmet();
    List<Finding> findings = new ArrayList<>();
    for (ApplyDesired.Access row : desired.rows()) {
      Optional<String> error =
          Optional.ofNullable(plan.refused().get(row.access()))
              .or(() -> plan.blocked())
              .or(() -> unmet.contains(row.access()) ? notKept(row, refusals) : Optional.empty())
              .or(() -> stale.contains(row.name()) ? STALE : Optional.empty());
      findings.add(
          new Finding(
              row.access(),
              row.generation(),
              error.isPresent() ? Outcome.FAILED : Outcome.APPLIED,
              error.orElse(null)));
    }
    plan.blocked()
        .ifPresent(reason -> LOG.log(System.Logger.Level.ERROR, "{0}: {1}", router, reason));
    rows.settle(findings);
  }

  private static final Optional<String> STALE =
      Optional.of("a live session of this user could not be removed");

  private static Optional<String> notKept(ApplyDesired.Access row, Map<String, Refusal> refusals) {
    Refusal refusal = refusals.get(row.name());
    if (refusal == null) {
      refusal = refusals.get(row.profile());
    }
    return Optional.of(
        refusal == null
            ? "the router did not keep the change"
            : "the router refused: " + refusal.message());
  }
}
