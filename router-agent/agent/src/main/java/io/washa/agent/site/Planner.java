package io.washa.agent.site;

import io.washa.agent.routeros.Sentence;
import io.washa.agent.site.Marks.Mark;
import io.washa.agent.site.Step.Kind;
import io.washa.agent.site.Step.Target;
import io.washa.protocol.ApplyDesired;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The working of one {@link ReconcilePlan}. */
final class Planner {
  private static final int REMOVALS_ALWAYS_ALLOWED = 10;
  private static final double REMOVALS_SHARE = 0.2;

  private final Desired desired;
  private final Seen seen;
  private final Map<String, Seen.User> byName = new HashMap<>();
  private final Map<UUID, String> refused = new LinkedHashMap<>();
  private final Set<String> kicks = new LinkedHashSet<>();
  private final List<Step> adds = new ArrayList<>();
  private final Map<Map<String, String>, List<Target>> sets = new LinkedHashMap<>();
  private final Map<String, Target> removals = new LinkedHashMap<>();

  Planner(Desired desired, Seen seen) {
    this.desired = desired;
    this.seen = seen;
    for (Seen.User user : seen.users()) {
      // A hotspot can hold a name twice, for two servers; then the one that is ours counts.
      byName.merge(user.name(), user, (one, other) -> isOurs(one) ? one : other);
    }
  }

  private static boolean isOurs(Seen.User user) {
    return Marks.parse(user.comment()).isPresent();
  }

  ReconcilePlan plan() {
    SharedPlan shared = SharedPlan.of(desired, seen.shared());
    Map<String, UUID> users = new HashMap<>();
    for (ApplyDesired.Access row : desired.rows()) {
      if (!row.removed() && users.putIfAbsent(row.name(), row.access()) != null) {
        refused.put(row.access(), "the name " + row.name() + " is wanted by two accesses");
      } else if (!row.removed()) {
        present(row, shared.refused());
      }
    }
    for (ApplyDesired.Access row : desired.rows()) {
      if (row.removed() && !users.containsKey(row.name())) {
        absent(row);
      }
    }
    Optional<String> blocked = orphans(users.keySet());
    if (blocked.isPresent()) {
      return new ReconcilePlan(List.of(), Set.of(), refused, blocked);
    }
    return new ReconcilePlan(order(shared.steps()), kicks, refused, Optional.empty());
  }

  private void present(ApplyDesired.Access row, Map<String, String> refusedProfiles) {
    Seen.User user = byName.get(row.name());
    Optional<Mark> mark = user == null ? Optional.empty() : Marks.parse(user.comment());
    if (user != null && mark.isEmpty()) {
      refused.put(
          row.access(),
          "the user " + row.name() + " exists on the router and is not ours; adopt or rename it");
      return;
    }
    String profileRefused = refusedProfiles.get(row.profile());
    if (profileRefused != null && row.enabled()) {
      refused.put(row.access(), profileRefused);
    } else if (user == null || mark.isEmpty()) {
      if (profileRefused == null) {
        adds.add(add(row));
      }
    } else {
      change(row, user, mark.get(), profileRefused == null);
    }
  }

  private Step add(ApplyDesired.Access row) {
    Sentence sentence =
        Sentence.of(desired.table().users() + "/add")
            .set("name", row.name())
            .set("password", row.password())
            .set("profile", row.profile())
            .set("disabled", row.enabled() ? "no" : "yes")
            .set("comment", Marks.of(row));
    for (Map.Entry<String, String> constant : desired.table().constants().entrySet()) {
      sentence = sentence.set(constant.getKey(), constant.getValue());
    }
    Target target = new Target(row.access(), row.generation(), row.name(), "");
    return new Step(Kind.ADD, sentence, List.of(target), "add user");
  }

