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
    Optional<String> poolRefused = pool(desired, shared, steps);
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
    String local = desired.pppoe().localAddress();
    String pool = desired.pppoe().pool();
    Sentence sentence = Sentence.of(seen == null ? "/ppp/profile/add" : "/ppp/profile/set");
    Sentence plain = sentence;
    if (seen == null) {
      sentence =
          sentence
              .set("name", profile.name())
              .set("local-address", local)
              .set("remote-address", pool)
              .set("comment", Marks.PROFILE);
      if (!profile.rateLimit().isEmpty()) {
        sentence = sentence.set("rate-limit", profile.rateLimit());
      }
      out.add(step(Kind.PROFILE, sentence, profile.name(), "", "add profile"));
      return Optional.empty();
    }
    if (!seen.localAddress().equals(local)) {
      sentence = sentence.set("local-address", local);
    }
    if (!seen.remoteAddress().equals(pool)) {
      sentence = sentence.set("remote-address", pool);
    }
    if (!Normal.sameRate(seen.rateLimit(), profile.rateLimit())) {
      sentence = sentence.set("rate-limit", profile.rateLimit());
    }
    if (sentence == plain) {
      return Optional.empty();
    }
    if (!Marks.isOurs(seen.comment())) {
      return Optional.of(conflict("profile", profile.name()));
    }
    out.add(step(Kind.PROFILE, sentence, profile.name(), seen.id(), "change profile"));
    return Optional.empty();
  }

  private static String conflict(String what, String name) {
    return "the " + what + " " + name + " exists on the router and is not ours; adopt or rename it";
  }

  private static Step step(Kind kind, Sentence sentence, String name, String id, String words) {
    return new Step(kind, sentence, List.of(new Target(null, 0, name, id)), words);
  }
}
