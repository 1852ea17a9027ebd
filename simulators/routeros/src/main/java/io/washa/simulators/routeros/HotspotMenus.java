package io.washa.simulators.routeros;

import static io.washa.simulators.routeros.Property.readOnly;
import static io.washa.simulators.routeros.Property.required;
import static io.washa.simulators.routeros.Property.sensitive;
import static io.washa.simulators.routeros.ValueType.ADDRESS;
import static io.washa.simulators.routeros.ValueType.BOOL;
import static io.washa.simulators.routeros.ValueType.MAC;
import static io.washa.simulators.routeros.ValueType.NAME;
import static io.washa.simulators.routeros.ValueType.NUMBER;
import static io.washa.simulators.routeros.ValueType.TEXT;
import static io.washa.simulators.routeros.ValueType.TIME;
import static io.washa.simulators.routeros.ValueType.oneOf;
import static io.washa.simulators.routeros.ValueType.rowOf;
import static io.washa.simulators.routeros.ValueType.someOf;

import java.util.List;
import java.util.Set;

/** The hotspot's menus, with their arguments as the schemas of 7.9 to 7.24 list them. */
final class HotspotMenus {
  static final String SERVERS = "/ip/hotspot";
  static final String SERVER_PROFILES = "/ip/hotspot/profile";
  static final String USERS = "/ip/hotspot/user";
  static final String USER_PROFILES = "/ip/hotspot/user/profile";
  static final String ACTIVE = "/ip/hotspot/active";
  static final String HOSTS = "/ip/hotspot/host";
  static final String COOKIES = "/ip/hotspot/cookie";
  static final String BINDINGS = "/ip/hotspot/ip-binding";

  private static final Set<String> WITHOUT_COMMENT = Set.of("add", "set", "remove", "unset");

  private HotspotMenus() {}

  static List<Menu> all(Device device, Hotspot hotspot) {
    return List.of(
        servers(),
        serverProfiles(),
        users(hotspot),
        userProfiles(),
        active(device, hotspot),
        hosts(device),
        cookies(device),
        bindings(),
        walledGarden(),
        walledGardenIp());
  }

  private static Menu servers() {
    return Menu.table(
            SERVERS,
            Set.of("add", "set", "remove", "enable", "disable"),
            required("name", NAME),
            required("interface", rowOf("/interface")),
            Property.of("address-pool", TEXT, "none"),
            Property.of("profile", rowOf(SERVER_PROFILES), "default"),
            Property.of("idle-timeout", TEXT, "5m"),
            Property.of("keepalive-timeout", TEXT, "none"),
            Property.of("login-timeout", TEXT, "none"),
            Property.of("addresses-per-mac", TEXT, "2"),
            readOnly("proxy-status", "running"),
            readOnly("invalid", "false"),
            Property.of("disabled", BOOL, "true"))
        .unique("server with the same name already exists", "name");
  }

  private static Menu serverProfiles() {
    return Menu.table(
            SERVER_PROFILES,
            WITHOUT_COMMENT,
            required("name", NAME),
            Property.of("hotspot-address", ADDRESS),
            Property.of("dns-name", TEXT),
            Property.of("html-directory", TEXT, "hotspot"),
            Property.of("html-directory-override", TEXT),
            Property.of("rate-limit", TEXT),
            Property.of("http-proxy", TEXT, "0.0.0.0:0"),
            Property.of("smtp-server", TEXT, "0.0.0.0"),
            Property.of(
                "login-by",
                someOf("mac", "cookie", "http-chap", "http-pap", "https", "mac-cookie", "trial"),
                "cookie,http-chap"),
            Property.of("http-cookie-lifetime", TIME, "3d"),
            Property.of("split-user-domain", BOOL, "false"),
            Property.of("use-radius", BOOL, "false"),
            Property.computed("default", row -> String.valueOf(row.kind() == Row.Kind.BUILT_IN)))
        .unique("profile with the same name already exists", "name");
  }

  private static Menu users(Hotspot hotspot) {
    return Menu.table(
            USERS,
            Set.of(
                "add",
                "set",
                "remove",
                "comment",
                "enable",
                "disable",
                "unset",
                "listen",
                "reset-counters"),
            Property.of("server", rowOf(SERVERS, "all"), "all"),
            required("name", NAME),
            sensitive("password"),
            sensitive("otp-secret").since("7.21"),
            Property.of("address", ADDRESS),
            Property.of("mac-address", MAC),
            Property.of("profile", rowOf(USER_PROFILES), "default"),
            Property.of("routes", TEXT),
            Property.of("email", TEXT),
            Property.of("limit-uptime", TIME),
            Property.of("limit-bytes-in", NUMBER),
            Property.of("limit-bytes-out", NUMBER),
            Property.of("limit-bytes-total", NUMBER),
            Property.computed("uptime", row -> RouterTime.format(hotspot.used(row))),
            Property.computed("bytes-in", row -> String.valueOf(hotspot.bytesIn(row))),
            Property.computed("bytes-out", row -> String.valueOf(hotspot.bytesOut(row))),
            Property.computed("default", row -> String.valueOf(row.kind() == Row.Kind.BUILT_IN)),
            readOnly("dynamic", "false"),
            Property.of("comment", TEXT),
            Property.of("disabled", BOOL, "false"))
        .unique("already have user with this name for this server", "name", "server");
  }

