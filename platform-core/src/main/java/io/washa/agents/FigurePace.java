package io.washa.agents;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * How many figures one agent may tell: enough for two hundred routers that speak all at once every
 * minute. What is beyond is dropped, for a count that is told again later lacks nothing; who goes
 * on regardless is sent away.
 */
final class FigurePace {
  /** Rows that weigh as much as one message more. */
  static final int ROWS_A_TOKEN = 50;

  static final int BURST = 3000;
  static final int TOKENS_A_SECOND = 60;
  static final int MOST_DROPPED = 3000;

  private final LongSupplier nanos;
  private double tokens = BURST;
  private long last;
  private int dropped;

  FigurePace(LongSupplier nanos) {
    this.nanos = nanos;
    this.last = nanos.getAsLong();
  }

  /** What is to be done with a message. */
  enum Verdict {
    TAKE,
    DROP,
    SEND_AWAY
  }

  /** A message with so many rows has come. */
  synchronized Verdict weigh(int rows) {
    long now = nanos.getAsLong();
    double gained = (double) (now - last) / TimeUnit.SECONDS.toNanos(1) * TOKENS_A_SECOND;
    tokens = Math.min(BURST, tokens + gained);
    last = now;
    int cost = 1 + rows / ROWS_A_TOKEN;
    if (tokens >= cost) {
      tokens -= cost;
      dropped = 0;
      return Verdict.TAKE;
    }
    dropped++;
    if (dropped < MOST_DROPPED) {
      return Verdict.DROP;
    }
    dropped = 0;
    return Verdict.SEND_AWAY;
  }
}
