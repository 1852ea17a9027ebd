package io.washa.agent.site.rules;

import io.washa.protocol.Assign;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The firewall's address lists that rules go by. */
public final class Lists {
  /** Who has not paid; a paused profile puts its sessions on it. */
  public static final String PAUSED = "washa-paused";

  /** What they reach all the same. */
  public static final String REACHABLE = "washa-reachable";

  /** How all our lists begin. */
  static final String OURS = "washa-";

  private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");

  private Lists() {}

  static boolean isAddress(String host) {
    return IPV4.matcher(host).matches();
  }

  /** Hosts once each, and the page's own address: whoever is sent there must get there. */
  static List<String> reachable(Assign.@Nullable Paused paused) {
    if (paused == null) {
      return List.of();
    }
    Set<String> hosts = new LinkedHashSet<>(paused.reachable());
    hosts.add(pageAddress(paused));
    return new ArrayList<>(hosts);
  }

  static String pageAddress(Assign.Paused paused) {
    int colon = paused.page().indexOf(':');
    return colon < 0 ? paused.page() : paused.page().substring(0, colon);
  }

  static String pagePort(Assign.Paused paused) {
    int colon = paused.page().indexOf(':');
    return colon < 0 ? "80" : paused.page().substring(colon + 1);
  }
}
