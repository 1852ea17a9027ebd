package io.washa.simulators.routeros;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Subscribers that are online over PPPoE. The tables decide who gets in; once in, a session lives
 * on whatever happens to its secret or profile, until it is removed, hangs up or the power fails.
 * Callers hold the store's lock.
 */
final class LiveSessions {
  /** What a session brought into other tables. */
  private record Traces(String caller, List<Entry> entries) {}

  private record Entry(Table table, long id) {}

  private final Store store;
  private final Device device;
  private final Map<Long, Traces> traces = new HashMap<>();
  private long serial;

  LiveSessions(Store store, Device device) {
    this.store = store;
    this.device = device;
  }

  /** Lets a subscriber in if the tables say so; a caller id of null makes one up. */
  DialResult dial(String user, String password, @Nullable String callerId) {
    Row secret = store.table("/ppp/secret").byName(user);
    if (secret == null || !secret.value("password").equals(password)) {
      return refused(secret == null ? "no such secret" : "wrong password");
    }
    if (secret.value("disabled").equals("true")) {
      return refused("secret is disabled");
    }
    String service = secret.values().getOrDefault("service", "any");
    if (!service.equals("any") && !service.equals("pppoe")) {
      return refused("secret is not for pppoe");
    }
    String caller = callerId == null ? madeUpMac() : callerId;
    String bound = secret.value("caller-id");
    if (!bound.isEmpty() && !bound.equals(caller)) {
      return refused("caller-id does not match");
    }
    Row profile =
        store.table("/ppp/profile").byName(secret.values().getOrDefault("profile", "default"));
    if (profile == null) {
      return refused("profile does not exist");
    }
    if (isOnlyOne(profile) && store.table("/ppp/active").hasName(user)) {
      return refused("user is already active");
    }
    String source = secret.value("remote-address");
    source = source.isEmpty() ? profile.value("remote-address") : source;
    Lease lease = lease(source);
    return lease == null
        ? refused(source.isEmpty() ? "no remote address" : "no address left in " + source)
        : admit(user, caller, profile, lease);
  }

  private boolean isOnlyOne(Row profile) {
    String onlyOne = profile.value("only-one");
    if (onlyOne.isEmpty() || onlyOne.equals("default")) {
      Row standard = store.table("/ppp/profile").byName("default");
      onlyOne = standard == null ? "" : standard.value("only-one");
    }
    return onlyOne.equals("yes");
  }

  private record Lease(String address, String pool) {}

  private @Nullable Lease lease(String source) {
    if (Ipv4.isAddress(source)) {
      return new Lease(source, "");
    }
    Set<String> taken = new HashSet<>();
    store.table("/ip/pool/used").rows().forEach(row -> taken.add(row.value("address")));
    Set<String> tried = new HashSet<>();
    String name = source;
    while (tried.add(name)) {
      Row pool = store.table("/ip/pool").byName(name);
      if (pool == null) {
        return null;
      }
      String free = firstFree(pool, taken);
      if (free != null) {
        return new Lease(free, name);
      }
      name = pool.value("next-pool");
    }
    return null;
  }

  private static @Nullable String firstFree(Row pool, Set<String> taken) {
    for (Ipv4.Range range : Ipv4.ranges(pool.value("ranges"))) {
      for (long address = range.first(); address <= range.last(); address++) {
        String text = Ipv4.format(address);
        if (!taken.contains(text)) {
          return text;
        }
      }
    }
    return null;
  }

  private DialResult admit(String user, String caller, Row profile, Lease lease) {
    serial++;
    Table active = store.table("/ppp/active");
    Row session =
        store.insert(
            active,
            Row.Kind.DYNAMIC,
            Map.of(
                "name",
                user,
                "service",
                "pppoe",
                "caller-id",
                caller,
                "address",
                lease.address(),
                "session-id",
                String.format(Locale.ROOT, "0x%08x", 0x81000000L + serial)),
            null);
    List<Entry> entries = new ArrayList<>();
    if (!lease.pool().isEmpty()) {
      entries.add(
          insert(
              "/ip/pool/used",
              Map.of(
                  "pool", lease.pool(), "address", lease.address(), "owner", "PPP", "info", user)));
    }
    entries.add(insert("/interface", Map.of("name", interfaceName(user), "type", "pppoe-in")));
    String list = profile.value("address-list");
    if (!list.isEmpty()) {
      entries.add(
          insert("/ip/firewall/address-list", Map.of("list", list, "address", lease.address())));
    }
    traces.put(session.id(), new Traces(caller, entries));
    return new DialResult.Accepted(
        lease.address(), session.printedId(), Octets.toText(profile.value("rate-limit")));
  }

  private String interfaceName(String user) {
    String name = "<pppoe-" + user + ">";
    for (int i = 1; store.table("/interface").hasName(name); i++) {
      name = "<pppoe-" + user + "-" + i + ">";
    }
    return name;
  }

  private Entry insert(String path, Map<String, String> values) {
    Table table = store.table(path);
    return new Entry(table, store.insert(table, Row.Kind.DYNAMIC, values, null).id());
  }

  private String madeUpMac() {
    return String.format(
        Locale.ROOT, "02:00:00:00:%02X:%02X", ((serial + 1) >> 8) & 255, (serial + 1) & 255);
  }

  /** Ends every session of a user and returns how many there were. */
  int hangUp(String user) {
    List<Row> sessions =
        store.table("/ppp/active").rows().stream()
            .filter(row -> row.value("name").equals(user))
            .toList();
    sessions.forEach(row -> end(row, "peer-request"));
    return sessions.size();
  }

  /** Ends one session for a reason as {@code last-disconnect-reason} prints it. */
  void end(Row session, String reason) {
    store.delete(store.table("/ppp/active"), session);
    Traces left = traces.remove(session.id());
    String caller = left == null ? "" : left.caller();
    if (left != null) {
      for (Entry entry : left.entries()) {
        Row row = entry.table().get(entry.id());
        if (row != null) {
          store.delete(entry.table(), row);
        }
      }
    }
    Table secrets = store.table("/ppp/secret");
    Row secret = secrets.byName(session.value("name"));
    if (secret != null) {
      store.note(
          secrets,
          secret,
          Map.of(
              "last-logged-out", device.version().date(device.now()),
              "last-caller-id", caller,
              "last-disconnect-reason", reason));
    }
  }

  /** The power is gone and all sessions with it. */
  void forgetAll() {
    traces.clear();
  }

  private static DialResult refused(String reason) {
    return new DialResult.Refused(reason);
  }
}
