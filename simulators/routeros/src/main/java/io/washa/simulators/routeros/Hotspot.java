package io.washa.simulators.routeros;

import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Devices on the hotspot's Wi-Fi: hosts, and those of them that are logged in. The tables decide
 * who is let in; once in, a device stays whatever happens to its user or profile, until it is
 * removed, leaves, or has used up what its user may (RouterOS manual). Callers hold the store's
 * lock.
 */
final class Hotspot {
  private static final String WRONG = "invalid username or password";

  private static final List<String> LIMITS =
      List.of("limit-uptime", "limit-bytes-in", "limit-bytes-out", "limit-bytes-total");

  /** What users have been online and sent in sessions that are over. */
  private record Used(Duration time, Traffic.Bytes bytes) {
    static final Used NOTHING = new Used(Duration.ZERO, Traffic.Bytes.NONE);

    Used plus(Used more) {
      return new Used(time.plus(more.time), bytes.plus(more.bytes));
    }
  }

  private final InstantSource clock;
  private final Traffic traffic;
  private final Map<Long, Used> usedBefore = new HashMap<>();
  private final Map<Long, Traces> traces = new HashMap<>();
  private @Nullable HotspotTables installed;
  private @Nullable SystemLog log;

  Hotspot(InstantSource clock, Traffic traffic) {
    this.clock = clock;
    this.traffic = traffic;
  }

  void install(Store store, SystemLog systemLog) {
    installed = new HotspotTables(store);
    log = systemLog;
  }

  private HotspotTables tables() {
    HotspotTables tables = installed;
    if (tables == null) {
      throw new IllegalStateException("The hotspot has no tables yet.");
    }
    return tables;
  }

  /** A device joins the Wi-Fi with an address. A cookie of its MAC may log it in by itself. */
  WifiResult join(String mac, String ip) {
    Row server = installed == null || !installed.areThere() ? null : installed.running();
    if (server == null) {
      return new WifiResult.NoHotspot();
    }
    Optional<Row> old = tables().host("mac-address", mac);
    if (old.isPresent() && !old.get().value("address").equals(ip)) {
      leave(mac);
    }
    String type = tables().binding(mac, ip);
    if (type.equals("blocked")) {
      return new WifiResult.Blocked();
    }
    if (old.isEmpty() || !old.get().value("address").equals(ip)) {
      Map<String, String> host =
          Map.of(
              "mac-address", mac,
              "address", ip,
              "to-address", ip,
              "server", server.value("name"),
              "bypassed", String.valueOf(type.equals("bypassed")));
      tables().store().insert(tables().table(Paths.HOSTS), Row.Kind.DYNAMIC, host, null);
    }
    if (type.equals("bypassed")) {
      return new WifiResult.Online("");
    }
    return tables()
        .active("mac-address", mac)
        .<WifiResult>map(session -> new WifiResult.Online(session.value("user")))
        .orElseGet(() -> byMacCookie(mac, server));
  }

  private WifiResult byMacCookie(String mac, Row server) {
    Row host = tables().host("mac-address", mac).orElseThrow();
    if (tables().logsInBy(server, "mac-cookie")) {
      for (Row cookie : tables().table(Paths.COOKIES).having("mac-address", mac)) {
        Optional<Row> user = tables().user(cookie.value("user"));
        if (cookie.value("mac-cookie").equals("true")
            && user.isPresent()
            && refusal(user.get(), mac).isEmpty()) {
          say(
              "hotspot,info,debug",
              user.get().value("name"),
              host,
              "trying to log in by mac-cookie");
          admit(user.get(), host, "mac-cookie");
          return new WifiResult.Online(user.get().value("name"));
        }
      }
    }
    return new WifiResult.Waiting(mac, host.value("address"), tables().address(server));
  }

  /** What the router's own login page does with its form. Empty if the device is in. */
  Optional<String> submitForm(String mac, String name, String password) {
    Optional<Row> host = tables().host("mac-address", mac);
    if (host.isEmpty()) {
      return Optional.of("there is no such device");
    }
    say("hotspot,info,debug", name, host.get(), "trying to log in by http-chap");
    Optional<Row> user = tables().user(name).filter(row -> row.value("password").equals(password));
    Optional<String> refusal = user.isEmpty() ? Optional.of(WRONG) : refusal(user.get(), mac);
    if (refusal.isPresent()) {
      say("hotspot,info,debug", name, host.get(), "login failed: " + refusal.get());
      return refusal;
    }
    admit(user.orElseThrow(), host.get(), "http-chap");
    if (tables().logsInBy(tables().server(host.get()), "cookie")) {
      cookie(user.get(), mac, "false", Duration.ofDays(3));
    }
    return refusal;
  }

