package io.washa.agent;

import java.time.Instant;

/** Where the agent's sense of time comes from; tests bring their own. */
public interface AgentClock {
  /** Nanoseconds that only ever run forward, from an arbitrary start. */
  long nanos();

  /** What the machine's clock says; may be wrong by years on a board without a battery. */
  Instant wall();

  /** The machine's. */
  static AgentClock system() {
    return new AgentClock() {
      @Override
      public long nanos() {
        return System.nanoTime();
      }

      @Override
      public Instant wall() {
        return Instant.now();
      }
    };
  }
}
