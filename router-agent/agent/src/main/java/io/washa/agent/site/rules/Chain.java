package io.washa.agent.site.rules;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the firewall's ordered menus have in common. */
final class Chain {
  /** Columns that make a rule one for a few: it can stand before ours without letting all past. */
  private static final List<String> NARROW =
      List.of(
          "src-address",
          "dst-address",
          "src-address-list",
          "dst-address-list",
          "src-mac-address",
          "src-port",
          "dst-port");

  private Chain() {}

  /**
   * Whether a rule ends the way through the chain for packets in general. One that is off counts as
   * well: whoever switches it on does not want to think of ours.
   */
  static boolean isGeneral(Map<String, String> row, String chain, Set<String> actions) {
    return chain.equals(row.get("chain"))
        && actions.contains(row.getOrDefault("action", "accept"))
        && NARROW.stream().allMatch(column -> row.getOrDefault(column, "").isEmpty());
  }
}
