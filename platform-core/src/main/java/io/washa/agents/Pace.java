package io.washa.agents;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How much one agent may say: a bucket that holds a burst and fills at a steady rate. For one
 * thread.
 */
final class Pace {
  private static final int BYTES_A_MESSAGE = 8 * 1024;

  private final double perNano;
  private final int most;
  private final LongSupplier nanos;
  private double left;
  private long filledAt;

  Pace(HubProperties.Limits limits, LongSupplier nanos) {
    this.perNano = limits.messagesPerSecond() / 1e9;
    this.most = limits.burst();
    this.nanos = nanos;
    this.left = most;
    this.filledAt = nanos.getAsLong();
  }

  /** Counts a message; whether its sender has said too much. */
  boolean spend(int bytes) {
    fill();
    left -= Math.max(1, Math.ceilDiv(bytes, BYTES_A_MESSAGE));
    return left < 0;
  }

  /** How long its sender must still be quiet, zero if not at all. */
  Duration quiet() {
    fill();
    return left >= 0 ? Duration.ZERO : Duration.ofNanos((long) Math.ceil(-left / perNano));
  }

  private void fill() {
    long now = nanos.getAsLong();
    left = Math.min(most, left + (now - filledAt) * perNano);
    filledAt = now;
  }
}
