package io.washa.agent.site.rules;

import io.washa.protocol.Assign;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Sends the paused to the page whatever they open over plain HTTP; phones find it by their own
 * probes. HTTPS cannot be redirected, for no certificate would fit.
 */
record PauseRedirect(Assign.@Nullable Paused paused) implements RuleTable {
  private static final String CHAIN = "dstnat";
  private static final Set<String> TAKES =
      Set.of("accept", "dst-nat", "redirect", "jump", "netmap");

  @Override
  public String menu() {
    return "/ip/firewall/nat";
  }

  @Override
  public String noun() {
    return "NAT rule";
  }

  @Override
  public List<Rule> wanted() {
    if (paused == null) {
      return List.of();
    }
    Map<String, String> columns = new LinkedHashMap<>();
    columns.put("chain", CHAIN);
    columns.put("protocol", "tcp");
    columns.put("dst-port", "80");
    columns.put("src-address-list", Lists.PAUSED);
    columns.put("dst-address-list", "!" + Lists.REACHABLE);
    columns.put("action", "dst-nat");
    columns.put("to-addresses", Lists.pageAddress(paused));
    columns.put("to-ports", Lists.pagePort(paused));
    return List.of(new Rule("paused-page", columns));
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
        "to-addresses",
        "to-ports");
  }

  @Override
  public boolean ordered() {
    return true;
  }

  /** A rule for port 80 is one for everybody's pages. */
  @Override
  public boolean mustFollow(Map<String, String> foreign) {
    if ("80".equals(foreign.get("dst-port"))) {
      Map<String, String> anyPort = new LinkedHashMap<>(foreign);
      anyPort.remove("dst-port");
      return Chain.isGeneral(anyPort, CHAIN, TAKES);
    }
    return Chain.isGeneral(foreign, CHAIN, TAKES);
  }
}