  /** {@code /ip/hotspot/active/login}: lets a device in from the router's side. */
  Outcome login(Request request, VersionProfile version, boolean pretend) {
    String ip = request.attributes().getOrDefault("ip", "");
    String mac = request.attributes().getOrDefault("mac-address", "");
    String name = request.attributes().getOrDefault("user", "");
    Optional<Row> host = tables().host("address", ip);
    if (host.isEmpty()) {
      return refused(version, "unknown host IP " + ip);
    }
    if (!mac.isEmpty() && !mac.equals(host.get().value("mac-address"))) {
      return refused(version, "wrong MAC provided");
    }
    String password = request.attributes().getOrDefault("password", "");
    Optional<Row> user = tables().user(name).filter(row -> row.value("password").equals(password));
    Optional<String> refusal =
        user.isEmpty() ? Optional.of(WRONG) : refusal(user.get(), host.get().value("mac-address"));
    if (refusal.isPresent()) {
      say("hotspot,info,debug", name, host.get(), "login failed: " + refusal.get());
      return refused(version, refusal.get());
    }
    if (!pretend) {
      admit(user.orElseThrow(), host.get(), "admin");
    }
    return Outcome.done();
  }

  private static Outcome refused(VersionProfile version, String reason) {
    return new Outcome.Refused(version.failure(reason));
  }

  private void say(String topics, String user, Row host, String what) {
    SystemLog systemLog = log;
    if (systemLog != null) {
      systemLog.write(topics, user + " (" + host.value("address") + "): " + what);
    }
  }

  /** Why a user does not get in, as errors.txt of the login pages words it. */
  private Optional<String> refusal(Row user, String mac) {
    String name = user.value("name");
    if (user.value("disabled").equals("true")) {
      return Optional.of(WRONG);
    }
    String bound = user.value("mac-address");
    if (!bound.isEmpty() && !bound.equals(mac)) {
      return Optional.of("user " + name + " is not allowed to log in from this MAC address");
    }
    Optional<String> over = limitReached(user);
    if (over.isPresent()) {
      return over.map(limit -> "user " + name + " has reached " + limit + " limit");
    }
    long others =
        tables().table(Paths.HOTSPOT_ACTIVE).having("user", name).stream()
            .filter(row -> !row.value("mac-address").equals(mac))
            .count();
    String shared = tables().profile(user).value("shared-users");
    return !shared.equals("unlimited") && others >= (shared.isEmpty() ? 1 : Long.parseLong(shared))
        ? Optional.of("no more sessions are allowed for user " + name)
        : Optional.empty();
  }

  private void admit(Row user, Row host, String how) {
    String mac = host.value("mac-address");
    tables().active("mac-address", mac).ifPresent(old -> end(old, "user request"));
    Map<String, String> session =
        Map.of(
            "server", host.value("server"),
            "user", user.value("name"),
            "address", host.value("address"),
            "mac-address", mac,
            "login-by", how);
    // Ids of sessions are the address in hexadecimal (RouterOS, confidence H), so they return.
    long id = Ipv4.range(host.value("address")).getFirst().first();
    Store store = tables().store();
    store.insertAs(tables().table(Paths.HOTSPOT_ACTIVE), id, session);
    store.note(tables().table(Paths.HOSTS), host, Map.of("authorized", "true"));
    Row profile = tables().profile(user);
    Traces brought = new Traces(store, traffic);
    brought.list(profile.value("address-list"), host.value("address"));
    brought.queue(
        "<hotspot-" + user.value("name") + ">",
        host.value("address") + "/32",
        profile.value("rate-limit"),
        profile);
    traces.put(id, brought);
    boolean withCookie = !profile.value("add-mac-cookie").equals("false");
    if (withCookie && tables().logsInBy(tables().server(host), "mac-cookie")) {
      String life = profile.value("mac-cookie-timeout");
      Duration lasting = life.isEmpty() ? null : RouterTime.parse(life);
      cookie(user, mac, "true", lasting == null ? Duration.ofDays(3) : lasting);
    }
    say("hotspot,account,info,debug", user.value("name"), host, "logged in");
  }

  private void cookie(Row user, String mac, String ofMac, Duration life) {
    Table cookies = tables().table(Paths.COOKIES);
    for (Row old : cookies.having("mac-address", mac)) {
      if (old.values().getOrDefault("mac-cookie", "false").equals(ofMac)) {
        tables().store().delete(cookies, old);
      }
    }
    tables()
        .store()
        .insert(
            cookies,
            Row.Kind.DYNAMIC,
            Map.of("user", user.value("name"), "mac-address", mac, "mac-cookie", ofMac),
            clock.instant().plus(life));
  }

  /** An administrator removes a session: its MAC cookie goes too, a browser's cookie stays. */
  void remove(Row session) {
    end(session, "admin reset");
    Table cookies = tables().table(Paths.COOKIES);
    for (Row cookie : cookies.having("mac-address", session.value("mac-address"))) {
      if (cookie.value("mac-cookie").equals("true")) {
        tables().store().delete(cookies, cookie);
      }
    }
  }