  /** No version has a comment here. */
  private static Menu userProfiles() {
    return Menu.table(
            USER_PROFILES,
            WITHOUT_COMMENT,
            required("name", NAME),
            Property.of("address-pool", TEXT),
            Property.of("session-timeout", TIME),
            Property.of("idle-timeout", TEXT, "none"),
            Property.of("keepalive-timeout", TEXT, "2m"),
            Property.of("status-autorefresh", TEXT, "1m"),
            Property.of("shared-users", TEXT, "1"),
            Property.of("add-mac-cookie", BOOL, "true"),
            Property.of("mac-cookie-timeout", TIME, "3d"),
            Property.of("rate-limit", TEXT),
            Property.of("address-list", TEXT),
            Property.of("parent-queue", TEXT),
            Property.of("queue-type", TEXT),
            Property.of("insert-queue-before", TEXT),
            Property.of("incoming-filter", TEXT),
            Property.of("outgoing-filter", TEXT),
            Property.of("open-status-page", oneOf("always", "http-login"), "always"),
            Property.of("transparent-proxy", BOOL, "false"),
            Property.of("on-login", TEXT),
            Property.of("on-logout", TEXT),
            Property.computed("default", row -> String.valueOf(row.kind() == Row.Kind.BUILT_IN)))
        .unique("profile with the same name already exists", "name");
  }

  private static Menu active(Device device, Hotspot hotspot) {
    return Menu.table(
        ACTIVE,
        Set.of("remove", "listen", "login"),
        readOnly("server"),
        readOnly("user"),
        readOnly("domain"),
        readOnly("address"),
        readOnly("mac-address"),
        readOnly("login-by"),
        Property.computed("uptime", device::age),
        Property.computed("session-time-left", hotspot::left),
        readOnly("idle-time", "0s"),
        readOnly("keepalive-timeout", "2m"),
        Property.computed("bytes-in", row -> device.traffic(row, Hotspot.BYTES_IN_A_SECOND)),
        Property.computed("bytes-out", row -> device.traffic(row, Hotspot.BYTES_OUT_A_SECOND)),
        readOnly("radius", "false"),
        readOnly("blocked", "false"));
  }

  private static Menu hosts(Device device) {
    return Menu.table(
        HOSTS,
        Set.of("remove", "listen"),
        readOnly("mac-address"),
        readOnly("address"),
        readOnly("to-address"),
        readOnly("server"),
        Property.computed("uptime", device::age),
        readOnly("idle-time", "0s"),
        readOnly("keepalive-timeout", "2m"),
        readOnly("found-by", "DHCP"),
        readOnly("static", "false"),
        readOnly("DHCP", "true"),
        readOnly("authorized", "false"),
        readOnly("bypassed", "false"));
  }

  private static Menu cookies(Device device) {
    return Menu.table(
        COOKIES,
        Set.of("remove", "listen"),
        readOnly("user"),
        readOnly("domain"),
        readOnly("mac-address"),
        Property.computed("expires-in", device::remaining),
        readOnly("mac-cookie", "false"));
  }

  private static Menu bindings() {
    return Menu.table(
        BINDINGS,
        Menu.TABLE,
        Property.of("mac-address", MAC),
        Property.of("address", TEXT),
        Property.of("to-address", ADDRESS),
        Property.of("server", rowOf(SERVERS, "all"), "all"),
        Property.of("type", oneOf("regular", "bypassed", "blocked"), "regular"),
        Property.of("comment", TEXT),
        Property.of("disabled", BOOL, "false"));
  }

  private static Menu walledGarden() {
    return Menu.table(
        "/ip/hotspot/walled-garden",
        Menu.TABLE,
        Property.of("server", rowOf(SERVERS, "all")),
        Property.of("method", TEXT),
        Property.of("dst-host", TEXT),
        Property.of("dst-port", TEXT),
        Property.of("path", TEXT),
        Property.of("action", oneOf("allow", "deny"), "allow"),
        readOnly("hits", "0"),
        Property.of("comment", TEXT),
        Property.of("disabled", BOOL, "false"));
  }

  private static Menu walledGardenIp() {
    return Menu.table(
        "/ip/hotspot/walled-garden/ip",
        Menu.TABLE,
        Property.of("server", rowOf(SERVERS, "all")),
        Property.of("src-address", TEXT),
        Property.of("dst-address", TEXT),
        Property.of("protocol", TEXT),
        Property.of("dst-port", TEXT),
        Property.of("dst-host", TEXT),
        Property.of("action", oneOf("accept", "drop", "reject"), "accept"),
        Property.of("comment", TEXT),
        Property.of("disabled", BOOL, "false"));
  }
}
