package io.washa.simulators.routeros;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** The board itself: what it is, when it booted, and what follows from its clock. */
final class Device {
  private final String serial;
  private final VersionProfile version;
  private final boolean chr;
  private final InstantSource clock;
  private volatile @Nullable Store store;
  private volatile Instant bootedAt;

  Device(String serial, VersionProfile version, boolean chr, InstantSource clock) {
    this.serial = serial;
    this.version = version;
    this.chr = chr;
    this.clock = clock;
    bootedAt = clock.instant();
  }

  void boot(Store installed) {
    store = installed;
    bootedAt = clock.instant();
  }

  String serial() {
    return serial;
  }

  VersionProfile version() {
    return version;
  }

  /** A virtual machine instead of a board. */
  boolean isChr() {
    return chr;
  }

  LocalDateTime now() {
    return LocalDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
  }

  String date(Instant instant) {
    return version.date(LocalDateTime.ofInstant(instant, ZoneOffset.UTC));
  }

  String uptime() {
    return RouterTime.format(Duration.between(bootedAt, clock.instant()));
  }

  /** How long a row has been there. */
  String age(Row row) {
    return RouterTime.format(Duration.between(row.since(), clock.instant()));
  }

  /** How long a row still has, or null if it stays. */
  @Nullable String remaining(Row row) {
    Instant expires = row.expires();
    return expires == null ? null : RouterTime.format(Duration.between(clock.instant(), expires));
  }

  /** A byte counter that has run at a steady pace since the row appeared. */
  String traffic(Row row, long bytesPerSecond) {
    Instant start = row.since().isBefore(bootedAt) ? bootedAt : row.since();
    long millis = Math.max(0, Duration.between(start, clock.instant()).toMillis());
    return String.valueOf(millis * bytesPerSecond / 1000);
  }

  long poolSize(Row pool) {
    return Ipv4.ranges(pool.value("ranges")).stream().mapToLong(Ipv4.Range::size).sum();
  }

  long poolUsed(Row pool) {
    Store installed = store;
    return installed == null
        ? 0
        : installed.table("/ip/pool/used").rows().stream()
            .filter(used -> used.value("pool").equals(pool.value("name")))
            .count();
  }
}
