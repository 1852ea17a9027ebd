package io.washa.simulators.routeros;

import static io.washa.simulators.routeros.HotspotMenus.ACTIVE;
import static io.washa.simulators.routeros.HotspotMenus.BINDINGS;
import static io.washa.simulators.routeros.HotspotMenus.COOKIES;
import static io.washa.simulators.routeros.HotspotMenus.HOSTS;
import static io.washa.simulators.routeros.HotspotMenus.SERVERS;
import static io.washa.simulators.routeros.HotspotMenus.SERVER_PROFILES;
import static io.washa.simulators.routeros.HotspotMenus.USERS;
import static io.washa.simulators.routeros.HotspotMenus.USER_PROFILES;

import java.time.Duration;
import java.time.Instant;
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
  static final long BYTES_IN_A_SECOND = 25_000;
  static final long BYTES_OUT_A_SECOND = 250_000;

  /** How a user is said to be for any device: its menu has no unset (schema, confidence M). */
  private static final String ANY_MAC = "00:00:00:00:00:00";

  private final InstantSource clock;
  private final Map<Long, Duration> usedBefore = new HashMap<>();
  private @Nullable Store installed;

  Hotspot(InstantSource clock) {
    this.clock = clock;
  }

  void install(Store store) {
    installed = store;
  }

  private Store store() {
    Store store = installed;
    if (store == null) {
      throw new IllegalStateException("The hotspot has no tables yet.");
    }
    return store;
  }

  /** A device joins the Wi-Fi with an address. A cookie of its MAC may log it in by itself. */
  WifiResult join(String mac, String ip) {
    if (installed == null) {
      return new WifiResult.NoHotspot();
    }
    Row server =
        store().table(SERVERS).rows().stream().filter(Hotspot::runs).findFirst().orElse(null);
    if (server == null) {
      return new WifiResult.NoHotspot();
    }
    Optional<Row> old = host("mac-address", mac);
    if (old.isPresent() && !old.get().value("address").equals(ip)) {
      leave(mac);
    }
    String type = binding(mac, ip);
    if (type.equals("blocked")) {
      return new WifiResult.Blocked();
    }
    if (old.isEmpty() || !old.get().value("address").equals(ip)) {
      store()
          .insert(
              store().table(HOSTS),
              Row.Kind.DYNAMIC,
              Map.of(
                  "mac-address", mac,
                  "address", ip,
                  "to-address", ip,
                  "server", server.value("name"),
                  "bypassed", String.valueOf(type.equals("bypassed"))),
              null);
    }
    if (type.equals("bypassed")) {
      return new WifiResult.Online("");
    }
    return active("mac-address", mac)
        .<WifiResult>map(session -> new WifiResult.Online(session.value("user")))
        .orElseGet(() -> byMacCookie(mac, server));
  }

  private WifiResult byMacCookie(String mac, Row server) {
    if (logsInBy(server, "mac-cookie")) {
      for (Row cookie : List.copyOf(store().table(COOKIES).rows())) {
        if (cookie.value("mac-cookie").equals("true") && cookie.value("mac-address").equals(mac)) {
          Optional<Row> user = user(cookie.value("user"));
          if (user.isPresent() && refusal(user.get(), mac).isEmpty()) {
            admit(user.get(), host("mac-address", mac).orElseThrow(), "mac-cookie");
            return new WifiResult.Online(user.get().value("name"));
          }
        }
      }
    }
    Row host = host("mac-address", mac).orElseThrow();
    return new WifiResult.Waiting(mac, host.value("address"), address(server));
  }

  /** What the router's own login page does with its form. Empty if the device is in. */
  Optional<String> submitForm(String mac, String name, String password) {
    Optional<Row> host = host("mac-address", mac);
    if (host.isEmpty()) {
      return Optional.of("there is no such device");
    }
    Optional<Row> user = user(name).filter(row -> row.value("password").equals(password));
    if (user.isEmpty()) {
      return Optional.of("invalid username or password");
    }
    Optional<String> refusal = refusal(user.get(), mac);
    if (refusal.isEmpty()) {
      admit(user.get(), host.get(), "http-chap");
      if (logsInBy(server(host.get()), "cookie")) {
        cookie(user.get(), mac, "false", Duration.ofDays(3));
      }
    }
    return refusal;
  }

  /** {@code /ip/hotspot/active/login}: lets a device in from the router's side. */
  Outcome login(Request request, VersionProfile version, boolean pretend) {
    String ip = request.attributes().getOrDefault("ip", "");
    String mac = request.attributes().getOrDefault("mac-address", "");
    Optional<Row> host = host("address", ip);
    if (host.isEmpty()) {
      return refused(version, "unknown host IP " + ip);
    }
    if (!mac.isEmpty() && !mac.equals(host.get().value("mac-address"))) {
      return refused(version, "wrong MAC provided");
    }
    Optional<Row> user =
        user(request.attributes().getOrDefault("user", ""))
            .filter(row ->
                row.value("password").equals(request.attributes().getOrDefault("password", "")));
    if (user.isEmpty()) {
      return refused(version, "invalid username or password");
    }
    Optional<String> refusal = refusal(user.get(), host.get().value("mac-address"));
    if (refusal.isPresent()) {
      return refused(version, refusal.get());
    }
    if (!pretend) {
      admit(user.get(), host.get(), "admin");
    }
    return Outcome.done();
  }

  private static Outcome refused(VersionProfile version, String reason) {
    return new Outcome.Refused(version.failure(reason));
  }

  /** Why a user does not get in, as errors.txt of the login pages words it. */
  private Optional<String> refusal(Row user, String mac) {
    String name = user.value("name");
    if (user.value("disabled").equals("true")) {
      return Optional.of("invalid username or password");
    }
    String bound = user.value("mac-address");
    if (!bound.isEmpty() && !bound.equals(ANY_MAC) && !bound.equals(mac)) {
      return Optional.of("user " + name + " is not allowed to log in from this MAC address");
    }
    if (hasUsedUp(user)) {
      return Optional.of("user " + name + " has reached uptime limit");
    }
    long others =
        store().table(ACTIVE).rows().stream()
            .filter(row -> row.value("user").equals(name))
            .filter(row -> !row.value("mac-address").equals(mac))
            .count();
    String shared = profile(user).value("shared-users");
    return !shared.equals("unlimited") && others >= (shared.isEmpty() ? 1 : Long.parseLong(shared))
        ? Optional.of("no more sessions are allowed for user " + name)
        : Optional.empty();
  }

  private void admit(Row user, Row host, String how) {
    String mac = host.value("mac-address");
    active("mac-address", mac).ifPresent(this::end);
    Table active = store().table(ACTIVE);
    // Ids of sessions are the address in hexadecimal (RouterOS, confidence H), so they return.
    store()
        .insertAs(
            active,
            Ipv4.range(host.value("address")).getFirst().first(),
            Map.of(
                "server", host.value("server"),
                "user", user.value("name"),
                "address", host.value("address"),
                "mac-address", mac,
                "login-by", how));
    store().note(store().table(HOSTS), host, Map.of("authorized", "true"));
    Row profile = profile(user);
    if (!profile.value("add-mac-cookie").equals("false") && logsInBy(server(host), "mac-cookie")) {
      String life = profile.value("mac-cookie-timeout");
      Duration lasting = life.isEmpty() ? null : RouterTime.parse(life);
      cookie(user, mac, "true", lasting == null ? Duration.ofDays(3) : lasting);
    }
  }

  private void cookie(Row user, String mac, String ofMac, Duration life) {
    Table cookies = store().table(COOKIES);
    for (Row old : List.copyOf(cookies.rows())) {
      if (old.value("mac-address").equals(mac)
          && old.values().getOrDefault("mac-cookie", "false").equals(ofMac)) {
        store().delete(cookies, old);
      }
    }
    store()
        .insert(
            cookies,
            Row.Kind.DYNAMIC,
            Map.of("user", user.value("name"), "mac-address", mac, "mac-cookie", ofMac),
            clock.instant().plus(life));
  }

  /** An administrator removes a session: its MAC cookie goes too, a browser's cookie stays. */
  void remove(Row session) {
    end(session);
    Table cookies = store().table(COOKIES);
    for (Row cookie : List.copyOf(cookies.rows())) {
      if (cookie.value("mac-cookie").equals("true")
          && cookie.value("mac-address").equals(session.value("mac-address"))) {
        store().delete(cookies, cookie);
      }
    }
  }

  /** Removes a host, and with it its session. */
  void removeHost(Row host) {
    active("mac-address", host.value("mac-address")).ifPresent(this::end);
    store().delete(store().table(HOSTS), host);
  }

  /** A device leaves the Wi-Fi; returns whether it was there. */
  boolean leave(String mac) {
    Optional<Row> host = host("mac-address", mac);
    host.ifPresent(this::removeHost);
    return host.isPresent();
  }

  private void end(Row session) {
    store().delete(store().table(ACTIVE), session);
    user(session.value("user"))
        .ifPresent(user ->
            usedBefore.merge(
                user.id(), Duration.between(session.since(), clock.instant()), Duration::plus));
    host("mac-address", session.value("mac-address"))
        .ifPresent(host -> store().note(store().table(HOSTS), host, Map.of("authorized", "false")));
  }

  /** Ends sessions whose user may not be online any longer, and forgets cookies that are over. */
  void expire() {
    if (installed == null) {
      return;
    }
    for (Row session : List.copyOf(store().table(ACTIVE).rows())) {
      if (user(session.value("user")).filter(this::hasUsedUp).isPresent()) {
        end(session);
      }
    }
    Instant now = clock.instant();
    Table cookies = store().table(COOKIES);
    for (Row cookie : List.copyOf(cookies.rows())) {
      Instant expires = cookie.expires();
      if (expires != null && !expires.isAfter(now)) {
        store().delete(cookies, cookie);
      }
    }
  }

  private boolean hasUsedUp(Row user) {
    Duration limit = limit(user);
    return limit != null && used(user).compareTo(limit) >= 0;
  }

  private static @Nullable Duration limit(Row user) {
    String text = user.value("limit-uptime");
    Duration limit = text.isEmpty() ? null : RouterTime.parse(text);
    return limit == null || limit.isZero() ? null : limit;
  }

  /** How long a user has been online in all its life; a limit is a total (RouterOS manual). */
  Duration used(Row user) {
    Duration sum = usedBefore.getOrDefault(user.id(), Duration.ZERO);
    Store store = installed;
    if (store == null) {
      return sum;
    }
    for (Row session : store.table(ACTIVE).rows()) {
      if (session.value("user").equals(user.value("name"))) {
        sum = sum.plus(Duration.between(session.since(), clock.instant()));
      }
    }
    return sum;
  }

  long bytesIn(Row user) {
    return used(user).toMillis() * BYTES_IN_A_SECOND / 1000;
  }

  long bytesOut(Row user) {
    return used(user).toMillis() * BYTES_OUT_A_SECOND / 1000;
  }

  /** How long a session may still go on, or null if nothing ends it. */
  @Nullable String left(Row session) {
    Optional<Row> user = user(session.value("user"));
    Duration limit = user.isEmpty() ? null : limit(user.get());
    return limit == null ? null : RouterTime.format(limit.minus(used(user.get())));
  }

  /** {@code reset-counters} of a user. */
  void resetCounters(Row user) {
    usedBefore.remove(user.id());
  }

  private Optional<Row> user(String name) {
    return store().table(USERS).rows().stream()
        .filter(row -> row.value("name").equals(name))
        .findFirst();
  }

  private Row profile(Row user) {
    Table profiles = store().table(USER_PROFILES);
    Row profile = profiles.byName(user.values().getOrDefault("profile", "default"));
    return profile == null ? profiles.rows().iterator().next() : profile;
  }

  private Row server(Row host) {
    Row server = store().table(SERVERS).byName(host.value("server"));
    return server == null ? host : server;
  }

  private static boolean runs(Row server) {
    return server.value("disabled").equals("false");
  }

  private boolean logsInBy(Row server, String way) {
    String ways = setting(server, "login-by", "cookie,http-chap");
    return List.of(ways.split(",", -1)).contains(way);
  }

  private String address(Row server) {
    return setting(server, "hotspot-address", "10.5.50.1");
  }

  private String setting(Row server, String name, String fallback) {
    Row profile =
        store().table(SERVER_PROFILES).byName(server.values().getOrDefault("profile", "default"));
    String value = profile == null ? "" : profile.value(name);
    return value.isEmpty() ? fallback : value;
  }

  /** The type of the first binding that fits (RouterOS manual). */
  private String binding(String mac, String ip) {
    for (Row row : store().table(BINDINGS).rows()) {
      boolean fits =
          (row.value("mac-address").isEmpty() || row.value("mac-address").equals(mac))
              && (row.value("address").isEmpty() || row.value("address").equals(ip));
      if (fits && !row.value("disabled").equals("true")) {
        return row.values().getOrDefault("type", "regular");
      }
    }
    return "regular";
  }

  private Optional<Row> host(String property, String value) {
    return find(HOSTS, property, value);
  }

  private Optional<Row> active(String property, String value) {
    return find(ACTIVE, property, value);
  }

  private Optional<Row> find(String menu, String property, String value) {
    if (installed == null) {
      return Optional.empty();
    }
    return store().table(menu).rows().stream()
        .filter(row -> row.value(property).equals(value))
        .findFirst();
  }
}
