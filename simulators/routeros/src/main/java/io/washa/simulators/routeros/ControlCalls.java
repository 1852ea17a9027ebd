package io.washa.simulators.routeros;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What each call of the control interface does. */
final class ControlCalls {
  private final RouterOsSimulator router;

  ControlCalls(RouterOsSimulator router) {
    this.router = router;
  }

  /** The answer to a call as JSON shows it, or null if there is no such call. */
  @Nullable Object answer(String call, JsonNode body) {
    return switch (call) {
      case "GET /control/state" -> state();
      case "POST /control/power" -> {
        router.power(required(body, "on").asBoolean());
        yield Map.of("power", router.state().power());
      }
      case "POST /control/faults" -> {
        router.faults(ControlFaults.read(body));
        yield ControlFaults.write(router.state().faults());
      }
      case "POST /control/dial" -> body.has("mac") ? join(body) : dial(body);
      case "POST /control/leave" -> Map.of("left", router.leave(required(body, "mac").asString()));
      case "POST /control/login" -> login(body);
      case "POST /control/hangup" ->
          Map.of("ended", router.hangUp(required(body, "user").asString()));
      case "GET /control/counters" -> router.counters();
      case "POST /control/counters/reset" -> {
        router.resetCounters();
        yield router.counters();
      }
      default -> more(call, body);
    };
  }

  private @Nullable Object more(String call, JsonNode body) {
    return switch (call) {
      case "GET /control/certificate" ->
          Map.of("port", router.apiSslPort(), "sha256", router.certificateSha256());
      case "POST /control/login-page" ->
          router
              .openLoginPage(text(body, "mac"))
              .map(page -> Map.of("chap-id", page.chapId(), "chap-challenge", page.chapChallenge()))
              .orElseThrow(() -> new IllegalArgumentException("there is no such device"));
      case "POST /control/lease" -> lease(body);
      case "POST /control/release" -> Map.of("released", router.releaseLease(text(body, "mac")));
      case "POST /control/open" ->
          router.open(text(body, "address"), text(body, "host"), body.path("port").asInt(80));
      case "POST /control/traffic" ->
          Map.of(
              "passed",
              router.pass(
                  text(body, "address"), body.path("up").asLong(0), body.path("down").asLong(0)));
      case "POST /control/factory-reset" -> {
        router.factoryReset(body.path("keep-users").asBoolean(false));
        yield Map.of("reset", true);
      }
      case "POST /control/backup" -> {
        router.saveBackup(text(body, "name"));
        yield Map.of("saved", true);
      }
      case "POST /control/restore" -> {
        router.restoreBackup(text(body, "name"));
        yield Map.of("restored", true);
      }
      case "POST /control/replace" -> {
        router.replace(text(body, "serial"));
        yield Map.of("replaced", true);
      }
      case "POST /control/answer" -> {
        router.answerNext(scripted(body));
        yield Map.of("queued", true);
      }
      case "POST /control/button" -> Map.of("confirmed", router.pressButton());
      case "POST /control/clock" -> {
        router.loseClock(required(body, "lost").asBoolean());
        yield Map.of("lost", body.get("lost").asBoolean());
      }
      default -> null;
    };
  }

  private static ScriptedAnswer scripted(JsonNode body) {
    List<List<String>> sentences = new ArrayList<>();
    for (JsonNode sentence : required(body, "sentences")) {
      sentences.add(sentence.valueStream().map(JsonNode::asString).toList());
    }
    return new ScriptedAnswer(sentences, body.path("eof").asBoolean(false));
  }

  private static String text(JsonNode body, String name) {
    return required(body, name).asString();
  }

  /** A device without login asks for an address. */
  private Map<String, Object> lease(JsonNode body) {
    return switch (router.requestLease(text(body, "mac"), body.path("host-name").asString(""))) {
      case LanResult.Bound(String address, String server) ->
          Map.of("bound", true, "address", address, "server", server);
      case LanResult.Refused(String reason) -> Map.of("bound", false, "reason", reason);
    };
  }

  private Map<String, Object> state() {
    RouterState state = router.state();
    Map<String, Object> all = new LinkedHashMap<>(state.tables());
    all.put("power", state.power());
    all.put("faults", ControlFaults.write(state.faults()));
    return all;
  }

  private Map<String, Object> dial(JsonNode body) {
    DialResult result =
        router.dial(
            required(body, "user").asString(),
            required(body, "password").asString(),
            body.has("caller-id") ? body.get("caller-id").asString() : null);
    Map<String, Object> answer = new LinkedHashMap<>();
    switch (result) {
      case DialResult.Accepted(String address, String session, String rateLimit) -> {
        answer.put("accepted", true);
        answer.put("address", address);
        answer.put("session", session);
        answer.put("rateLimit", rateLimit);
      }
      case DialResult.Refused(String reason) -> {
        answer.put("accepted", false);
        answer.put("reason", reason);
      }
    }
    return answer;
  }

  /** A device joins the Wi-Fi; if it has to log in, what the login page would know of it. */
  private Map<String, Object> join(JsonNode body) {
    WifiResult result =
        router.join(required(body, "mac").asString(), required(body, "ip").asString());
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("online", result instanceof WifiResult.Online);
    switch (result) {
      case WifiResult.Online(String user) -> answer.put("user", user);
      case WifiResult.Waiting waiting -> {
        answer.put("mac", waiting.mac());
        answer.put("ip", waiting.ip());
        answer.put("link-login-only", waiting.linkLoginOnly());
        answer.put("link-orig", "http://captive.apple.com/");
      }
      case WifiResult.Blocked _ -> answer.put("reason", "the device is blocked");
      case WifiResult.NoHotspot _ -> answer.put("reason", "there is no hotspot here");
    }
    return answer;
  }

  private Map<String, Object> login(JsonNode body) {
    String mac = text(body, "mac");
    String user = text(body, "username");
    Optional<String> error =
        body.has("response")
            ? router.submitLoginResponse(mac, user, text(body, "response"))
            : router.submitLoginForm(mac, user, text(body, "password"));
    return error
        .<Map<String, Object>>map(reason -> Map.of("online", false, "error", reason))
        .orElseGet(() -> Map.of("online", true));
  }

  private static JsonNode required(JsonNode body, String name) {
    JsonNode value = body.get(name);
    if (value == null) {
      throw new IllegalArgumentException("\"" + name + "\" is missing");
    }
    return value;
  }
}
