package io.washa.agent;

import io.washa.agent.store.AgentFolder;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The platform's time as far as it is known at the site, and whether the agent is so long alone
 * that it has to end accesses by itself. Safe for several threads.
 *
 * <p>The time is learned from the hub and carried on by the monotonic clock. After a restart
 * without the hub the machine's clock is believed only if it is later than the last platform time
 * seen, and not by months: another one is surely wrong, and with it nobody is cut off.
 */
final class PlatformTime {
  private static final System.Logger LOG = System.getLogger("washa.agent");
  private static final Duration STORE_EVERY = Duration.ofMinutes(1);

  /** A clock that is further ahead of the last platform time than this has lost itself. */
  private static final Duration LONGEST_ALONE = Duration.ofDays(60);

  /** How long the hub is looked for after a start before accesses are ended without it. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final AgentClock clock;
  private final AgentFolder folder;
  private boolean connected;
  private boolean heard;
  private long heardNanos;
  private Instant heardAt = Instant.EPOCH;
  private long graceSeconds;
  private boolean everKnown;
  private Instant stored = Instant.EPOCH;
  private final long startedNanos;

  PlatformTime(AgentClock clock, AgentFolder folder) {
    this.clock = clock;
    this.folder = folder;
    this.startedNanos = clock.nanos();
    folder
        .hubTime()
        .ifPresent(time -> {
          heardAt = time.seen();
          stored = time.seen();
          graceSeconds = time.graceSeconds();
          everKnown = true;
        });
  }

  synchronized void welcomed(Instant time, long grace) {
    graceSeconds = Math.max(grace, 0);
    connected = true;
    hear(time);
    store();
  }

  synchronized void heard(Instant time) {
    hear(time);
    if (Duration.between(stored, heardAt).compareTo(STORE_EVERY) >= 0) {
      store();
    }
  }

  private void hear(Instant time) {
    heard = true;
    everKnown = true;
    heardAt = time;
    heardNanos = clock.nanos();
  }

  synchronized void left() {
    connected = false;
    store();
  }

  private void store() {
    if (!everKnown) {
      return;
    }
    try {
      folder.storeHubTime(new AgentFolder.HubTime(heardAt, graceSeconds));
      stored = heardAt;
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "cannot store the time: {0}", e.getMessage());
    }
  }

  /** The platform's time, as far as it can be known at the site. */
  synchronized Optional<Instant> now() {
    if (heard) {
      return Optional.of(heardAt.plusNanos(clock.nanos() - heardNanos));
    }
    Instant wall = clock.wall();
    boolean believable =
        everKnown && wall.isAfter(heardAt) && wall.isBefore(heardAt.plus(LONGEST_ALONE));
    return believable ? Optional.of(wall) : Optional.empty();
  }

  /** The platform's time, if the agent has been alone beyond its grace and can know it. */
  synchronized Optional<Instant> cutOffTime() {
    if (connected || !hasTriedLongEnough()) {
      return Optional.empty();
    }
    return now().filter(now -> !now.isBefore(heardAt.plusSeconds(graceSeconds)));
  }

  /**
   * An agent that has just started after a day without power may find the hub in a moment, and in
   * what it holds those who paid meanwhile are not yet on.
   */
  private boolean hasTriedLongEnough() {
    long aloneNanos = clock.nanos() - (heard ? heardNanos : startedNanos);
    long patience = Math.min(graceSeconds, PATIENCE.toSeconds());
    return aloneNanos >= Duration.ofSeconds(patience).toNanos();
  }
}
