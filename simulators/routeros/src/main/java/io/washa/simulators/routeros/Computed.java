package io.washa.simulators.routeros;

import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Properties that no row stores: what the router works out when somebody looks. */
final class Computed {
  private final Map<String, Function<Row, @Nullable String>> byProperty = new HashMap<>();
  private final Device device;
  private final Traffic traffic;
  private final Hotspot hotspot;

  Computed(Device device, Traffic traffic, Hotspot hotspot) {
    this.device = device;
    this.traffic = traffic;
    this.hotspot = hotspot;
    subscribers();
    addresses();
    network();
    board();
  }

  /**
   * How a property is worked out.
   *
   * @throws IllegalStateException if nobody says so
   */
  Function<Row, @Nullable String> of(String menu, String property) {
    Function<Row, @Nullable String> one = byProperty.get(menu + " " + property);
    if (one != null) {
      return one;
    }
    return switch (property) {
      case "dynamic" -> row -> String.valueOf(row.kind() == Row.Kind.DYNAMIC);
      case "default", "builtin" -> row -> String.valueOf(row.kind() == Row.Kind.BUILT_IN);
      default -> throw new IllegalStateException("Nobody computes " + menu + " " + property);
    };
  }

  private void put(String menu, String property, Function<Row, @Nullable String> value) {
    byProperty.put(menu + " " + property, value);
  }

  private void number(String menu, String property, Function<Row, Long> value) {
    put(menu, property, row -> String.valueOf(value.apply(row)));
  }

  private void subscribers() {
    put(Paths.PPP_ACTIVE, "uptime", device::age);
    put(Paths.HOTSPOT_ACTIVE, "uptime", device::age);
    put(Paths.HOSTS, "uptime", device::age);
    put(Paths.HOTSPOT_ACTIVE, "session-time-left", hotspot.usage()::left);
    put(Paths.COOKIES, "expires-in", device::remaining);
    for (String limit : new String[] {"limit-bytes-in", "limit-bytes-out", "limit-bytes-total"}) {
      put(Paths.HOTSPOT_ACTIVE, limit, row -> hotspot.usage().bytesLeft(row, limit));
    }
    put(Paths.HOTSPOT_USERS, "uptime", row -> RouterTime.format(hotspot.usage().used(row)));
    number(Paths.HOTSPOT_USERS, "bytes-in", row -> hotspot.usage().bytes(row).up());
    number(Paths.HOTSPOT_USERS, "bytes-out", row -> hotspot.usage().bytes(row).down());
    number(Paths.HOTSPOT_USERS, "packets-in", row -> hotspot.usage().bytes(row).upPackets());
    number(Paths.HOTSPOT_USERS, "packets-out", row -> hotspot.usage().bytes(row).downPackets());
    live(Paths.HOTSPOT_ACTIVE, "bytes-in", "bytes-out", "packets-in", "packets-out");
    number(Paths.HOSTS, "bytes-in", row -> traffic.live(Paths.HOSTS, row).up());
    number(Paths.HOSTS, "bytes-out", row -> traffic.live(Paths.HOSTS, row).down());
    put(Paths.LEASES, "expires-after", row -> isBound(row) ? device.remaining(row) : null);
    put(Paths.LEASES, "last-seen", row -> isBound(row) ? device.age(row) : "never");
    put(Paths.LEASES, "age", row -> isBound(row) ? device.age(row) : null);
    put(Paths.BINDINGS, "bypassed", row -> is(row, "type", "bypassed"));
    put(Paths.BINDINGS, "blocked", row -> is(row, "type", "blocked"));
  }

  private static boolean isBound(Row lease) {
    return lease.value("status").equals("bound");
  }

  private static String is(Row row, String property, String value) {
    return String.valueOf(row.value(property).equals(value));
  }

  private void live(String menu, String up, String down, String upPackets, String downPackets) {
    number(menu, up, row -> traffic.live(menu, row).up());
    number(menu, down, row -> traffic.live(menu, row).down());
    number(menu, upPackets, row -> traffic.live(menu, row).upPackets());
    number(menu, downPackets, row -> traffic.live(menu, row).downPackets());
  }

