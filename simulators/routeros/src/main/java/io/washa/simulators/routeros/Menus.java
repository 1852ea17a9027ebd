package io.washa.simulators.routeros;

import static io.washa.simulators.routeros.Property.readOnly;
import static io.washa.simulators.routeros.Property.required;
import static io.washa.simulators.routeros.Property.sensitive;
import static io.washa.simulators.routeros.ValueType.ADDRESS;
import static io.washa.simulators.routeros.ValueType.ADDRESSES;
import static io.washa.simulators.routeros.ValueType.ADDRESS_OR_POOL;
import static io.washa.simulators.routeros.ValueType.BOOL;
import static io.washa.simulators.routeros.ValueType.LIST_ADDRESS;
import static io.washa.simulators.routeros.ValueType.NAME;
import static io.washa.simulators.routeros.ValueType.NUMBER;
import static io.washa.simulators.routeros.ValueType.PREFIXED_ADDRESS;
import static io.washa.simulators.routeros.ValueType.RANGES;
import static io.washa.simulators.routeros.ValueType.TEXT;
import static io.washa.simulators.routeros.ValueType.TIME;
import static io.washa.simulators.routeros.ValueType.oneOf;
import static io.washa.simulators.routeros.ValueType.rowOf;
import static io.washa.simulators.routeros.ValueType.someOf;

import java.util.List;
import java.util.Set;

/** The menus that hold configuration or sessions, with their arguments as the schemas list them. */
final class Menus {
  private static final Set<String> LIST =
      Set.of("add", "set", "remove", "comment", "enable", "disable", "listen");
  private static final ValueType SERVICE =
      oneOf("any", "async", "pptp", "pppoe", "l2tp", "ovpn", "sstp");
  private static final ValueType DEFAULT_NO_YES = oneOf("default", "no", "yes");
  private static final ValueType DEFAULT_TO_REQUIRED = oneOf("default", "no", "yes", "required");

  private Menus() {}

  static List<Menu> all(Device device) {
    return List.of(
        pppProfile(),
        pppSecret(),
        pppActive(device),
        pool(device),
        poolUsed(),
        pppoeServer(),
        interfaces(device),
        ipAddress(),
        ipRoute(),
        addressList(device));
  }

  private static Menu pppProfile() {
    return Menu.table(
            "/ppp/profile",
            Set.of("add", "set", "remove", "comment", "unset", "listen"),
            required("name", NAME),
            Property.of("local-address", ADDRESS_OR_POOL),
            Property.of("remote-address", ADDRESS_OR_POOL),
            Property.of("remote-ipv6-prefix-pool", TEXT),
            Property.of("remote-ipv6-prefix-reuse", BOOL).since("7.20"),
            Property.of("dhcpv6-pd-pool", TEXT),
            Property.of("dhcpv6-use-radius", BOOL).since("7.20"),
            Property.of("dhcpv6-lease-time", TIME).since("7.20"),
            Property.of("bridge", rowOf("/interface")),
            Property.of("bridge-port-priority", NUMBER),
            Property.of("bridge-path-cost", NUMBER),
            Property.of("bridge-horizon", NUMBER),
            Property.of("bridge-learning", DEFAULT_NO_YES, "default"),
            Property.of("bridge-port-vid", NUMBER).since("7.18"),
            Property.of("bridge-port-trusted", BOOL).since("7.18"),
            Property.of("session-timeout", TIME),
            Property.of("idle-timeout", TIME),
            Property.of("use-ipv6", DEFAULT_TO_REQUIRED, "default"),
            Property.of("use-mpls", DEFAULT_TO_REQUIRED, "default"),
            Property.of("use-compression", DEFAULT_NO_YES, "default"),
            Property.of("use-encryption", DEFAULT_TO_REQUIRED, "default"),
            Property.of("only-one", DEFAULT_NO_YES, "default"),
            Property.of("change-tcp-mss", DEFAULT_NO_YES, "default"),
            Property.of("use-upnp", DEFAULT_NO_YES, "default"),
            Property.of("rate-limit", TEXT),
            Property.of("insert-queue-before", TEXT),
            Property.of("parent-queue", TEXT),
            Property.of("queue-type", TEXT),
            Property.of("incoming-filter", TEXT),
            Property.of("outgoing-filter", TEXT),
            Property.of("address-list", TEXT),
            Property.of("interface-list", TEXT),
            Property.of("dns-server", ADDRESSES),
            Property.of("wins-server", ADDRESSES),
            Property.of("on-up", TEXT),
            Property.of("on-down", TEXT),
            Property.of("comment", TEXT),
            Property.computed("default", row -> String.valueOf(row.kind() == Row.Kind.BUILT_IN)))
        .unique("profile with the same name already exists", "name");
  }

  private static Menu pppSecret() {
    return Menu.table(
            "/ppp/secret",
            Menu.TABLE,
            required("name", NAME),
            Property.of("service", SERVICE, "any"),
            Property.of("caller-id", TEXT),
            sensitive("password"),
            Property.of("profile", rowOf("/ppp/profile"), "default"),
            Property.of("local-address", ADDRESS),
            Property.of("remote-address", ADDRESS_OR_POOL),
            Property.of("routes", TEXT),
            Property.of("ipv6-routes", TEXT),
            Property.of("remote-ipv6-prefix", TEXT),
            Property.of("limit-bytes-in", NUMBER, "0"),
            Property.of("limit-bytes-out", NUMBER, "0"),
            readOnly("last-logged-out"),
            readOnly("last-caller-id"),
            readOnly("last-disconnect-reason"),
            Property.of("comment", TEXT),
            Property.of("disabled", BOOL, "false"))
        .unique("secret with the same name already exists", "name");
  }

