package io.washa.agent.site.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Warns of FastTrack: its connections pass by the router's queues, so that speed limits do not
 * hold, and by filter rules, so that a connection from before a pause goes on. The rule is the
 * owner's; it is never changed.
 */
public final class FastTrack {
  private FastTrack() {}

  /**
   * One sentence for each FastTrack rule that is on and makes no exception for an address list of
   * ours.
   *
   * @param filter rows of {@code /ip/firewall/filter}, with id, action, lists and disabled
   */
  public static List<String> warnings(List<Map<String, String>> filter) {
    List<String> warnings = new ArrayList<>();
    for (Map<String, String> row : filter) {
      if ("fasttrack-connection".equals(row.get("action"))
          && !RulePlan.isYes(row.get("disabled"))
          && !excepts(row, "src-address-list")
          && !excepts(row, "dst-address-list")) {
        warnings.add(
            "FastTrack (filter rule "
                + row.getOrDefault(".id", "?")
                + ") lets connections past speed limits and pauses; give it src-address-list=!"
                + Lists.PAUSED
                + " or switch it off");
      }
    }
    return warnings;
  }

  private static boolean excepts(Map<String, String> row, String column) {
    return row.getOrDefault(column, "").startsWith("!" + Lists.OURS);
  }
}
