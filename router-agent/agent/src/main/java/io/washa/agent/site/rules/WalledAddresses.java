package io.washa.agent.site.rules;

import io.washa.protocol.Assign;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Hosts that a hotspot lets through before the login whatever the protocol: HTTPS portals and
 * payment services need it.
 */
record WalledAddresses(Assign.@Nullable Hotspot hotspot) implements RuleTable {
  @Override
  public String menu() {
    return "/ip/hotspot/walled-garden/ip";
  }

  @Override
  public String noun() {
    return "walled garden address";
  }

  @Override
  public List<Rule> wanted() {
    return hotspot == null
        ? List.of()
        : hotspot.reachable().stream().distinct().map(WalledAddresses::rule).toList();
  }

  private static Rule rule(String host) {
    String column = Lists.isAddress(host) ? "dst-address" : "dst-host";
    return new Rule(host, Map.of(column, host, "action", "accept"));
  }

  @Override
  public Set<String> columns() {
    return Set.of("dst-host", "dst-address", "action", "protocol", "dst-port");
  }
}
