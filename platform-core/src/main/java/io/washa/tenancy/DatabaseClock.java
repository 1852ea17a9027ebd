package io.washa.tenancy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.Supplier;

/**
 * The platform's clock: the database's, carried on by this machine's between measurements. What is
 * due is decided by the database itself; this clock is for everything shown, stamped or planned.
 */
public final class DatabaseClock extends Clock {
  private final Supplier<Instant> databaseNow;
  private final Clock machine;
  private final ZoneId zone;
  private final Offset offset;

  /** How far the database is ahead; shared by all views of the clock in other zones. */
  private static final class Offset {
    private volatile Duration ahead = Duration.ZERO;
  }

  DatabaseClock(Supplier<Instant> databaseNow, Clock machine) {
    this(databaseNow, machine, ZoneOffset.UTC, new Offset());
  }

  private DatabaseClock(Supplier<Instant> databaseNow, Clock machine, ZoneId zone, Offset offset) {
    this.databaseNow = databaseNow;
    this.machine = machine;
    this.zone = zone;
    this.offset = offset;
  }

  /** Measures the offset anew, taking the middle of the question's way for the answer's instant. */
  public void follow() {
    Instant before = machine.instant();
    Instant database = databaseNow.get();
    Duration way = Duration.between(before, machine.instant());
    offset.ahead = Duration.between(before.plus(way.dividedBy(2)), database);
  }

  @Override
  public Instant instant() {
    return machine.instant().plus(offset.ahead);
  }

  @Override
  public ZoneId getZone() {
    return zone;
  }

  @Override
  public Clock withZone(ZoneId other) {
    return new DatabaseClock(databaseNow, machine, other, offset);
  }
}
