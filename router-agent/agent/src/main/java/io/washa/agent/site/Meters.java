package io.washa.agent.site;

import io.washa.agent.routeros.RouterLostException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A router's byte counters, read in two or three sentences whatever the number of sessions: those
 * of PPPoE sessions stand on their interfaces, those of addresses on their queues. A hotspot counts
 * on the sessions themselves.
 */
final class Meters {
  private static final String SESSION_INTERFACE = "pppoe-in";
  private static final RouterOps.Look INTERFACES =
      new RouterOps.Look(
          "/interface",
          "name",
          List.of("name", "type", "running", "dynamic", "rx-byte", "tx-byte"),
          false);
  private static final RouterOps.Look LINKS =
      new RouterOps.Look(
          "/interface/pppoe-server", "user", List.of("name", "user", "remote-address"), true);
  private static final RouterOps.Look QUEUES =
      new RouterOps.Look("/queue/simple", "target", List.of("target", "bytes"), true);

  private final Map<String, Bytes> interfaces = new HashMap<>();
  private final Map<String, String> links = new HashMap<>();
  private final Map<String, Bytes> queues = new HashMap<>();
  private final List<String> ports = new ArrayList<>();

  private Meters() {}

  /**
   * Bytes as a router counts them, -1 for unknown.
   *
   * @param up that the router received
   * @param down that it sent
   */
  record Bytes(long up, long down) {}

  /** Reads what sessions of these methods need, and the ports. */
  static Meters read(RouterOps ops, Set<String> methods) throws RouterLostException {
    Meters meters = new Meters();
    meters.readInterfaces(ops, null);
    if (methods.contains(PppSecrets.METHOD)) {
      meters.readLinks(ops, null);
    }
    if (!Set.of(PppSecrets.METHOD, HotspotUsers.METHOD).containsAll(methods)) {
      meters.readQueues(ops, null);
    }
    return meters;
  }

  /** Reads what the sessions of one user need. */
  static Meters about(RouterOps ops, UserKey user, List<RouterOps.Active> sessions)
      throws RouterLostException {
    Meters meters = new Meters();
    if (user.method().equals(PppSecrets.METHOD)) {
      meters.readLinks(ops, Set.of(user.name()));
      Set<String> names = new HashSet<>(meters.links.values());
      names.add(usualInterface(user.name()));
      meters.readInterfaces(ops, names);
    } else {
      Set<String> targets = new HashSet<>();
      for (RouterOps.Active session : sessions) {
        targets.add(session.address() + "/32");
      }
      meters.readQueues(ops, targets);
    }
    return meters;
  }

  private void readInterfaces(RouterOps ops, @Nullable Set<String> names)
      throws RouterLostException {
    for (Map<String, String> row : ops.read(INTERFACES, names)) {
      String name = row.getOrDefault("name", "");
      interfaces.put(name, new Bytes(number(row.get("rx-byte")), number(row.get("tx-byte"))));
      if (!SESSION_INTERFACE.equals(row.get("type"))
          && Normal.bool(row.get("running"))
          && !Normal.bool(row.get("dynamic"))) {
        ports.add(name);
      }
    }
  }

  private void readLinks(RouterOps ops, @Nullable Set<String> users) throws RouterLostException {
    for (Map<String, String> row : ops.read(LINKS, users)) {
      links.put(
          link(row.getOrDefault("user", ""), row.get("remote-address")),
          row.getOrDefault("name", ""));
    }
  }

  private void readQueues(RouterOps ops, @Nullable Set<String> targets) throws RouterLostException {
    for (Map<String, String> row : ops.read(QUEUES, targets)) {
      String[] bytes = row.getOrDefault("bytes", "").split("/", -1);
      if (bytes.length == 2) {
        queues.put(
            address(row.getOrDefault("target", "")), new Bytes(number(bytes[0]), number(bytes[1])));
      }
    }
  }

  /** The counters of a session, null if they do not stand here. */
  @Nullable Bytes of(LiveSession session) {
    switch (session.user().method()) {
      case PppSecrets.METHOD -> {
        String name = session.user().name();
        return interfaces.get(links.getOrDefault(link(name, session.mac()), usualInterface(name)));
      }
      case HotspotUsers.METHOD -> {
        return null;
      }
      default -> {
        String address = session.address();
        return address == null ? null : queues.get(address);
      }
    }
  }

  /** Interfaces that run and are no session's, with their counters. */
  Map<String, Bytes> ports() {
    Map<String, Bytes> counted = new HashMap<>();
    ports.forEach(name -> counted.put(name, interfaces.getOrDefault(name, new Bytes(-1, -1))));
    return counted;
  }

  /** How RouterOS names the interface of a user's first session. */
  private static String usualInterface(String user) {
    return "<pppoe-" + user + ">";
  }

  private static String link(String user, @Nullable String mac) {
    return user + " " + mac;
  }

  private static String address(String target) {
    return target.endsWith("/32") ? target.substring(0, target.length() - 3) : target;
  }

  static long number(@Nullable String text) {
    return text != null && text.matches("\\d{1,18}") ? Long.parseLong(text) : -1;
  }
}