  private static Menu pppActive(Device device) {
    return Menu.table(
        "/ppp/active",
        Set.of("remove", "listen"),
        readOnly("name"),
        readOnly("service"),
        readOnly("caller-id"),
        readOnly("address"),
        Property.computed("uptime", device::age),
        readOnly("encoding"),
        readOnly("session-id"),
        readOnly("limit-bytes-in", "0"),
        readOnly("limit-bytes-out", "0"),
        readOnly("radius", "false"));
  }

  private static Menu pool(Device device) {
    return Menu.table(
            "/ip/pool",
            Set.of("add", "set", "remove", "comment", "listen"),
            required("name", NAME),
            required("ranges", RANGES),
            Property.of("next-pool", rowOf("/ip/pool", "none"), "none"),
            Property.of("comment", TEXT),
            Property.computed("total", row -> String.valueOf(device.poolSize(row))).since("7.18"),
            Property.computed("used", row -> String.valueOf(device.poolUsed(row))).since("7.18"),
            Property.computed(
                    "available", row -> String.valueOf(device.poolSize(row) - device.poolUsed(row)))
                .since("7.18"))
        .unique("item with such name already exists", "name");
  }

  private static Menu poolUsed() {
    return Menu.table(
        "/ip/pool/used",
        Set.of("listen"),
        readOnly("pool"),
        readOnly("address"),
        readOnly("owner"),
        readOnly("info"));
  }

  private static Menu pppoeServer() {
    return Menu.table(
        "/interface/pppoe-server/server",
        LIST,
        Property.of("service-name", TEXT),
        required("interface", rowOf("/interface")),
        Property.of("max-mtu", NUMBER),
        Property.of("max-mru", NUMBER),
        Property.of("mrru", ValueType.TEXT, "disabled"),
        Property.of(
            "authentication",
            someOf("pap", "chap", "mschap1", "mschap2"),
            "pap,chap,mschap1,mschap2"),
        Property.of("keepalive-timeout", TEXT, "10"),
        Property.of("one-session-per-host", BOOL, "false"),
        Property.of("max-sessions", TEXT, "unlimited"),
        Property.of("pado-delay", NUMBER, "0"),
        Property.of("default-profile", rowOf("/ppp/profile"), "default"),
        Property.of("accept-empty-service", BOOL, "true"),
        Property.of("pppoe-over-vlan-range", TEXT).since("7.17"),
        Property.of("accept-untagged", BOOL, "true").since("7.20"),
        Property.of("comment", TEXT),
        readOnly("invalid", "false"),
        Property.of("disabled", BOOL, "true"));
  }

  private static Menu interfaces(Device device) {
    return Menu.table(
            "/interface",
            Set.of("set", "comment", "enable", "disable", "listen"),
            Property.of("name", NAME),
            readOnly("type"),
            Property.of("mtu", NUMBER, "1500"),
            readOnly("mac-address"),
            Property.computed("rx-byte", row -> device.traffic(row, 25_000)),
            Property.computed("tx-byte", row -> device.traffic(row, 250_000)),
            Property.computed(
                "running", row -> String.valueOf(!row.value("disabled").equals("true"))),
            Property.computed("dynamic", row -> String.valueOf(row.kind() == Row.Kind.DYNAMIC)),
            Property.of("comment", TEXT),
            Property.of("disabled", BOOL, "false"))
        .unique("already have interface with such name", "name");
  }

  private static Menu ipAddress() {
    return Menu.table(
            "/ip/address",
            LIST,
            required("address", PREFIXED_ADDRESS),
            new Property("network", ADDRESS, null, Property.Access.OPTIONAL, "6.0", Menus::network),
            required("interface", rowOf("/interface")),
            Property.computed("actual-interface", row -> row.value("interface")),
            readOnly("invalid", "false"),
            readOnly("dynamic", "false"),
            Property.of("comment", TEXT),
            Property.of("disabled", BOOL, "false"))
        .unique("already have such address", "address", "interface");
  }

  private static String network(Row row) {
    String set = row.value("network");
    return set.isEmpty() ? Ipv4.format(Ipv4.range(row.value("address")).getFirst().first()) : set;
  }

  private static Menu ipRoute() {
    return Menu.table(
        "/ip/route",
        Menu.TABLE,
        Property.of("dst-address", PREFIXED_ADDRESS, "0.0.0.0/0"),
        Property.of("gateway", TEXT),
        Property.of("distance", NUMBER, "1"),
        Property.of("comment", TEXT),
        Property.of("disabled", BOOL, "false"));
  }

  private static Menu addressList(Device device) {
    return Menu.table(
            "/ip/firewall/address-list",
            LIST,
            required("list", NAME),
            required("address", LIST_ADDRESS),
            Property.computed("creation-time", row -> device.date(row.since())),
            new Property("timeout", TIME, null, Property.Access.OPTIONAL, "6.0", device::remaining),
            Property.computed("dynamic", row -> String.valueOf(row.kind() == Row.Kind.DYNAMIC)),
            Property.of("comment", TEXT),
            Property.of("disabled", BOOL, "false"))
        .unique("already have such entry", "list", "address");
  }
}