  private void change(ApplyDesired.Access row, Seen.User user, Mark mark, boolean profileUsable) {
    Map<String, String> changes = new LinkedHashMap<>();
    boolean sessionStale = false;
    if (profileUsable) {
      if (!mark.hash().equals(Marks.hash(row))
          || !mark.access().equals(Marks.access(row.access()))) {
        changes.put("password", row.password());
        changes.put("comment", Marks.of(row));
        sessionStale = true;
      }
      if (!user.profile().equals(row.profile())) {
        changes.put("profile", row.profile());
        sessionStale = true;
      }
      desired
          .table()
          .constants()
          .forEach((column, value) -> {
            if (!value.equals(user.constants().get(column))) {
              changes.put(column, value);
            }
          });
    }
    if (user.disabled() == row.enabled()) {
      changes.put("disabled", row.enabled() ? "no" : "yes");
      sessionStale |= !row.enabled();
    }
    if (!changes.isEmpty()) {
      sets.computeIfAbsent(changes, any -> new ArrayList<>())
          .add(new Target(row.access(), row.generation(), row.name(), user.id()));
    }
    if (sessionStale || (!row.enabled() && seen.online().contains(row.name()))) {
      kicks.add(row.name());
    }
  }

  private void absent(ApplyDesired.Access row) {
    Seen.User user = byName.get(row.name());
    if (user == null) {
      if (seen.online().contains(row.name())) {
        kicks.add(row.name());
      }
      return;
    }
    Optional<Mark> mark = Marks.parse(user.comment());
    if (mark.isPresent() && mark.get().access().equals(Marks.access(row.access()))) {
      removals.put(user.id(), new Target(row.access(), row.generation(), row.name(), user.id()));
      kicks.add(user.name());
    }
  }

  /**
   * Rows of ours that nobody wants. Very many of them mean the wrong router or an empty database.
   */
  private Optional<String> orphans(Set<String> wanted) {
    List<Target> orphans = new ArrayList<>();
    int ours = 0;
    for (Seen.User user : seen.users()) {
      if (Marks.parse(user.comment()).isPresent()) {
        ours++;
        if (!wanted.contains(user.name()) && !removals.containsKey(user.id())) {
          orphans.add(new Target(null, 0, user.name(), user.id()));
        }
      }
    }
    if (seen.whole() && orphans.size() > Math.max(REMOVALS_ALWAYS_ALLOWED, ours * REMOVALS_SHARE)) {
      return Optional.of(
          "the comparison would remove "
              + orphans.size()
              + " of our "
              + ours
              + " users on the router; is this the right router?");
    }
    for (Target orphan : orphans) {
      removals.put(orphan.id(), orphan);
      kicks.add(orphan.name());
    }
    return Optional.empty();
  }

  private List<Step> order(List<Step> shared) {
    List<Step> steps = new ArrayList<>(shared);
    steps.addAll(adds);
    sets.forEach((changes, targets) -> steps.addAll(setSteps(changes, targets)));
    steps.addAll(
        portions(
            new Step(
                Kind.REMOVE,
                Sentence.of(desired.table().users() + "/remove"),
                List.copyOf(removals.values()),
                "remove user")));
    steps.sort(Comparator.comparing(Step::kind));
    return List.copyOf(steps);
  }

  private List<Step> setSteps(Map<String, String> changes, List<Target> targets) {
    Sentence sentence = Sentence.of(desired.table().users() + "/set");
    for (Map.Entry<String, String> change : changes.entrySet()) {
      sentence = sentence.set(change.getKey(), change.getValue());
    }
    String disabled = changes.get("disabled");
    Kind kind = disabled == null || disabled.equals("no") ? Kind.SET : Kind.DISABLE;
    String words = "change " + String.join(", ", changes.keySet()) + " of user";
    if (changes.size() == 1 && disabled != null) {
      kind = disabled.equals("no") ? Kind.ENABLE : Kind.DISABLE;
      words = disabled.equals("no") ? "enable user" : "disable user";
    }
    return portions(new Step(kind, sentence, targets, words));
  }

  private static List<Step> portions(Step step) {
    List<Step> portions = new ArrayList<>();
    List<Target> targets = step.targets();
    for (int from = 0; from < targets.size(); from += Step.MAX_TARGETS) {
      int to = Math.min(from + Step.MAX_TARGETS, targets.size());
      portions.add(new Step(step.kind(), step.command(), targets.subList(from, to), step.words()));
    }
    return portions;
  }
}
