package io.washa.simulators.routeros;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What whoever described the router set up on it; flash may know it already. */
final class Commissioning {
  private Commissioning() {}

  static void apply(Store store, RouterOsSimulator.Builder described) {
    described.users.forEach((name, password) -> {
      if (!store.table(Paths.USERS).hasName(name)) {
        String group = group(store, name, described.policies.get(name));
        store.insert(
            store.table(Paths.USERS),
            Row.Kind.CONFIGURED,
            Map.of("name", name, "group", group, "password", password),
            null);
      }
    });
    if (described.hotspotPackage) {
      described.hotspot.forEach((name, address) -> serveHotspot(store, name, address));
    }
  }

  private static String group(Store store, String user, @Nullable String policies) {
    if (policies == null) {
      return "full";
    }
    Parsed parsed = ValueTypes.of("policies").parse(policies, "policy", store);
    if (!(parsed instanceof Parsed.Value(String text))) {
      throw new IllegalArgumentException("No policies: " + policies);
    }
    String name = user + "-group";
    store.insert(
        store.table(Paths.GROUPS), Row.Kind.CONFIGURED, Map.of("name", name, "policy", text), null);
    return name;
  }

  /** As {@code /ip/hotspot/setup} leaves it, with MAC cookies. */
  private static void serveHotspot(Store store, String name, String address) {
    Table servers = store.table(Paths.HOTSPOTS);
    if (!servers.hasName(name)) {
      store.insert(
          store.table(Paths.HOTSPOT_PROFILES),
          Row.Kind.CONFIGURED,
          Map.of(
              "name",
              name,
              "hotspot-address",
              address,
              "login-by",
              "cookie,http-chap,http-pap,mac-cookie"),
          null);
      store.insert(
          servers,
          Row.Kind.CONFIGURED,
          Map.of("name", name, "interface", "ether2", "profile", name, "disabled", "false"),
          null);
    }
  }
}
