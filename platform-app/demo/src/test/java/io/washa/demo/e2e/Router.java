package io.washa.demo.e2e;

import io.washa.demo.RunningTown;
import java.io.IOException;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** One of the town's routers, seen from the subscribers' side of it. */
final class Router {
  private final String control;

  Router(int number) {
    this.control = "http://127.0.0.1:" + RunningTown.get().routerControlPort(number) + "/control/";
  }

  /** Whether a home router could sign in now with this name and the password it was given. */
  boolean letsIn(String username) throws IOException, InterruptedException {
    for (JsonNode secret : Json.get(control + "state").path("/ppp/secret")) {
      if (secret.path("name").asString().equals(username)) {
        return dials(username, secret.path("password").asString());
      }
    }
    return false;
  }

  private boolean dials(String username, String password) throws IOException, InterruptedException {
    boolean accepted =
        Json.post(control + "dial", Map.of("user", username, "password", password))
            .path("accepted")
            .asBoolean();
    if (accepted) {
      Json.post(control + "hangup", Map.of("user", username));
    }
    return accepted;
  }

  /** A device joins the hotspot's Wi-Fi; whether it has internet at once. */
  boolean joins(String mac, String ip) throws IOException, InterruptedException {
    return Json.post(control + "dial", Map.of("mac", mac, "ip", ip)).path("online").asBoolean();
  }

  /** Whether a device of the hotspot's is logged in. */
  boolean isOnline(String mac) throws IOException, InterruptedException {
    for (JsonNode session : Json.get(control + "state").path("/ip/hotspot/active")) {
      if (session.path("mac-address").asString().equals(mac)) {
        return true;
      }
    }
    return false;
  }

  /** Writes are answered as if done, and nothing is kept; or all is well again. */
  void ignoreWrites(boolean ignore) throws IOException, InterruptedException {
    Json.post(control + "faults", Map.of("ignore-writes", ignore));
  }
}