  private void addresses() {
    number(Paths.POOLS, "total", device::poolSize);
    number(Paths.POOLS, "used", device::poolUsed);
    number(Paths.POOLS, "available", row -> device.poolSize(row) - device.poolUsed(row));
    put("/ip/address", "network", Computed::network);
    put("/ip/address", "actual-interface", row -> row.value("interface"));
    put(Paths.ADDRESS_LIST, "creation-time", row -> device.date(row.since()));
    put(Paths.ADDRESS_LIST, "timeout", device::remaining);
  }

  private static String network(Row row) {
    String set = row.value("network");
    return set.isEmpty() ? Ipv4.format(Ipv4.range(row.value("address")).getFirst().first()) : set;
  }

  private void network() {
    live(Paths.INTERFACES, "rx-byte", "tx-byte", "rx-packet", "tx-packet");
    put(Paths.INTERFACES, "actual-mtu", row -> row.values().getOrDefault("mtu", "1500"));
    put(Paths.INTERFACES, "running", row -> String.valueOf(!isDisabled(row)));
    for (String menu : new String[] {Paths.FILTER, Paths.NAT, "/ip/firewall/mangle"}) {
      number(menu, "bytes", row -> traffic.sent(menu, row).sum());
      number(
          menu,
          "packets",
          row -> traffic.sent(menu, row).upPackets() + traffic.sent(menu, row).downPackets());
    }
    put(Paths.QUEUES, "bytes", row -> queue(row).up() + "/" + queue(row).down());
    put(Paths.QUEUES, "packets", row -> queue(row).upPackets() + "/" + queue(row).downPackets());
    put(
        Paths.QUEUES,
        "rate",
        row ->
            row.kind() == Row.Kind.DYNAMIC
                ? 8 * Traffic.UP_A_SECOND + "/" + 8 * Traffic.DOWN_A_SECOND
                : "0/0");
  }

  /** A queue of a session sees the session's steady pace. */
  private Traffic.Bytes queue(Row row) {
    return row.kind() == Row.Kind.DYNAMIC
        ? traffic.live(Paths.QUEUES, row)
        : traffic.sent(Paths.QUEUES, row);
  }

  private static boolean isDisabled(Row row) {
    return row.value("disabled").equals("true");
  }

  private void board() {
    String resource = "/system/resource";
    String version = device.version().name() + " (stable)";
    put(resource, "uptime", row -> device.uptime());
    put(resource, "version", row -> version);
    put(resource, "cpu", row -> device.isChr() ? "QEMU" : "ARM64");
    put(resource, "cpu-load", row -> "3");
    put(resource, "architecture-name", row -> device.isChr() ? "x86_64" : "arm64");
    put(resource, "board-name", row -> device.isChr() ? "CHR" : "RB5009UG+S+");
    put("/system/routerboard", "serial-number", row -> device.serial());
    for (String firmware : new String[] {"factory", "current", "upgrade"}) {
      put("/system/routerboard", firmware + "-firmware", row -> device.version().name());
    }
    license();
    DateTimeFormatter time = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
    put("/system/clock", "time", row -> time.format(device.now()));
    put("/system/clock", "date", row -> device.today());
    put("/system/ntp/client", "status", row -> device.isSynchronised() ? "synchronized" : null);
    put("/system/ntp/client", "synced-server", row -> ifSynchronised(row.value("servers")));
    put("/system/ntp/client", "synced-stratum", row -> ifSynchronised("2"));
    put("/system/ntp/client", "system-offset", row -> ifSynchronised("0.4 ms"));
    put("/system/scheduler", "next-run", row -> isDisabled(row) ? null : device.nextRun(row));
    put(Paths.LOGINS, "when", row -> device.date(row.since()));
    put(Paths.FILES, "size", row -> String.valueOf(Files.size(row)));
    put(Paths.FILES, "creation-time", row -> device.date(row.since()));
    put(Paths.FILES, "last-modified", row -> device.date(row.since()));
  }

  private @Nullable String ifSynchronised(String value) {
    return device.isSynchronised() ? value : null;
  }

  private void license() {
    String license = "/system/license";
    put(license, "software-id", row -> device.isChr() ? null : device.softwareId());
    put(license, "nlevel", row -> device.isChr() ? null : "5");
    put(license, "system-id", row -> device.isChr() ? device.serial() : null);
    put(license, "level", row -> device.isChr() ? "p1" : null);
    put(license, "limited-upgrades", row -> device.isChr() ? "false" : null);
  }
}
