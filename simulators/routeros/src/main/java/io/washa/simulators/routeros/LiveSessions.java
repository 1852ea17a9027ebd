package io.washa.simulators.routeros;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Subscribers that are online over PPPoE. The tables decide who gets in; once in, a session lives
 * on whatever happens to its secret or profile, until it is removed, hangs up or the power fails.
 * Callers hold the store's lock.
 *
 * <p>Log lines are worded as routers word them: the log does not tell a wrong name from a wrong
 * password or a foreign MAC address, but the line before names the MAC address (M).
 */
final class LiveSessions {
  private static final String INFO = "pppoe,ppp,info";

  private final Store store;
  private final Device device;
  private final Traffic traffic;
  private final SystemLog log;
  private final Pools pools;
  private final Map<Long, Traces> traces = new HashMap<>();
  private long serial;

  LiveSessions(Store store, Device device, Traffic traffic, SystemLog log) {
    this.store = store;
    this.device = device;
    this.traffic = traffic;
    this.log = log;
    pools = new Pools(store);
  }

  /** Lets a subscriber in if the tables say so; a caller id of null makes one up. */
  DialResult dial(String user, String password, @Nullable String callerId) {
    serial++;
    String caller = callerId == null ? madeUpMac() : callerId;
    log.write("pppoe,info", "PPPoE connection established from " + caller);
    Row secret = store.table(Paths.SECRETS).byName(user);
    String wrong = wrong(secret, password, caller);
    if (secret == null || wrong != null) {
      return refused(user, "authentication failed", wrong == null ? "no such secret" : wrong);
    }
    Row profile =
        store.table(Paths.PPP_PROFILES).byName(secret.values().getOrDefault("profile", "default"));
    if (profile == null) {
      return refused(user, "authentication failed", "profile does not exist");
    }
    if (isOnlyOne(profile) && store.table(Paths.PPP_ACTIVE).hasName(user)) {
      return refused(user, "is already active", "user is already active");
    }
    String source = secret.value("remote-address");
    source = source.isEmpty() ? profile.value("remote-address") : source;
    Pools.Lease lease = pools.lease(source);
    if (lease == null) {
      log.write(INFO, "<pppoe-" + user + ">: could not determine remote address, using nothing");
      return new DialResult.Refused(
          source.isEmpty() ? "no remote address" : "no address left in " + source);
    }
    return admit(user, caller, profile, lease);
  }

  private static @Nullable String wrong(@Nullable Row secret, String password, String caller) {
    if (secret == null || !secret.value("password").equals(password)) {
      return secret == null ? "no such secret" : "wrong password";
    }
    if (secret.value("disabled").equals("true")) {
      return "secret is disabled";
    }
    String service = secret.values().getOrDefault("service", "any");
    if (!service.equals("any") && !service.equals("pppoe")) {
      return "secret is not for pppoe";
    }
    String bound = secret.value("caller-id");
    return bound.isEmpty() || bound.equals(caller) ? null : "caller-id does not match";
  }

  /** Refuses in the router's words, which the log keeps, and in plain ones for the control. */
  private DialResult refused(String user, String logged, String reason) {
    String session = String.format(Locale.ROOT, "<%04x>", serial & 0xFFFF);
    log.write("pppoe,ppp,error", session + ": user " + user + " " + logged);
    return new DialResult.Refused(reason);
  }

  private boolean isOnlyOne(Row profile) {
    String onlyOne = profile.value("only-one");
    if (onlyOne.isEmpty() || onlyOne.equals("default")) {
      Row standard = store.table(Paths.PPP_PROFILES).byName("default");
      onlyOne = standard == null ? "" : standard.value("only-one");
    }
    return onlyOne.equals("yes");
  }

  private DialResult admit(String user, String caller, Row profile, Pools.Lease lease) {
    String name = interfaceName(user);
    Row session =
        store.insert(
            store.table(Paths.PPP_ACTIVE),
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
    log.write(INFO + ",account", user + " logged in, " + lease.address() + " from " + caller);
    log.write(INFO, name + ": authenticated");
    traces.put(session.id(), bring(user, caller, profile, lease, name));
    log.write(INFO, name + ": connected");
    return new DialResult.Accepted(
        lease.address(), session.printedId(), Octets.toText(profile.value("rate-limit")));
  }

  private Traces bring(
      String user, String caller, Row profile, Pools.Lease lease, String interfaceName) {
    Traces brought = new Traces(store, traffic);
    brought.use(lease.pool(), lease.address(), "PPP", user);
    brought.add(Paths.INTERFACES, Map.of("name", interfaceName, "type", "pppoe-in", "mtu", "1480"));
    brought.add(
        Paths.PPPOE_SESSIONS,
        Map.of("name", interfaceName, "user", user, "service", "", "remote-address", caller));
    String interfaces = profile.value("interface-list");
    if (!interfaces.isEmpty()) {
      brought.add(Paths.LIST_MEMBERS, Map.of("list", interfaces, "interface", interfaceName));
    }
    brought.list(profile.value("address-list"), lease.address());
    brought.queue("<pppoe-" + user + ">", interfaceName, profile.value("rate-limit"), profile);
    return brought;
  }

  private String interfaceName(String user) {
    String name = "<pppoe-" + user + ">";
    for (int i = 1; store.table(Paths.INTERFACES).hasName(name); i++) {
      name = "<pppoe-" + user + "-" + i + ">";
    }
    return name;
  }

  private String madeUpMac() {
    return String.format(Locale.ROOT, "02:00:00:00:%02X:%02X", (serial >> 8) & 255, serial & 255);
  }

  /** Ends every session of a user and returns how many there were. */
  int hangUp(String user) {
    List<Row> sessions = store.table(Paths.PPP_ACTIVE).having("name", user);
    sessions.forEach(row -> end(row, "peer-request"));
    return sessions.size();
  }

  /** Ends one session for a reason as {@code last-disconnect-reason} prints it. */
  void end(Row session, String reason) {
    String user = session.value("name");
    String caller = session.value("caller-id");
    String account = used(session);
    traffic.forget(Paths.PPP_ACTIVE, session);
    store.delete(store.table(Paths.PPP_ACTIVE), session);
    Traces left = traces.remove(session.id());
    if (left != null) {
      left.remove();
    }
    String why = reason.equals("peer-request") ? "hungup" : "administrator request";
    log.write(INFO, "<pppoe-" + user + ">: terminating... - " + why);
    log.write(INFO + ",account", user + " logged out, " + account + " from " + caller);
    log.write(INFO, "<pppoe-" + user + ">: disconnected");
    Table secrets = store.table(Paths.SECRETS);
    Row secret = secrets.byName(user);
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

  /** Seconds, bytes and packets of a session, upload first, as the log ends with them. */
  private String used(Row session) {
    Traffic.Bytes bytes = traffic.live(Paths.PPP_ACTIVE, session);
    return String.join(
        " ",
        String.valueOf(device.secondsSince(session)),
        String.valueOf(bytes.up()),
        String.valueOf(bytes.down()),
        String.valueOf(bytes.upPackets()),
        String.valueOf(bytes.downPackets()));
  }

  /** What a session brought into other tables, or null if it is none. */
  @Nullable Traces tracesOf(Row session) {
    return traces.get(session.id());
  }

  /** The power is gone and all sessions with it. */
  void forgetAll() {
    traces.clear();
  }
}