  /** Removes a host, and with it its session. */
  void removeHost(Row host) {
    tables()
        .active("mac-address", host.value("mac-address"))
        .ifPresent(old -> end(old, "keepalive timeout"));
    tables().store().delete(tables().table(Paths.HOSTS), host);
  }

  /** A device leaves the Wi-Fi; returns whether it was there. */
  boolean leave(String mac) {
    if (installed == null) {
      return false;
    }
    Optional<Row> host = tables().host("mac-address", mac);
    host.ifPresent(this::removeHost);
    return host.isPresent();
  }

  private void end(Row session, String reason) {
    tables()
        .user(session.value("user"))
        .ifPresent(user -> usedBefore.merge(user.id(), inSession(session), Used::plus));
    tables().store().delete(tables().table(Paths.HOTSPOT_ACTIVE), session);
    traffic.forget(Paths.HOTSPOT_ACTIVE, session);
    Traces left = traces.remove(session.id());
    if (left != null) {
      left.remove();
    }
    say("hotspot,account,info,debug", session.value("user"), session, "logged out: " + reason);
    Table hosts = tables().table(Paths.HOSTS);
    tables()
        .host("mac-address", session.value("mac-address"))
        .ifPresent(host -> tables().store().note(hosts, host, Map.of("authorized", "false")));
  }

  /** Ends sessions whose user may not be online any longer. */
  void expire() {
    if (installed == null || !installed.areThere()) {
      return;
    }
    for (Row session : List.copyOf(tables().table(Paths.HOTSPOT_ACTIVE).rows())) {
      tables()
          .user(session.value("user"))
          .flatMap(this::limitReached)
          .ifPresent(limit -> end(session, limit + " limit reached"));
    }
  }

  /** Which of its limits a user has reached: uptime or traffic. */
  private Optional<String> limitReached(Row user) {
    if (LIMITS.stream().noneMatch(user.values()::containsKey)) {
      return Optional.empty();
    }
    Duration limit = uptimeLimit(user);
    if (limit != null && used(user).compareTo(limit) >= 0) {
      return Optional.of("uptime");
    }
    Traffic.Bytes bytes = bytes(user);
    boolean over =
        isReached(user.value("limit-bytes-in"), bytes.up())
            || isReached(user.value("limit-bytes-out"), bytes.down())
            || isReached(user.value("limit-bytes-total"), bytes.sum());
    return over ? Optional.of("traffic") : Optional.empty();
  }

  private static boolean isReached(String limit, long bytes) {
    return !limit.isEmpty() && !limit.equals("0") && bytes >= Long.parseLong(limit);
  }

  private static @Nullable Duration uptimeLimit(Row user) {
    String text = user.value("limit-uptime");
    Duration limit = text.isEmpty() ? null : RouterTime.parse(text);
    return limit == null || limit.isZero() ? null : limit;
  }

  private Used inSession(Row session) {
    return new Used(
        Duration.between(session.since(), clock.instant()),
        traffic.live(Paths.HOTSPOT_ACTIVE, session));
  }

  private Used total(Row user) {
    Used sum = usedBefore.getOrDefault(user.id(), Used.NOTHING);
    if (installed != null) {
      Table active = installed.table(Paths.HOTSPOT_ACTIVE);
      for (Row session : active.having("user", user.value("name"))) {
        sum = sum.plus(inSession(session));
      }
    }
    return sum;
  }

  /** How long a user has been online in all its life; a limit is a total (RouterOS manual). */
  Duration used(Row user) {
    return total(user).time();
  }

  /** What a user has sent and received in all its life. */
  Traffic.Bytes bytes(Row user) {
    return total(user).bytes();
  }

  /** How long a session may still go on, or null if nothing ends it. */
  @Nullable String left(Row session) {
    Optional<Row> user = tables().user(session.value("user"));
    Duration limit = user.isEmpty() ? null : uptimeLimit(user.get());
    return limit == null ? null : RouterTime.format(limit.minus(used(user.get())));
  }

  /** How many bytes a session may still move under a limit of its user, or null if any. */
  @Nullable String bytesLeft(Row session, String limit) {
    Row user = tables().user(session.value("user")).orElse(null);
    String text = user == null ? "" : user.value(limit);
    if (user == null || text.isEmpty() || text.equals("0")) {
      return null;
    }
    Traffic.Bytes bytes = usedBefore.getOrDefault(user.id(), Used.NOTHING).bytes();
    long used =
        switch (limit) {
          case "limit-bytes-in" -> bytes.up();
          case "limit-bytes-out" -> bytes.down();
          default -> bytes.sum();
        };
    return String.valueOf(Math.max(0, Long.parseLong(text) - used));
  }

  /** {@code reset-counters} of a user. */
  void resetCounters(Row user) {
    usedBefore.remove(user.id());
  }

  /** What a session brought into other tables, or null if it is none. */
  @Nullable Traces tracesOf(Row session) {
    return traces.get(session.id());
  }

  /** The power is gone and all sessions with it; what users have used up stays. */
  void forgetAll() {
    traces.clear();
  }
}
