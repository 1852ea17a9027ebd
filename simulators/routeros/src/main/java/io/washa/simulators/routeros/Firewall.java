package io.washa.simulators.routeros;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Walks a packet through the rules of filter and NAT in their order, as the manual's packet flow
 * says. Matchers that the simulator knows nothing of (packet marks, limits and so on) never match a
 * packet, so a rule that has one is passed over. Callers hold the store's lock.
 */
final class Firewall {
  /** Properties of a rule that are no matchers. */
  private static final Set<String> NO_MATCHER =
      Set.of(
          "chain",
          "action",
          "jump-target",
          "reject-with",
          "hw-offload",
          "to-addresses",
          "to-ports",
          "log",
          "log-prefix",
          "comment",
          "disabled",
          "address-list",
          "address-list-timeout",
          "randomise-ports",
          "same-not-by-dst");

  /** Actions after which the next rule is asked. */
  private static final Set<String> PASSING =
      Set.of("log", "passthrough", "add-src-to-address-list", "add-dst-to-address-list");

  private static final int MAX_STEPS = 100_000;

  private final Store store;
  private final Names names;

  Firewall(Store store, Names names) {
    this.store = store;
    this.names = names;
  }

  /**
   * The first rule of a chain whose action ends the walk, or null if none does.
   *
   * @param menu filter or NAT
   */
  @Nullable Row decide(String menu, String chain, Packet packet) {
    Map<String, List<Row>> chains = chains(menu);
    Deque<Iterator<Row>> walk = new ArrayDeque<>();
    walk.push(chains.getOrDefault(chain, List.of()).iterator());
    for (int steps = 0; !walk.isEmpty() && steps < MAX_STEPS; steps++) {
      if (!walk.peek().hasNext()) {
        walk.pop();
        continue;
      }
      Row rule = walk.peek().next();
      if (!matches(rule, packet)) {
        continue;
      }
      String action = rule.values().getOrDefault("action", "accept");
      switch (action) {
        case "jump" ->
            walk.push(chains.getOrDefault(rule.value("jump-target"), List.of()).iterator());
        case "return" -> walk.pop();
        default -> {
          if (!PASSING.contains(action)) {
            return rule;
          }
        }
      }
    }
    return null;
  }

  private Map<String, List<Row>> chains(String menu) {
    Map<String, List<Row>> chains = new HashMap<>();
    for (Row rule : store.table(menu).rows()) {
      if (!rule.value("disabled").equals("true") && rule.kind() != Row.Kind.DYNAMIC) {
        chains.computeIfAbsent(rule.value("chain"), any -> new ArrayList<>()).add(rule);
      }
    }
    return chains;
  }

  private boolean matches(Row rule, Packet packet) {
    return rule.values().entrySet().stream()
        .filter(matcher -> !NO_MATCHER.contains(matcher.getKey()) && !matcher.getValue().isEmpty())
        .allMatch(matcher -> matches(matcher.getKey(), matcher.getValue(), packet));
  }

  private boolean matches(String matcher, String text, Packet packet) {
    boolean turned = text.startsWith("!");
    String value = turned ? text.substring(1) : text;
    boolean fits =
        switch (matcher) {
          case "protocol" -> value.equals(packet.protocol());
          case "src-address" -> Ipv4.contains(value, packet.source());
          case "dst-address" -> Ipv4.contains(value, packet.destination());
          case "src-address-list" -> isListed(value, packet.source());
          case "dst-address-list" -> isListed(value, packet.destination());
          case "src-mac-address" -> value.equalsIgnoreCase(packet.mac());
          case "dst-port", "port" -> isAmong(value, packet.port());
          case "in-interface" -> value.equals(packet.in());
          case "out-interface" -> value.equals(packet.out());
          case "in-interface-list" -> isMember(value, packet.in());
          case "out-interface-list" -> isMember(value, packet.out());
          case "connection-state" -> List.of(value.split(",", -1)).contains(packet.state());
          case "connection-nat-state" -> value.equals("dstnat") && packet.translated();
          case "dst-address-type" -> value.equals("local") == isLocal(packet.destination());
          case "ipsec-policy" -> value.endsWith(",none");
          case "hotspot" -> value.equals("auth") == packet.authorized();
          case "tls-host" -> packet.port() == 443 && Names.fits(value, packet.host());
          default -> turned;
        };
    return turned != fits;
  }

  static boolean isAmong(String ports, int port) {
    for (String part : ports.split(",", -1)) {
      String[] ends = part.split("-", -1);
      if (Integer.parseInt(ends[0]) <= port && port <= Integer.parseInt(ends[ends.length - 1])) {
        return true;
      }
    }
    return false;
  }

  /** Whether an address is on a list, by itself, within a range or by a DNS name. */
  boolean isListed(String list, String address) {
    return store.table(Paths.ADDRESS_LIST).having("list", list).stream()
        .filter(entry -> !entry.value("disabled").equals("true"))
        .map(entry -> entry.value("address"))
        .anyMatch(entry ->
            Ipv4.range(entry).isEmpty()
                ? names.address(entry).equals(address)
                : Ipv4.contains(entry, address));
  }

  private boolean isMember(String list, String interfaceName) {
    return list.equals("all")
        || store.table(Paths.LIST_MEMBERS).having("list", list).stream()
            .anyMatch(member -> member.value("interface").equals(interfaceName));
  }

  /** Whether an address is one of the router's own. */
  boolean isLocal(String address) {
    boolean onInterface =
        store.table("/ip/address").rows().stream()
            .anyMatch(row -> row.value("address").startsWith(address + "/"));
    return onInterface
        || isHotspot(address)
        || store.table(Paths.PPP_PROFILES).rows().stream()
            .anyMatch(row -> row.value("local-address").equals(address));
  }

  private boolean isHotspot(String address) {
    return store.has(Paths.HOTSPOT_PROFILES)
        && store.table(Paths.HOTSPOT_PROFILES).rows().stream()
            .anyMatch(row -> row.value("hotspot-address").equals(address));
  }
}
