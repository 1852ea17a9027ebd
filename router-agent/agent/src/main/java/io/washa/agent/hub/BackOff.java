package io.washa.agent.hub;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** Growing pauses with jitter, the first short. Not safe for several threads. */
public final class BackOff {
  private final Duration first;
  private final Duration cap;
  private int attempts;

  /** Pauses from first to cap. */
  public BackOff(Duration first, Duration cap) {
    this.first = first;
    this.cap = cap;
  }

  /**
   * The next pause: between half and all of twice the last, so that not all agents come at once.
   */
  public Duration next() {
    double growth = Math.pow(2, Math.min(attempts++, 20));
    double nanos = Math.min(first.toNanos() * growth, (double) cap.toNanos());
    return Duration.ofNanos(
        (long) (nanos * (0.5 + ThreadLocalRandom.current().nextDouble() * 0.5)));
  }

  /** Things went well. */
  public void reset() {
    attempts = 0;
  }
}
