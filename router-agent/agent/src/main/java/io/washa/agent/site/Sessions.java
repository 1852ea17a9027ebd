package io.washa.agent.site;

import io.washa.protocol.Observed;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Who was last seen online on a router. Belongs to its worker's thread. */
final class Sessions {
  private final Map<UUID, Observed.Session> online = new HashMap<>();
  private boolean known;

  /** What changed between two looks. */
  record Changes(List<Observed.Session> came, List<UUID> went) {
    boolean isEmpty() {
      return came.isEmpty() && went.isEmpty();
    }
  }

  /** Whether anybody has looked yet. */
  boolean isKnown() {
    return known;
  }

  /** Everybody online. */
  List<Observed.Session> all() {
    return List.copyOf(online.values());
  }

  /**
   * Takes a look in.
   *
   * @param live the live sessions of our accesses
   * @param only accesses that the look was about; null: everybody
   */
  Changes look(List<Observed.Session> live, @Nullable Set<UUID> only) {
    List<Observed.Session> came = new ArrayList<>();
    Set<UUID> seen = new HashSet<>();
    for (Observed.Session now : live) {
      if (seen.add(now.access())) {
        Observed.Session before = online.put(now.access(), now);
        if (before == null || !java.util.Objects.equals(before.address(), now.address())) {
          came.add(now);
        }
      }
    }
    Collection<UUID> looked = only == null ? List.copyOf(online.keySet()) : only;
    List<UUID> went = new ArrayList<>();
    for (UUID access : looked) {
      if (!seen.contains(access) && online.remove(access) != null) {
        went.add(access);
      }
    }
    known |= only == null;
    return new Changes(came, went);
  }
}
