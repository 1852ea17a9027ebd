package io.washa.agent.site.rules;

import io.washa.agent.routeros.Sentence;
import io.washa.protocol.Assign;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The address list of what the paused may reach. Names stand in it as names: the router resolves
 * them itself and adds what it finds as dynamic rows. No row has a timeout, for such rows are lost
 * with the power.
 */
record ReachableHosts(Assign.@Nullable Paused paused) implements RuleTable {
  @Override
  public String menu() {
    return "/ip/firewall/address-list";
  }

  @Override
  public String noun() {
    return "reachable host";
  }

  @Override
  public List<Rule> wanted() {
    return Lists.reachable(paused).stream()
        .map(host -> new Rule(host, Map.of("list", Lists.REACHABLE, "address", host)))
        .toList();
  }

  @Override
  public Set<String> columns() {
    return Set.of("list", "address");
  }

  @Override
  public List<String> natural() {
    return List.of("list", "address");
  }

  /** Subscribers stand in this menu too. */
  @Override
  public Sentence narrow(Sentence print) {
    return print.whereAny("list", List.of(Lists.REACHABLE));
  }
}
