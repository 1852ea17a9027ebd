package io.washa.simulators.routeros;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The far side of the router: what a subscriber's device gets when it opens a page, and what its
 * traffic counts. Callers hold the store's lock.
 */
final class Internet {
  private static final String WAN = "ether1";

  /**
   * A device that is online, or on the hotspot's Wi-Fi.
   *
   * @param traces what its session brought, or null
   * @param session the row of its session, or null
   * @param menu of that row
   */
  private record Station(
      String address,
      String mac,
      String in,
      boolean authorized,
      @Nullable Traces traces,
      @Nullable Row session,
      String menu) {}

  private final Context context;
  private final Effects effects;
  private final Names names;
  private final Firewall firewall;
  private final WalledGarden garden;

  Internet(Context context, Effects effects) {
    this.context = context;
    this.effects = effects;
    names = new Names(context.store());
    firewall = new Firewall(context.store(), names);
    garden = new WalledGarden(context.store(), names);
  }

  /** What the device with this address gets at a TCP port of a host. */
  Opened open(String address, String host, int port) {
    Station station = station(address);
    if (station == null) {
      return Opened.offline();
    }
    Packet packet =
        new Packet(
            address,
            station.mac(),
            host,
            names.address(host),
            "tcp",
            port,
            station.in(),
            "",
            "new",
            false,
            station.authorized());
    if (!station.authorized() && !garden.allows(packet)) {
      return port == 80
          ? new Opened("login-page", packet.destination(), port, "", "", false)
          : new Opened("rejected", packet.destination(), port, "", "", false);
    }
    return route(station, packet);
  }

  private Opened route(Station station, Packet asked) {
    Row translation = firewall.decide(Paths.NAT, "dstnat", asked);
    Packet packet = translated(translation, asked);
    boolean local = firewall.isLocal(packet.destination()) || isRedirect(translation);
    String chain = local ? "input" : "forward";
    Packet first = packet.leavingBy(local ? "" : WAN);
    Row rule = firewall.decide(Paths.FILTER, chain, first);
    Row then = firewall.decide(Paths.FILTER, chain, first.in("established"));
    Row refusing = isRefusal(rule) ? rule : isRefusal(then) ? then : null;
    String outcome =
        refusing != null
            ? refusing.value("action").equals("reject") ? "rejected" : "dropped"
            : packet.translated() ? "redirected" : "internet";
    boolean fasttracked =
        refusing == null && then != null && then.value("action").equals("fasttrack-connection");
    Row deciding = refusing != null ? refusing : packet.translated() ? translation : rule;
    return new Opened(
        outcome,
        packet.destination(),
        packet.port(),
        name(deciding),
        refusing != null || fasttracked || local ? "" : limit(station),
        fasttracked);
  }

  private static boolean isRedirect(@Nullable Row translation) {
    return translation != null && translation.value("action").equals("redirect");
  }

  private static boolean isRefusal(@Nullable Row rule) {
    return rule != null && List.of("drop", "reject", "tarpit").contains(rule.value("action"));
  }

  private static String name(@Nullable Row rule) {
    if (rule == null) {
      return "";
    }
    String comment = Octets.toText(rule.value("comment"));
    return comment.isEmpty() ? rule.printedId() : comment;
  }

  private Packet translated(@Nullable Row rule, Packet packet) {
    if (rule == null) {
      return packet;
    }
    String ports = rule.value("to-ports");
    int port = ports.isEmpty() ? packet.port() : Integer.parseInt(ports.split("-", -1)[0]);
    return switch (rule.value("action")) {
      case "redirect" -> packet.to(routerAddress(), port, "");
      case "dst-nat", "netmap" -> {
        String to = rule.value("to-addresses");
        yield packet.to(to.isEmpty() ? packet.destination() : to.split("[-/]", -1)[0], port, "");
      }
      default -> packet;
    };
  }

  private String routerAddress() {
    return context.store().table("/ip/address").rows().stream()
        .map(row -> row.value("address"))
        .map(address -> address.substring(0, address.indexOf('/')))
        .findFirst()
        .orElse("127.0.0.1");
  }

