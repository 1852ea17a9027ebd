package io.washa.agent.site;

import io.washa.protocol.ApplyDesired.Access;
import io.washa.protocol.Assign;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
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
        wanted.add(UserKey.of(row).name());
      }
    }
    Set<String> ours = new HashSet<>();
    Set<String> others = new HashSet<>();
    for (Seen.Row row : seen.rows()) {
      if (wanted.contains(row.key()) && !row.isDynamic()) {
        (Marks.parse(row.comment()).isPresent() ? ours : others).add(row.key());
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
    Optional<ProfileTable> table = desired.table().profiles().filter(ProfileTable::hasComments);
    Set<String> refused = SharedPlan.of(desired, shared).refused().keySet();
    List<String> foreign = new ArrayList<>();
    if (shared == null || refused.isEmpty() || table.isEmpty()) {
      return foreign;
    }
    for (Seen.Profile profile : shared.profiles()) {
      if (refused.contains(profile.name()) && !table.get().isOurs(profile)) {
        foreign.add(PROFILE + " " + profile.name());
      }
    }
    table.get().pool().flatMap(pool -> pool(pool, shared)).ifPresent(foreign::add);
    return foreign;
  }

  private static Optional<String> pool(Assign.Pppoe wanted, Seen.Shared shared) {
    return shared.pools().stream()
        .filter(pool -> pool.name().equals(wanted.pool()))
        .filter(pool -> !Marks.isOurs(pool.comment()))
        .filter(pool -> !Normal.sameRanges(pool.ranges(), wanted.poolRanges()))
        .map(pool -> POOL + " " + pool.name())
        .findFirst();
  }
}
