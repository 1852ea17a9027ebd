package io.washa.agent.site;

import io.washa.protocol.Observed;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One session followed from look to look, over lost connections and restarts of the agent, so that
 * nothing is counted twice: its id stays. Immutable.
 *
 * @param id the router's own with the begin as first reckoned
 * @param begin by the platform's time as far as it was known
 * @param seen as it was last seen
 * @param up bytes from the subscriber
 * @param down bytes to the subscriber
 */
record KnownSession(String id, Instant begin, LiveSession seen, ByteCount up, ByteCount down) {
  /** Begins reckoned from whole seconds and a slow router's answer differ a little. */
  private static final Duration SAME_BEGIN = Duration.ofSeconds(60);

  private static final long UPTIME_MAY_FALL_SECONDS = 2;

  /** A session seen for the first time. */
  static KnownSession begun(LiveSession seen, Optional<Instant> now) {
    Instant begin = begin(seen, now.orElseGet(Instant::now));
    String id = seen.routerId() + "@" + begin.getEpochSecond();
    return new KnownSession(id, begin, seen, ByteCount.UNKNOWN, ByteCount.UNKNOWN).after(seen);
  }

  private static Instant begin(LiveSession seen, Instant now) {
    return now.minusSeconds(Math.max(seen.uptimeSeconds(), 0));
  }

  /** The same session after another look. */
  KnownSession after(LiveSession now) {
    return new KnownSession(id, begin, now, up.read(now.up()), down.read(now.down()));
  }

  /** The same session after its counters were read alone. */
  KnownSession counted(long upNow, long downNow) {
    return new KnownSession(id, begin, seen, up.read(upNow), down.read(downNow));
  }

  /** Whether a session in the same place, seen without a gap, is this one. */
  boolean goesOnAs(LiveSession now) {
    return now.uptimeSeconds() + UPTIME_MAY_FALL_SECONDS >= seen.uptimeSeconds()
        && (now.mac() == null || seen.mac() == null || now.mac().equals(seen.mac()));
  }

  /** Whether a session in the same place, seen after a while, is this one. */
  boolean cameBackAs(LiveSession now, Optional<Instant> time) {
    return goesOnAs(now)
        && (time.isEmpty()
            || now.uptimeSeconds() < 0
            || Duration.between(begin, begin(now, time.get())).abs().compareTo(SAME_BEGIN) <= 0);
  }

  /** As the hub hears of it. */
  Observed.Session told() {
    return seen.told(id, up, down);
  }

  /** For the disk: what a restarted agent needs to know it again. */
  String line() {
    return String.join(
        " ",
        seen.access().toString(),
        seen.user().method(),
        seen.routerId(),
        id,
        Long.toString(begin.getEpochSecond()),
        Long.toString(seen.uptimeSeconds()),
        Long.toString(up.total()),
        Long.toString(up.raw()),
        Long.toString(down.total()),
        Long.toString(down.raw()));
  }

  /** Read from the disk; null if it is no line of ours. */
  static @Nullable KnownSession parse(String line) {
    String[] parts = line.split(" ", -1);
    try {
      LiveSession seen =
          new LiveSession(
              UUID.fromString(parts[0]),
              new UserKey(parts[1], ""),
              parts[2],
              null,
              null,
              Long.parseLong(parts[5]),
              -1,
              -1);
      return new KnownSession(
          parts[3],
          Instant.ofEpochSecond(Long.parseLong(parts[4])),
          seen,
          new ByteCount(Long.parseLong(parts[6]), Long.parseLong(parts[7])),
          new ByteCount(Long.parseLong(parts[8]), Long.parseLong(parts[9])));
    } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
      return null;
    }
  }
}
