package io.washa.agent.store;

import io.washa.protocol.Applied;
import io.washa.protocol.ApplyDesired;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the disk holds for one router. Not safe for several threads. */
public final class RouterState {
  private long epoch;
  private long generation;
  private final Map<String, ApplyDesired.Profile> profiles = new LinkedHashMap<>();
  private final Map<UUID, ApplyDesired.Access> rows = new LinkedHashMap<>();
  private final Map<UUID, Applied.Result> results = new LinkedHashMap<>();
  private final Set<UUID> cut = new LinkedHashSet<>();
  private final Set<String> kicks = new LinkedHashSet<>();
  private final Set<String> methods = new LinkedHashSet<>();

  void apply(Change change) {
    if (change.reset()) {
      clear();
    }
    epoch = change.epoch();
    generation = change.generation();
    for (ApplyDesired.Profile profile : orEmpty(change.profiles())) {
      methods.add(profile.method());
      profiles.put(profile.method() + " " + profile.name(), profile);
    }
    for (ApplyDesired.Access row : orEmpty(change.rows())) {
      methods.add(row.method());
      rows.put(row.access(), row);
      results.remove(row.access());
      cut.remove(row.access());
    }
    methods.addAll(orEmpty(change.methods()));
    kicks.addAll(orEmpty(change.kick()));
    orEmpty(change.kicked()).forEach(kicks::remove);
    for (Applied.Result result : orEmpty(change.results())) {
      if (rows.containsKey(result.access())) {
        results.put(result.access(), result);
      }
    }
    cut.addAll(orEmpty(change.cut()));
  }

  /**
   * Forgets the desired state. Kicks stay: a session that had to go still has to. Methods stay:
   * what was written because of them is still on the router.
   */
  private void clear() {
    epoch = 0;
    generation = 0;
    profiles.clear();
    rows.clear();
    results.clear();
    cut.clear();
  }

  private static <T> List<T> orEmpty(@Nullable List<T> list) {
    return list == null ? List.of() : list;
  }

  /** Epoch of what is held. */
  public long epoch() {
    return epoch;
  }

  /** Newest generation held, 0 if none. */
  public long generation() {
    return generation;
  }

  /** Every profile the rows may name. */
  public Collection<ApplyDesired.Profile> profiles() {
    return profiles.values();
  }

  /** Every row, removed ones included, by access. */
  public Map<UUID, ApplyDesired.Access> rows() {
    return rows;
  }

  /** The last outcome of each row that has one. */
  public Map<UUID, Applied.Result> results() {
    return results;
  }

  /** Accesses switched off at the site; a newer row takes an access out again. */
  public Set<UUID> cut() {
    return cut;
  }

  /** Methods of everything that was ever held: the router may hold rows of ours for them. */
  public Set<String> methods() {
    return methods;
  }

  /** Users, as the site writes their names, whose live sessions have to go. */
  public Set<String> kicks() {
    return kicks;
  }
}
