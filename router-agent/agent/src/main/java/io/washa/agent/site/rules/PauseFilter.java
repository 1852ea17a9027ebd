package io.washa.agent.site.rules;

import io.washa.protocol.Assign;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the paused may do: ask the DNS, reach the reachable, nothing else. The rules stand before
 * whatever lets packets through in general, FastTrack included.
 */
record PauseFilter(Assign.@Nullable Paused paused) implements RuleTable {
  static final String MENU = "/ip/firewall/filter";
  static final String CHAIN = "forward";

  private static final Set<String> LETS_PAST = Set.of("accept", "fasttrack-connection", "jump");

  @Override
  public String menu() {
    return MENU;
  }

  @Override
  public String noun() {
    return "firewall filter rule";
  }

  @Override
  public List<Rule> wanted() {
    if (paused == null) {
      return List.of();
    }
    return List.of(
        rule("paused-dns", Map.of("protocol", "udp", "dst-port", "53", "action", "accept")),
        rule("paused-dns-tcp", Map.of("protocol", "tcp", "dst-port", "53", "action", "accept")),
        rule("paused-reachable", Map.of("dst-address-list", Lists.REACHABLE, "action", "accept")),
        rule("paused-drop", Map.of("action", "drop")));
  }

  private static Rule rule(String key, Map<String, String> rest) {
    Map<String, String> columns = new LinkedHashMap<>();
    columns.put("chain", CHAIN);
    columns.put("src-address-list", Lists.PAUSED);
    columns.putAll(rest);
    return new Rule(key, columns);
  }

  @Override
  public Set<String> columns() {
    return Set.of(
        "chain",
        "action",
        "protocol",
        "src-address",
        "dst-address",
        "src-address-list",
        "dst-address-list",
        "src-mac-address",
        "src-port",
        "dst-port",
        "in-interface",
        "out-interface",
        "connection-state");
  }

  @Override
  public boolean ordered() {
    return true;
  }

  @Override
  public boolean mustFollow(Map<String, String> foreign) {
    return Chain.isGeneral(foreign, CHAIN, LETS_PAST);
  }
}
