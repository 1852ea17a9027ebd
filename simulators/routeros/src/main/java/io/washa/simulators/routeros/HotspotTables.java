package io.washa.simulators.routeros;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the hotspot's menus say. Callers hold the store's lock. */
final class HotspotTables {
  private final Store store;

  HotspotTables(Store store) {
    this.store = store;
  }

  /** The hotspot package is installed. */
  boolean areThere() {
    return store.has(Paths.HOTSPOTS);
  }

  Store store() {
    return store;
  }

  Table table(String path) {
    return store.table(path);
  }

  Optional<Row> user(String name) {
    return Optional.ofNullable(table(Paths.HOTSPOT_USERS).byName(name));
  }

  Row profile(Row user) {
    Table profiles = table(Paths.USER_PROFILES);
    Row profile = profiles.byName(user.values().getOrDefault("profile", "default"));
    return profile == null ? profiles.rows().iterator().next() : profile;
  }

  /** The first server that runs, or null. */
  @Nullable Row running() {
    return table(Paths.HOTSPOTS).rows().stream()
        .filter(server -> server.value("disabled").equals("false"))
        .findFirst()
        .orElse(null);
  }

  Row server(Row host) {
    Row server = table(Paths.HOTSPOTS).byName(host.value("server"));
    return server == null ? host : server;
  }

  boolean logsInBy(Row server, String way) {
    String ways = setting(server, "login-by", "cookie,http-chap");
    return List.of(ways.split(",", -1)).contains(way);
  }

  /** The hotspot's own address. */
  String address(Row server) {
    return setting(server, "hotspot-address", "10.5.50.1");
  }

  String dnsName(Row server) {
    return setting(server, "dns-name", "");
  }

  private String setting(Row server, String name, String fallback) {
    Row profile =
        table(Paths.HOTSPOT_PROFILES).byName(server.values().getOrDefault("profile", "default"));
    String value = profile == null ? "" : profile.value(name);
    return value.isEmpty() ? fallback : value;
  }

  /** The type of the first binding that fits (RouterOS manual). */
  String binding(String mac, String ip) {
    for (Row row : table(Paths.BINDINGS).rows()) {
      boolean fits =
          (row.value("mac-address").isEmpty() || row.value("mac-address").equals(mac))
              && (row.value("address").isEmpty() || Ipv4.contains(row.value("address"), ip));
      if (fits && !row.value("disabled").equals("true")) {
        return row.values().getOrDefault("type", "regular");
      }
    }
    return "regular";
  }

  Optional<Row> host(String property, String value) {
    return find(Paths.HOSTS, property, value);
  }

  Optional<Row> active(String property, String value) {
    return find(Paths.HOTSPOT_ACTIVE, property, value);
  }

  private Optional<Row> find(String menu, String property, String value) {
    return areThere() ? Optional.ofNullable(table(menu).first(property, value)) : Optional.empty();
  }
}
