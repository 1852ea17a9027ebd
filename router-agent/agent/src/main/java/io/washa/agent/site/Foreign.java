package io.washa.agent.site;

import io.washa.protocol.ApplyDesired.Access;
import io.washa.protocol.ApplyDesired.Profile;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Rows in the way of ours that are not marked as ours: a person may have them taken over. */
final class Foreign {
  /** What a profile of PPPoE is called when a person takes it over. */
  static final String PROFILE = "pppoe-profile";

  /** What the address pool is called then. */
  static final String POOL = "pool";

  private Foreign() {}

  /** Those of one table, {@code method name}. */
  static List<String> of(Desired desired, Seen seen) {
    Set<String> wanted = new HashSet<>();
    for (Access row : desired.rows()) {
      if (!row.removed()) {
        wanted.add(row.name());
      }
    }
    Set<String> ours = new HashSet<>();
    Set<String> others = new HashSet<>();
    for (Seen.User user : seen.users()) {
      if (wanted.contains(user.name())) {
        (Marks.parse(user.comment()).isPresent() ? ours : others).add(user.name());
      }
    }
    others.removeAll(ours);
    List<String> foreign =
        new ArrayList<>(
            others.stream().sorted().map(name -> desired.table().method() + " " + name).toList());
    foreign.addAll(shared(desired, seen));
    return foreign;
  }

  private static List<String> shared(Desired desired, Seen seen) {
    Seen.Shared shared = seen.shared();
    Set<String> refused = SharedPlan.of(desired, shared).refused().keySet();
    List<String> foreign = new ArrayList<>();
    if (shared == null || refused.isEmpty() || !desired.table().profilesHaveComments()) {
      return foreign;
    }
    Set<String> named = new HashSet<>();
    desired.profiles().stream().map(Profile::name).filter(refused::contains).forEach(named::add);
    for (Seen.Profile profile : shared.profiles()) {
      if (named.contains(profile.name()) && !Marks.isOurs(profile.comment())) {
        foreign.add(PROFILE + " " + profile.name());
      }
    }
    for (Seen.Pool pool : shared.pools()) {
      if (!named.isEmpty()
          && pool.name().equals(desired.pppoe().pool())
          && !Marks.isOurs(pool.comment())
          && !Normal.sameRanges(pool.ranges(), desired.pppoe().poolRanges())) {
        foreign.add(POOL + " " + pool.name());
      }
    }
    return foreign;
  }
}
