package io.washa.agent.site;

import io.washa.agent.store.RouterFile;
import io.washa.protocol.ApplyDesired.Access;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * What the agent switches off by itself while the platform is away. A newer row takes an access out
 * again. Not safe for several threads.
 */
final class EndedCut {
  private final RouterFile file;

  EndedCut(RouterFile file) {
    this.file = file;
  }

  boolean contains(UUID access) {
    return file.state().cut().contains(access);
  }

  /** A row as it counts. */
  Access effective(Access row) {
    return contains(row.access()) ? row.off() : row;
  }

  /** Whether an access may be online now. */
  boolean isOn(Access row) {
    return row.enabled() && !row.removed() && !contains(row.access());
  }

  /**
   * Switches off, durably, what has ended by the platform's time.
   *
   * @return what was switched off
   */
  List<UUID> cut(Instant platformNow) throws IOException {
    List<UUID> ended = new ArrayList<>();
    for (Access row : file.state().rows().values()) {
      Instant end = row.endsAt();
      if (isOn(row) && end != null && !end.isAfter(platformNow)) {
        ended.add(row.access());
      }
    }
    if (!ended.isEmpty()) {
      file.storeCut(ended);
    }
    return ended;
  }
}
