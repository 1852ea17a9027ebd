package io.washa.simulators.routeros;

/** What the hotspot lets through before login. Callers hold the store's lock. */
final class WalledGarden {
  private final Store store;
  private final Names names;

  WalledGarden(Store store, Names names) {
    this.store = store;
    this.names = names;
  }

  /** Whether one of the two menus lets a packet pass; the first rule that fits decides in each. */
  boolean allows(Packet packet) {
    return byAddress(packet) || byHost(packet);
  }

  private boolean byAddress(Packet packet) {
    for (Row rule : store.table(Paths.WALLED_GARDEN_IP).rows()) {
      boolean fits =
          isOn(rule)
              && holds(rule.value("protocol"), packet.protocol())
              && inRange(rule.value("src-address"), packet.source())
              && inRange(rule.value("dst-address"), packet.destination())
              && hasPort(rule.value("dst-port"), packet.port())
              && (rule.value("dst-host").isEmpty()
                  || names.address(rule.value("dst-host")).equals(packet.destination()));
      if (fits) {
        return rule.values().getOrDefault("action", "accept").equals("accept");
      }
    }
    return false;
  }

  private boolean byHost(Packet packet) {
    for (Row rule : store.table(Paths.WALLED_GARDEN).rows()) {
      String host = rule.value("dst-host");
      boolean fits =
          isOn(rule)
              && (host.isEmpty() || Names.fits(host, packet.host()))
              && hasPort(rule.value("dst-port"), packet.port());
      if (fits) {
        return rule.values().getOrDefault("action", "allow").equals("allow");
      }
    }
    return false;
  }

  private static boolean isOn(Row rule) {
    return !rule.value("disabled").equals("true");
  }

  private static boolean holds(String wanted, String value) {
    return wanted.isEmpty() || wanted.equals(value);
  }

  private static boolean inRange(String range, String address) {
    return range.isEmpty() || Ipv4.contains(range, address);
  }

  private static boolean hasPort(String ports, int port) {
    return ports.isEmpty() || Firewall.isAmong(ports, port);
  }
}
