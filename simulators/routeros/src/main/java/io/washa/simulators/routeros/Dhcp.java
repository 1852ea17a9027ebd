package io.washa.simulators.routeros;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Devices that get their address from a DHCP server of the router. A static lease decides what a
 * device gets; without one the server's pool does. Callers hold the store's lock.
 */
final class Dhcp {
  private final Store store;
  private final Traffic traffic;
  private final SystemLog log;
  private final Pools pools;
  private final InstantSource clock;
  private final Map<Long, Traces> traces = new HashMap<>();

  Dhcp(Store store, Traffic traffic, SystemLog log, InstantSource clock) {
    this.store = store;
    this.traffic = traffic;
    this.log = log;
    this.clock = clock;
    pools = new Pools(store);
  }

  /** A device asks for an address; it keeps the one it has. */
  LanResult join(String mac, String hostName) {
    Row server =
        store.table(Paths.DHCP_SERVERS).rows().stream()
            .filter(row -> !row.value("disabled").equals("true"))
            .findFirst()
            .orElse(null);
    if (server == null) {
      return new LanResult.Refused("there is no DHCP server here");
    }
    Table leases = store.table(Paths.LEASES);
    Row lease =
        leases.having("mac-address", mac).stream()
            .filter(row -> !row.value("disabled").equals("true"))
            .filter(row -> fits(row.value("server"), server))
            .findFirst()
            .orElse(null);
    if (lease != null && lease.value("block-access").equals("true")) {
      return new LanResult.Refused("the lease blocks access");
    }
    if (lease != null && lease.value("status").equals("bound")) {
      return new LanResult.Bound(lease.value("active-address"), server.value("name"));
    }
    Pools.Lease address = address(lease, server);
    if (address == null) {
      log.write(
          "dhcp,error", server.value("name") + " offering lease failed: no address for " + mac);
      return new LanResult.Refused("no address left");
    }
    bind(lease, server, mac, hostName, address);
    return new LanResult.Bound(address.address(), server.value("name"));
  }

  private static boolean fits(String wanted, Row server) {
    return wanted.isEmpty() || wanted.equals("all") || wanted.equals(server.value("name"));
  }

  private Pools.@Nullable Lease address(@Nullable Row lease, Row server) {
    // A static lease for 0.0.0.0 takes what the server's pool gives (RouterOS manual).
    if (lease != null && !lease.value("address").equals("0.0.0.0")) {
      return pools.lease(lease.value("address"));
    }
    String pool = server.values().getOrDefault("address-pool", "static-only");
    return pool.equals("static-only") ? null : pools.lease(pool);
  }

  private void bind(
      @Nullable Row known, Row server, String mac, String hostName, Pools.Lease address) {
    Table leases = store.table(Paths.LEASES);
    Row lease = known;
    if (lease == null) {
      Map<String, String> values =
          Map.of("address", address.address(), "mac-address", mac, "server", server.value("name"));
      lease = store.insert(leases, Row.Kind.DYNAMIC, values, until(server));
    }
    lease =
        store.note(
            leases,
            lease,
            Map.of(
                "status",
                "bound",
                "active-address",
                address.address(),
                "active-mac-address",
                mac,
                "active-server",
                server.value("name"),
                "host-name",
                hostName));
    Traces brought = new Traces(store, traffic);
    brought.use(address.pool(), address.address(), "DHCP", mac);
    brought.list(server.value("address-lists"), address.address());
    bring(brought, lease);
    if (server.value("add-arp").equals("true")) {
      brought.add(
          "/ip/arp",
          Map.of(
              "address",
              address.address(),
              "mac-address",
              mac,
              "interface",
              server.value("interface")));
    }
    traces.put(lease.id(), brought);
    log.write(
        "dhcp,info",
        server.value("name") + " assigned " + address.address() + " for " + mac + " " + hostName);
  }

  private void bring(Traces brought, Row lease) {
    String address = lease.value("active-address");
    brought.list(lease.value("address-lists"), address);
    brought.queue(
        "dhcp-ds<" + lease.value("active-mac-address") + ">",
        address + "/32",
        lease.value("rate-limit"),
        lease);
  }

  private @Nullable Instant until(Row server) {
    String text = server.values().getOrDefault("lease-time", "30m");
    Duration time = RouterTime.parse(text);
    return time == null ? null : clock.instant().plus(time);
  }

  /** A client changed a lease: what a bound one brought follows at once. */
  void changed(Row lease) {
    Traces brought = traces.get(lease.id());
    if (brought != null) {
      brought.remove();
      if (!lease.value("disabled").equals("true")) {
        bring(brought, lease);
      }
    }
  }

  /** {@code make-static}: a dynamic lease becomes configuration; its device notices nothing. */
  void makeStatic(Row lease) {
    Table leases = store.table(Paths.LEASES);
    if (lease.kind() == Row.Kind.DYNAMIC) {
      Row fixed = new Row(lease.id(), Row.Kind.CONFIGURED, lease.values(), lease.since(), null);
      store.replace(leases, lease, fixed);
    }
  }

  /** A device is gone or its lease has run out; returns whether it was there. */
  boolean leave(String mac) {
    Table leases = store.table(Paths.LEASES);
    Row lease =
        leases.having("mac-address", mac).stream()
            .filter(row -> row.value("status").equals("bound"))
            .findFirst()
            .orElse(null);
    if (lease != null) {
      release(lease);
    }
    return lease != null;
  }

  /** Ends what a lease brought; a dynamic one goes, a static one waits. */
  void release(Row lease) {
    Table leases = store.table(Paths.LEASES);
    Traces brought = traces.remove(lease.id());
    if (brought != null) {
      brought.remove();
      log.write(
          "dhcp,info",
          lease.value("active-server")
              + " deassigned "
              + lease.value("active-address")
              + " for "
              + lease.value("active-mac-address"));
    }
    if (lease.kind() == Row.Kind.DYNAMIC) {
      store.delete(leases, lease);
    } else if (leases.get(lease.id()) != null) {
      store.note(leases, lease, Map.of("status", "waiting", "active-address", ""));
    }
  }

  /** What a lease brought into other tables, or null if it is not bound. */
  @Nullable Traces tracesOf(Row lease) {
    return traces.get(lease.id());
  }

  /** The power is gone: nobody holds an address any more. */
  void forgetAll() {
    traces.clear();
    Table leases = store.table(Paths.LEASES);
    for (Row lease : List.copyOf(leases.rows())) {
      if (lease.value("status").equals("bound")) {
        store.note(leases, lease, Map.of("status", "waiting", "active-address", ""));
      }
    }
  }
}
