package io.washa.simulators.routeros;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/**
 * Bytes that rows count. What is live runs at a steady pace from when it appeared; what the control
 * interface sends comes on top. Callers hold the store's lock.
 */
final class Traffic {
  static final long UP_A_SECOND = 25_000;
  static final long DOWN_A_SECOND = 250_000;

  private static final int PACKET_BYTES = 1_000;

  /**
   * Bytes of both directions.
   *
   * @param up from the subscriber
   * @param down to the subscriber
   */
  record Bytes(long up, long down) {
    static final Bytes NONE = new Bytes(0, 0);

    Bytes plus(Bytes more) {
      return new Bytes(up + more.up, down + more.down);
    }

    Bytes minus(Bytes less) {
      return new Bytes(up - less.up, down - less.down);
    }

    long sum() {
      return up + down;
    }

    long upPackets() {
      return up / PACKET_BYTES;
    }

    long downPackets() {
      return down / PACKET_BYTES;
    }
  }

  private record Counter(String menu, long id) {}

  private final InstantSource clock;
  private final Map<Counter, Bytes> sent = new HashMap<>();
  private Instant bootedAt;

  Traffic(InstantSource clock) {
    this.clock = clock;
    bootedAt = clock.instant();
  }

  /** The router has booted: all counters stand at nothing. */
  void boot() {
    bootedAt = clock.instant();
    sent.clear();
  }

  /** Counts bytes that passed through a row. */
  void pass(String menu, Row row, Bytes bytes) {
    sent.merge(new Counter(menu, row.id()), bytes, Bytes::plus);
  }

  /** What a row has counted of what was sent through it. */
  Bytes sent(String menu, Row row) {
    return sent.getOrDefault(new Counter(menu, row.id()), Bytes.NONE);
  }

  /** The same and the steady pace since the row appeared or the router booted. */
  Bytes live(String menu, Row row) {
    Instant start = row.since().isBefore(bootedAt) ? bootedAt : row.since();
    return pace(Duration.between(start, clock.instant())).plus(sent(menu, row));
  }

  /** What a time at the steady pace comes to. */
  static Bytes pace(Duration time) {
    long millis = Math.max(0, time.toMillis());
    return new Bytes(millis * UP_A_SECOND / 1000, millis * DOWN_A_SECOND / 1000);
  }

  /** Lets a row count from nothing; one that runs at the steady pace by counting it away. */
  void reset(String menu, Row row, boolean isLive) {
    Counter counter = new Counter(menu, row.id());
    sent.remove(counter);
    if (isLive) {
      sent.put(counter, Bytes.NONE.minus(live(menu, row)));
    }
  }

  /** A row is gone, and another may have its id one day. */
  void forget(String menu, Row row) {
    sent.remove(new Counter(menu, row.id()));
  }
}
