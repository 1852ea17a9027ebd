package io.washa.simulators.routeros;

import java.util.List;
import java.util.Map;

/** What a router holds before anybody configured it. */
final class FactoryDefaults {
  private static final long DEFAULT_ENCRYPTION = 0xFFFFFFFEL;

  private FactoryDefaults() {}

  /** Puts in what cannot be removed. */
  static void builtIn(Store store, Device device) {
    store.builtIn(Paths.PPP_PROFILES, 0, Map.of("name", "default", "change-tcp-mss", "yes"));
    store.builtIn(
        Paths.PPP_PROFILES,
        DEFAULT_ENCRYPTION,
        Map.of("name", "default-encryption", "change-tcp-mss", "yes", "use-encryption", "yes"));
    store.table(Paths.PPP_PROFILES).skipIdsBelow(1);
    for (int i = 1; i <= 5; i++) {
      String name = "ether" + i;
      String mac = "48:A9:8A:00:00:0" + i;
      store.builtIn(
          Paths.INTERFACES,
          i,
          Map.of("name", name, "default-name", name, "type", "ether", "mac-address", mac));
    }
    for (Table table : store.tables().values()) {
      if (table.menu().isSettings()) {
        store.builtIn(table.menu().path(), 0, Map.of());
      }
    }
    interfaceLists(store);
    groups(store);
    services(store);
    health(store);
    if (store.has(Paths.DEVICE_MODE)) {
      store.builtIn(Paths.DEVICE_MODE, 0, DeviceMode.ADVANCED);
    }
    if (store.has(Paths.HOTSPOT_USERS)) {
      store.builtIn(Paths.HOTSPOT_PROFILES, 0, Map.of("name", "default"));
      store.builtIn(Paths.USER_PROFILES, 0, Map.of("name", "default"));
      store.builtIn(
          Paths.HOTSPOT_USERS,
          0,
          Map.of("name", "default-trial", "comment", "counters and limits for trial users"));
    }
    String packageName = device.version().atLeast(7, 1) ? "routeros" : "routeros-arm64";
    store.builtIn(
        "/system/package", 0, Map.of("name", packageName, "version", device.version().name()));
  }

  private static void interfaceLists(Store store) {
    List<String> names = List.of("all", "none", "dynamic", "static");
    for (int i = 0; i < names.size(); i++) {
      store.builtIn("/interface/list", 0x2000000L + i, Map.of("name", names.get(i)));
    }
    store.table("/interface/list").skipIdsBelow(1);
  }

  private static void groups(Store store) {
    String all = ValueTypes.allPolicies();
    String read = all.replace("ftp,", "!ftp,").replace("write,", "!write,");
    store.builtIn(Paths.GROUPS, 1, Map.of("name", "read", "policy", withoutPolicy(read)));
    store.builtIn(
        Paths.GROUPS,
        2,
        Map.of("name", "write", "policy", withoutPolicy(all.replace("ftp,", "!ftp,"))));
    store.builtIn(Paths.GROUPS, 3, Map.of("name", "full", "policy", all));
  }

  private static String withoutPolicy(String policies) {
    return policies.replace("policy,", "!policy,");
  }

  private static void services(Store store) {
    List<Map.Entry<String, String>> services =
        List.of(
            Map.entry("telnet", "23"),
            Map.entry("ftp", "21"),
            Map.entry("www", "80"),
            Map.entry("ssh", "22"),
            Map.entry("www-ssl", "443"),
            Map.entry("api", "8728"),
            Map.entry("winbox", "8291"),
            Map.entry("api-ssl", "8729"));
    for (int i = 0; i < services.size(); i++) {
      String name = services.get(i).getKey();
      store.builtIn(
          "/ip/service",
          i,
          Map.of(
              "name",
              name,
              "port",
              services.get(i).getValue(),
              "proto",
              "tcp",
              "disabled",
              String.valueOf(name.equals("www-ssl"))));
    }
  }

  private static void health(Store store) {
    store.builtIn("/system/health", 13, Map.of("name", "voltage", "value", "24.1", "type", "V"));
    store.builtIn("/system/health", 14, Map.of("name", "temperature", "value", "41", "type", "C"));
  }

  /** The default configuration of a board, with its firewall; a virtual router has none. */
  static void configuration(Store store, Device device) {
    if (device.isChr()) {
      return;
    }
    store.factory("/interface/list", Map.of("name", "WAN", "comment", "defconf"));
    store.factory("/interface/list", Map.of("name", "LAN", "comment", "defconf"));
    for (int i = 1; i <= 5; i++) {
      store.factory(
          Paths.LIST_MEMBERS,
          Map.of("list", i == 1 ? "WAN" : "LAN", "interface", "ether" + i, "comment", "defconf"));
    }
    rule(
        store,
        "input",
        "accept",
        "accept established,related,untracked",
        "connection-state",
        "established,related,untracked");
    rule(store, "input", "drop", "drop invalid", "connection-state", "invalid");
    rule(store, "input", "accept", "accept ICMP", "protocol", "icmp");
    rule(store, "input", "drop", "drop all not coming from LAN", "in-interface-list", "WAN");
    rule(store, "forward", "accept", "accept in ipsec policy", "ipsec-policy", "in,ipsec");
    rule(store, "forward", "accept", "accept out ipsec policy", "ipsec-policy", "out,ipsec");
    rule(
        store,
        "forward",
        "fasttrack-connection",
        "fasttrack",
        "connection-state",
        "established,related");
    rule(
        store,
        "forward",
        "accept",
        "accept established,related, untracked",
        "connection-state",
        "established,related,untracked");
    rule(store, "forward", "drop", "drop invalid", "connection-state", "invalid");
    store.factory(
        Paths.FILTER,
        Map.of(
            "chain", "forward",
            "action", "drop",
            "comment", "defconf: drop all from WAN not DSTNATed",
            "connection-state", "new",
            "connection-nat-state", "!dstnat",
            "in-interface-list", "WAN"));
    store.factory(
        Paths.NAT,
        Map.of(
            "chain", "srcnat",
            "action", "masquerade",
            "comment", "defconf: masquerade",
            "ipsec-policy", "out,none",
            "out-interface-list", "WAN"));
  }

  private static void rule(
      Store store, String chain, String action, String comment, String matcher, String value) {
    store.factory(
        Paths.FILTER,
        Map.of("chain", chain, "action", action, "comment", "defconf: " + comment, matcher, value));
  }
}
