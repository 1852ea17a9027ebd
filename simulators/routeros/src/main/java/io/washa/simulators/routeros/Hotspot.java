package io.washa.simulators.routeros;

import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Devices on the hotspot's Wi-Fi: hosts, and those of them that are logged in. The tables decide
 * who is let in; once in, a device stays whatever happens to its user or profile, until it is
 * removed, leaves, or has used up what its user may (RouterOS manual). Callers hold the store's
 * lock.
 */
final class Hotspot {
  private static final String WRONG = "invalid username or password";

  /** How a user is said to be for any device: its menu has no unset (schema, confidence M). */
  private static final String ANY_MAC = "00:00:00:00:00:00";

  private final InstantSource clock;
  private final Traffic traffic;
  private final HotspotUsage usage;
  private final Map<Long, Traces> traces = new HashMap<>();
  private final Map<String, HotspotChap> pages = new HashMap<>();
  private @Nullable HotspotTables installed;
  private @Nullable SystemLog log;

  Hotspot(InstantSource clock, Traffic traffic) {
    this.clock = clock;
    this.traffic = traffic;
    usage = new HotspotUsage(clock, traffic);
  }

  void install(Store store, SystemLog systemLog) {
    installed = new HotspotTables(store);
    usage.install(installed);
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

  /** A device opens the login page; empty if there is no such device. */
  Optional<HotspotChap> openLoginPage(String mac) {
    Optional<HotspotChap> page =
        installed == null
            ? Optional.empty()
            : tables().host("mac-address", mac).map(host -> HotspotChap.fresh());
    page.ifPresent(view -> pages.put(mac, view));
    return page;
  }

  /** The same as {@link #submitForm} with what the page's script made of the password. */
  Optional<String> submitResponse(String mac, String name, String response) {
    HotspotChap page = pages.remove(mac);
    if (page == null) {
      return Optional.of(
          "web browser did not send challenge response (try again, enable JavaScript)");
    }
    return submit(mac, name, user -> page.response(user.value("password")).equals(response));
  }

  /** What the router's own login page does with its form. Empty if the device is in. */
  Optional<String> submitForm(String mac, String name, String password) {
    return submit(mac, name, user -> user.value("password").equals(password));
  }

  private Optional<String> submit(String mac, String name, Predicate<Row> proof) {
    Optional<Row> host = tables().host("mac-address", mac);
    if (host.isEmpty()) {
      return Optional.of("there is no such device");
    }
    say("hotspot,info,debug", name, host.get(), "trying to log in by http-chap");
    Optional<Row> user = tables().user(name).filter(proof);
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
    if (!bound.isEmpty() && !bound.equals(ANY_MAC) && !bound.equals(mac)) {
      return Optional.of("user " + name + " is not allowed to log in from this MAC address");
    }
    Optional<String> over = usage.limitReached(user);
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
    tables().user(session.value("user")).ifPresent(user -> usage.ended(user, session));
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
          .flatMap(usage::limitReached)
          .ifPresent(limit -> end(session, limit + " limit reached"));
    }
  }

  /** What users have used up. */
  HotspotUsage usage() {
    return usage;
  }

  /** What a session brought into other tables, or null if it is none. */
  @Nullable Traces tracesOf(Row session) {
    return traces.get(session.id());
  }

  /** The power is gone and all sessions with it; what users have used up stays. */
  void forgetAll() {
    traces.clear();
    pages.clear();
  }
}
