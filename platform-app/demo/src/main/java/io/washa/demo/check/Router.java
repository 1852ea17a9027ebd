package io.washa.demo.check;

import java.util.Map;
import tools.jackson.databind.JsonNode;

/** A simulated router: its power, its faults, and what its own tables say. */
record Router(String control) {

  static Router at(int port) {
    return new Router("http://127.0.0.1:" + port + "/control");
  }

  boolean letsIn(String user, String password) {
    return Http.post(control + "/dial", Map.of("user", user, "password", password))
        .get("accepted")
        .asBoolean();
  }

  boolean hasSessionOf(String user) {
    return Http.get(control + "/state")
        .get("/ppp/active")
        .valueStream()
        .map(row -> row.get("name"))
        .anyMatch(name -> name != null && name.asString().equals(user));
  }

  /** A device joins the Wi-Fi; whether it has internet at once. */
  boolean joins(String mac, String ip) {
    return Http.post(control + "/dial", Map.of("mac", mac, "ip", ip)).get("online").asBoolean();
  }

  void leaves(String mac) {
    Http.post(control + "/leave", Map.of("mac", mac));
  }

  /** Whether a device is in a table of the hotspot's, as {@code active} or {@code cookie}. */
  boolean hotspotKnows(String table, String mac) {
    return state()
        .path("/ip/hotspot/" + table)
        .valueStream()
        .anyMatch(row -> row.path("mac-address").asString("").equals(mac));
  }

  void power(boolean on) {
    Http.post(control + "/power", Map.of("on", on));
  }

  void ignoresWrites(boolean ignores) {
    Http.post(control + "/faults", ignores ? Map.of("ignore-writes", true) : Map.of());
  }

  JsonNode state() {
    return Http.get(control + "/state");
  }
}
