package io.washa.agent.site;

import io.washa.agent.routeros.Sentence;
import io.washa.agent.site.Step.Kind;
import io.washa.agent.site.Step.Target;
import io.washa.protocol.ApplyDesired;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What has to be written to the pool and the profiles before the users.
 *
 * @param refused profiles that users cannot have, with the reason
 */
record SharedPlan(List<Step> steps, Map<String, String> refused) {

  static SharedPlan of(Desired desired, Seen.@Nullable Shared shared) {
    List<Step> steps = new ArrayList<>();
    Map<String, String> refused = new HashMap<>();
    Map<String, ApplyDesired.Profile> known = new HashMap<>();
    desired.profiles().forEach(profile -> known.put(profile.name(), profile));
    for (ApplyDesired.Access row : desired.rows()) {
      if (!known.containsKey(row.profile())) {
        refused.put(row.profile(), "the profile " + row.profile() + " was never sent");
      }
    }
    if (shared == null) {
      return new SharedPlan(steps, refused);
    }
    Optional<String> poolRefused =
        desired.table().needsPool() ? pool(desired, shared, steps) : Optional.empty();
    Map<String, Seen.Profile> onRouter = new HashMap<>();
    shared.profiles().forEach(profile -> onRouter.put(profile.name(), profile));
    for (ApplyDesired.Profile profile : desired.profiles()) {
      poolRefused
          .or(() -> profile(desired, profile, onRouter.get(profile.name()), steps))
          .ifPresent(reason -> refused.put(profile.name(), reason));
    }
    return new SharedPlan(steps, refused);
  }

  private static Optional<String> pool(Desired desired, Seen.Shared shared, List<Step> steps) {
    String name = desired.pppoe().pool();
    String ranges = desired.pppoe().poolRanges();
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

  private static Optional<String> profile(
      Desired desired, ApplyDesired.Profile profile, Seen.@Nullable Profile seen, List<Step> out) {
    AccessTable table = desired.table();
    Map<String, String> wanted = table.profile(profile, desired.pppoe());
    if (seen == null) {
      out.add(
          step(
              Kind.PROFILE, add(table, profile.name(), wanted), profile.name(), "", "add profile"));
      return Optional.empty();
    }
    Sentence plain = Sentence.of(table.profiles() + "/set");
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
    out.add(step(Kind.PROFILE, sentence, profile.name(), seen.id(), "change profile"));
    return Optional.empty();
  }

  private static Sentence add(AccessTable table, String name, Map<String, String> columns) {
    Sentence sentence = Sentence.of(table.profiles() + "/add").set("name", name);
    if (table.profilesHaveComments()) {
      sentence = sentence.set("comment", Marks.PROFILE);
    }
    for (Map.Entry<String, String> column : columns.entrySet()) {
      if (!column.getValue().isEmpty()) {
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