  /** The limit of the first queue that holds the station (RouterOS manual). */
  private String limit(Station station) {
    Row queue = queue(station);
    return queue == null ? "" : queue.values().getOrDefault("max-limit", "0/0");
  }

  private @Nullable Row queue(Station station) {
    for (Row queue : context.store().table(Paths.QUEUES).rows()) {
      for (String target : queue.value("target").split(",", -1)) {
        boolean holds = target.equals(station.in()) || Ipv4.contains(target, station.address());
        if (holds && !queue.value("disabled").equals("true")) {
          return queue;
        }
      }
    }
    return null;
  }

  /** Lets a device move bytes; false if it is offline or does not get through. */
  boolean pass(String address, Traffic.Bytes bytes) {
    Station station = station(address);
    Opened way = open(address, "198.18.0.1", 443);
    if (station == null || !way.outcome().equals("internet")) {
      return false;
    }
    Traffic traffic = context.traffic();
    if (station.session() != null) {
      traffic.pass(station.menu(), station.session(), bytes);
    }
    if (station.traces() != null) {
      station.traces().pass(bytes);
    }
    Row counters = effects.fasttrackCounters();
    Row queue = queue(station);
    if (way.fasttracked() && counters != null) {
      traffic.pass(Paths.FILTER, counters, bytes);
    } else if (queue != null) {
      traffic.pass(Paths.QUEUES, queue, bytes);
    }
    Row wan = context.store().table(Paths.INTERFACES).byName(WAN);
    if (wan != null) {
      traffic.pass(Paths.INTERFACES, wan, new Traffic.Bytes(bytes.down(), bytes.up()));
    }
    return true;
  }

  private @Nullable Station station(String address) {
    Store store = context.store();
    Row session = store.table(Paths.PPP_ACTIVE).first("address", address);
    if (session != null) {
      String in = pppoeInterface(session);
      Traces traces = context.sessions().tracesOf(session);
      return new Station(address, "", in, true, traces, session, Paths.PPP_ACTIVE);
    }
    Row host = store.has(Paths.HOSTS) ? store.table(Paths.HOSTS).first("address", address) : null;
    if (host != null) {
      return onWifi(host);
    }
    Row lease = store.table(Paths.LEASES).first("active-address", address);
    if (lease != null) {
      Row server = store.table(Paths.DHCP_SERVERS).byName(lease.value("active-server"));
      String in = server == null ? "" : server.value("interface");
      Traces traces = context.dhcp().tracesOf(lease);
      return new Station(
          address, lease.value("active-mac-address"), in, true, traces, null, Paths.LEASES);
    }
    return onNetwork(address);
  }

  private String pppoeInterface(Row session) {
    return Optional.ofNullable(
            context.store().table(Paths.PPPOE_SESSIONS).first("user", session.value("name")))
        .map(row -> row.value("name"))
        .orElse("");
  }

  private Station onWifi(Row host) {
    Store store = context.store();
    Row server = store.table(Paths.HOTSPOTS).byName(host.value("server"));
    Row session = store.table(Paths.HOTSPOT_ACTIVE).first("mac-address", host.value("mac-address"));
    return new Station(
        host.value("address"),
        host.value("mac-address"),
        server == null ? "" : server.value("interface"),
        session != null || host.value("bypassed").equals("true"),
        session == null ? null : context.hotspot().tracesOf(session),
        session,
        Paths.HOTSPOT_ACTIVE);
  }

  /** A device with a fixed address in a network of the router's own. */
  private @Nullable Station onNetwork(String address) {
    for (Row row : context.store().table("/ip/address").rows()) {
      String own = row.value("address");
      boolean itself = own.startsWith(address + "/");
      if (Ipv4.contains(own, address) && !itself && !own.endsWith("/32")) {
        return new Station(address, "", row.value("interface"), true, null, null, "");
      }
    }
    return null;
  }
}
