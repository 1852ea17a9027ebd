package io.washa.simulators.routeros;

import java.util.function.LongSupplier;

/**
 * Turns work into waiting. All connections share one processor, so work queues up behind work; the
 * burst allowance is a leaky bucket that regains one sentence per clamped sentence time.
 */
final class CostMeter {
  private final CostModel model;
  private final LongSupplier nanoTime;
  private long freeAt;
  private long allowanceFullAt;

  CostMeter(CostModel model, LongSupplier nanoTime) {
    this.model = model;
    this.nanoTime = nanoTime;
    freeAt = nanoTime.getAsLong();
    allowanceFullAt = freeAt;
  }

  /** Books one sentence and returns the nanoseconds until it may be carried out. */
  synchronized long sentence() {
    long now = nanoTime.getAsLong();
    long clamp = model.clampedSentence().toNanos();
    long used = Math.max(allowanceFullAt - now, 0);
    long earliest = now + used - (model.burst() - 1) * clamp;
    allowanceFullAt = now + used + clamp;
    freeAt = Math.max(Math.max(freeAt, now) + model.sentence().toNanos(), earliest);
    return freeAt - now;
  }

  /** Books rows and flash writes and returns the nanoseconds until the answer may be sent. */
  synchronized long work(int rows, int flashWrites) {
    long nanos = rows * model.row().toNanos() + flashWrites * model.flashWrite().toNanos();
    if (nanos == 0) {
      return 0;
    }
    long now = nanoTime.getAsLong();
    freeAt = Math.max(freeAt, now) + nanos;
    return freeAt - now;
  }
}
