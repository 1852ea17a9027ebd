package io.washa.work;

/** What a worker is woken for; without a wake-up it looks by itself a little later. */
public enum WakeUp {
  /** Tasks were enqueued. */
  TASKS,
  /** Routers were marked. */
  ROUTERS
}
