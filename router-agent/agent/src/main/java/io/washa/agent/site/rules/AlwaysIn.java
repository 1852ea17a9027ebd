package io.washa.agent.site.rules;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Devices that a hotspot lets in without a login, as televisions.
 *
 * @param devices MAC addresses
 */
record AlwaysIn(Collection<String> devices) implements RuleTable {
  static final String MENU = "/ip/hotspot/ip-binding";

  @Override
  public String menu() {
    return MENU;
  }

  @Override
  public String noun() {
    return "hotspot binding";
  }

  @Override
  public List<Rule> wanted() {
    return devices.stream()
        .map(mac -> mac.toUpperCase(Locale.ROOT))
        .distinct()
        .sorted()
        .map(mac -> new Rule(mac, Map.of("mac-address", mac, "type", "bypassed")))
        .toList();
  }

  @Override
  public Set<String> columns() {
    return Set.of("mac-address", "type", "address", "to-address");
  }

  /** Of several the router would go by the first. */
  @Override
  public List<String> natural() {
    return List.of("mac-address");
  }

  @Override
  public boolean same(String column, String seen, String wanted) {
    return column.equals("mac-address")
        ? seen.equalsIgnoreCase(wanted)
        : RuleTable.super.same(column, seen, wanted);
  }
}
