package io.washa.agent.site.rules;

import io.washa.protocol.Assign;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Hosts that a hotspot's proxy lets through before the login, by the name that HTTP carries. */
record WalledNames(Assign.@Nullable Hotspot hotspot) implements RuleTable {
  @Override
  public String menu() {
    return "/ip/hotspot/walled-garden";
  }

  @Override
  public String noun() {
    return "walled garden host";
  }

  @Override
  public List<Rule> wanted() {
    return hotspot == null
        ? List.of()
        : hotspot.reachable().stream()
            .distinct()
            .filter(host -> !Lists.isAddress(host))
            .map(host -> new Rule(host, Map.of("dst-host", host, "action", "allow")))
            .toList();
  }

  @Override
  public Set<String> columns() {
    return Set.of("dst-host", "action", "method", "path");
  }
}
