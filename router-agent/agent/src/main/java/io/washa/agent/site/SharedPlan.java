package io.washa.agent.site;

import io.washa.agent.routeros.Sentence;
import io.washa.agent.site.Step.Kind;
import io.washa.agent.site.Step.Target;
import io.washa.protocol.ApplyDesired;
import io.washa.protocol.Assign;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What has to be written to the pool and the profiles before the rows.
 *
 * @param usable profiles that rows can have, by name
 * @param refused profiles that they cannot have, with the reason
 */
record SharedPlan(
    List<Step> steps, Map<String, ApplyDesired.Profile> usable, Map<String, String> refused) {

  static SharedPlan of(Desired desired, Seen.@Nullable Shared shared) {
    SharedPlan plan = new SharedPlan(new ArrayList<>(), new HashMap<>(), new HashMap<>());
    desired.profiles().forEach(profile -> plan.usable.put(profile.name(), profile));
    Optional<ProfileTable> table = desired.table().profiles();
    if (table.isPresent() && shared != null) {
      plan.compare(table.get(), desired.profiles(), shared);
    }
    return plan;
  }

  /** Why rows cannot have a profile, if so. */
  Optional<String> refusal(String profile) {
    String reason = refused.get(profile);
    if (reason != null) {
      return Optional.of(reason);
    }
    return usable.containsKey(profile)
        ? Optional.empty()
        : Optional.of("the profile " + profile + " was never sent");
  }

  private void compare(
      ProfileTable table, List<ApplyDesired.Profile> profiles, Seen.Shared shared) {
    Optional<String> poolRefused = table.pool().flatMap(pool -> pool(pool, shared));
    Map<String, Seen.Profile> onRouter = new HashMap<>();
    shared.profiles().forEach(profile -> onRouter.put(profile.name(), profile));
    for (ApplyDesired.Profile profile : profiles) {
      poolRefused
          .or(() -> poolMissing(table, profile, shared))
          .or(() -> profile(table, profile, onRouter.get(profile.name())))
          .ifPresent(reason -> {
            refused.put(profile.name(), reason);
            usable.remove(profile.name());
          });
    }
  }

  private Optional<String> pool(Assign.Pppoe pppoe, Seen.Shared shared) {
    String name = pppoe.pool();
    String ranges = pppoe.poolRanges();
    Seen.Pool seen =
        shared.pools().stream().filter(p -> p.name().equals(name)).findFirst().orElse(null);
    if (seen == null) {
      Sentence sentence =
          Sentence.of("/ip/pool/add")
              .set("name", name)
              .set("ranges", ranges)
              .set("comment", Marks.POOL);
      steps.add(step(Kind.POOL, sentence, name, "", "add pool"));
    } else if (!Normal.sameRanges(seen.ranges(), ranges)) {
      if (!Marks.isOurs(seen.comment())) {
        return Optional.of(conflict("pool", name));
      }
      Sentence sentence = Sentence.of("/ip/pool/set").set("ranges", ranges);
      steps.add(step(Kind.POOL, sentence, name, seen.id(), "change ranges of pool"));
    }
    return Optional.empty();
  }

  private static Optional<String> poolMissing(
      ProfileTable table, ApplyDesired.Profile profile, Seen.Shared shared) {
    for (String pool : table.foreignPools(profile)) {
      if (shared.pools().stream().noneMatch(seen -> seen.name().equals(pool))) {
        return Optional.of("the pool " + pool + " does not exist on the router");
      }
    }
    return Optional.empty();
  }

  private Optional<String> profile(
      ProfileTable table, ApplyDesired.Profile profile, Seen.@Nullable Profile seen) {
    Map<String, String> wanted = table.columns(profile);
    if (seen == null) {
      steps.add(
          step(
              Kind.PROFILE, add(table, profile.name(), wanted), profile.name(), "", "add profile"));
      return Optional.empty();
    }
    Sentence plain = Sentence.of(table.menu() + "/set");
    Sentence sentence = plain;
    for (Map.Entry<String, String> column : wanted.entrySet()) {
      String held = seen.columns().getOrDefault(column.getKey(), "");
      if (!table.same(column.getKey(), held, column.getValue())) {
        sentence = sentence.set(column.getKey(), column.getValue());
      }
    }
    if (sentence == plain) {
      return Optional.empty();
    }
    if (!table.isOurs(seen)) {
      return Optional.of(conflict("profile", profile.name()));
    }
    steps.add(step(Kind.PROFILE, sentence, profile.name(), seen.id(), "change profile"));
    return Optional.empty();
  }

  private static Sentence add(ProfileTable table, String name, Map<String, String> columns) {
    Sentence sentence = Sentence.of(table.menu() + "/add").set("name", name);
    if (table.hasComments()) {
      sentence = sentence.set("comment", Marks.PROFILE);
    }
    for (Map.Entry<String, String> column : columns.entrySet()) {
      if (!table.same(column.getKey(), "", column.getValue())) {
        sentence = sentence.set(column.getKey(), column.getValue());
      }
    }
    return sentence;
  }

  private static String conflict(String what, String name) {
    return "the " + what + " " + name + " exists on the router and is not ours; adopt or rename it";
  }

  private static Step step(Kind kind, Sentence sentence, String name, String id, String words) {
    return new Step(kind, sentence, List.of(new Target(null, 0, name, id)), words);
  }
}
