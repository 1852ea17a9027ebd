package io.washa.agent.site;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How long to wait before a router is tried again, growing from try to try and never quite the
 * same. One that does not answer is tried often, for somebody may have paid meanwhile; one that
 * refuses our login seldom, for only a person can mend that and every try stands in its log.
 */
final class RetryPauses {
  private static final int MAX_DOUBLINGS = 8;
  private static final Duration LONGEST_AFTER_REFUSAL = Duration.ofMinutes(2);

  private final long min;
  private final long max;
  private int failures;

  RetryPauses(SiteSettings settings) {
    this.min = settings.retryMin().toNanos();
    this.max = settings.retryMax().toNanos();
  }

  /** The router let us in. */
  void reached() {
    failures = 0;
  }

  /** Nanoseconds to wait after a connection that broke or was never made. */
  long afterLoss() {
    return pause(min, max);
  }

  /** Nanoseconds to wait after a login that was refused. */
  long afterRefusal() {
    return pause(max, LONGEST_AFTER_REFUSAL.toNanos());
  }

  private long pause(long shortest, long longest) {
    failures++;
    long pause = Math.min(longest, shortest * (1L << Math.min(failures, MAX_DOUBLINGS)) / 2);
    long jittered = (long) (pause * (0.75 + ThreadLocalRandom.current().nextDouble() * 0.5));
    return Math.max(shortest / 2, Math.min(jittered, longest));
  }
}
