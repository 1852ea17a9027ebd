package io.washa.agent.site;

import io.washa.protocol.ApplyDesired;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Puts the parts of a snapshot together. Not safe for several threads. */
final class Snapshot {
  /** Most parts: 100,000 rows. */
  static final int MAX_PARTS = 200;

  private @Nullable ApplyDesired first;
  private int received;
  private final List<ApplyDesired.Access> rows = new ArrayList<>();
  private final Set<ApplyDesired.Profile> profiles = new LinkedHashSet<>();

  /** The parts did not fit together; a whole snapshot has to come again. */
  static final class BrokenException extends Exception {
    private static final long serialVersionUID = 1L;
  }

  /**
   * Takes a part.
   *
   * @return the whole once the last part has come
   */
  Optional<ApplyDesired> take(ApplyDesired part) throws BrokenException {
    if (part.part() == 1) {
      clear();
      first = part;
    }
    ApplyDesired start = first;
    if (start == null
        || part.epoch() != start.epoch()
        || part.generation() != start.generation()
        || part.parts() != start.parts()
        || part.part() != received + 1
        || part.parts() > MAX_PARTS) {
      clear();
      throw new BrokenException();
    }
    received++;
    rows.addAll(part.rows());
    profiles.addAll(part.profiles());
    if (received < part.parts()) {
      return Optional.empty();
    }
    ApplyDesired whole =
        new ApplyDesired(
            part.router(),
            part.epoch(),
            true,
            0,
            part.generation(),
            1,
            1,
            List.copyOf(profiles),
            List.copyOf(rows));
    clear();
    return Optional.of(whole);
  }

  void clear() {
    first = null;
    received = 0;
    rows.clear();
    profiles.clear();
  }
}
