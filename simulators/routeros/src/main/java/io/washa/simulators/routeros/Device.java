package io.washa.simulators.routeros;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The board itself: what it is, when it booted, and what follows from its clock. */
final class Device {
  /** Where the clock of a board without a battery starts (RouterOS manual). */
  private static final Instant NEVER_SET = Instant.parse("1970-01-02T00:00:00Z");

  private final VersionProfile version;
  private final boolean chr;
  private final InstantSource clock;
  private volatile String serial;
  private volatile @Nullable Store store;
  private volatile Instant bootedAt;
  private volatile Duration behind = Duration.ZERO;
  private volatile boolean clockIsLost;

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
    behind = clockIsLost ? Duration.between(NEVER_SET, bootedAt) : Duration.ZERO;
  }

  /** From the next boot on the clock starts in 1970 until NTP or somebody sets it, or not. */
  void losesClock(boolean lost) {
    clockIsLost = lost;
  }

  /** Somebody sets the clock by hand. */
  void setClock(LocalDateTime time) {
    behind = Duration.between(time.toInstant(ZoneOffset.UTC), clock.instant());
  }

  String serial() {
    return serial;
  }

  /** The board is exchanged for another one. */
  void replacedBy(String otherSerial) {
    serial = otherSerial;
  }

  /** Four letters or digits, a dash, and four more, always the same for one serial number. */
  String softwareId() {
    String hash =
        String.format(Locale.ROOT, "%08X", serial.hashCode()).replace('0', 'Q').replace('1', 'Z');
    return hash.substring(0, 4) + "-" + hash.substring(4);
  }

  VersionProfile version() {
    return version;
  }

  /** A virtual machine instead of a board. */
  boolean isChr() {
    return chr;
  }

  /** Time servers are set and asked: they are taken as reachable. */
  boolean isSynchronised() {
    Store installed = store;
    if (installed == null || !installed.has("/system/ntp/client")) {
      return false;
    }
    return installed.table("/system/ntp/client").rows().stream()
        .anyMatch(row -> row.value("enabled").equals("true") && !row.value("servers").isEmpty());
  }

  LocalDateTime now() {
    return local(clock.instant());
  }

  private LocalDateTime local(Instant instant) {
    Instant shown = isSynchronised() ? instant : instant.minus(behind);
    return LocalDateTime.ofInstant(shown, ZoneOffset.UTC);
  }

  String date(Instant instant) {
    return version.date(local(instant));
  }

  /** Today's date without the time. */
  String today() {
    String date = version.date(now());
    return date.substring(0, date.indexOf(' '));
  }

  /** What a backup is called that nobody named. */
  String backupName() {
    return "auto-" + now().toLocalDate() + ".backup";
  }

  String uptime() {
    return RouterTime.format(Duration.between(bootedAt, clock.instant()));
  }

  /** How long a row has been there. */
  String age(Row row) {
    return RouterTime.format(Duration.between(row.since(), clock.instant()));
  }

  /** The same in seconds. */
  long secondsSince(Row row) {
    return Duration.between(row.since(), clock.instant()).toSeconds();
  }

  /** How long a row still has, or null if it stays. */
  @Nullable String remaining(Row row) {
    Instant expires = row.expires();
    return expires == null ? null : RouterTime.format(Duration.between(clock.instant(), expires));
  }

  /** When a scheduled script runs next, or null if never. */
  @Nullable String nextRun(Row scheduled) {
    Duration interval = RouterTime.parse(scheduled.value("interval"));
    if (interval == null || interval.isZero()) {
      return null;
    }
    long runs = Duration.between(bootedAt, clock.instant()).dividedBy(interval) + 1;
    return date(bootedAt.plus(interval.multipliedBy(runs)));
  }

  long poolSize(Row pool) {
    return Ipv4.ranges(pool.value("ranges")).stream().mapToLong(Ipv4.Range::size).sum();
  }

  long poolUsed(Row pool) {
    Store installed = store;
    return installed == null
        ? 0
        : installed.table(Paths.POOL_USED).rows().stream()
            .filter(used -> used.value("pool").equals(pool.value("name")))
            .count();
  }
}
