package io.washa.simulators.routeros;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The world around the router over HTTP: power, subscribers who dial, faults, and a look inside.
 */
final class ControlServer {
  private static final int MAX_BODY_BYTES = 64 << 10;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final RouterOsSimulator router;
  private final HttpServer http;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  ControlServer(RouterOsSimulator router, int port) {
    this.router = router;
    try {
      http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 64);
    } catch (IOException e) {
      throw new IllegalStateException(
          "Port " + port + " for the control interface is taken on this computer.", e);
    }
    http.setExecutor(threads);
    http.createContext("/", this::handle);
    http.start();
  }

  int port() {
    return http.getAddress().getPort();
  }

  void close() {
    http.stop(0);
    threads.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String call = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
      int status = 200;
      Object answer;
      try {
        byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY_BYTES);
        answer = answer(call, object(body));
      } catch (JacksonException | IllegalArgumentException e) {
        status = 400;
        answer = Map.of("error", String.valueOf(e.getMessage()));
      } catch (IllegalStateException e) {
        status = 409;
        answer = Map.of("error", String.valueOf(e.getMessage()));
      }
      if (answer instanceof Unknown) {
        status = 404;
        answer = Map.of("error", "No such call: " + call);
      }
      byte[] bytes = JSON.writeValueAsString(answer).getBytes(UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(status, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  private static JsonNode object(byte[] body) {
    JsonNode node = body.length == 0 ? JSON.createObjectNode() : JSON.readTree(body);
    if (!node.isObject()) {
      throw new IllegalArgumentException("The body is not a JSON object.");
    }
    return node;
  }

  private record Unknown() {}

  private Object answer(String call, JsonNode body) {
    return switch (call) {
      case "GET /control/state" -> state();
      case "POST /control/power" -> {
        router.power(required(body, "on").asBoolean());
        yield Map.of("power", router.state().power());
      }
      case "POST /control/faults" -> {
        router.faults(readFaults(body));
        yield writeFaults(router.state().faults());
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
      default -> new Unknown();
    };
  }

  private Map<String, Object> state() {
    RouterState state = router.state();
    Map<String, Object> all = new LinkedHashMap<>(state.tables());
    all.put("power", state.power());
    all.put("faults", writeFaults(state.faults()));
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
    return router
        .submitLoginForm(
            required(body, "mac").asString(),
            required(body, "username").asString(),
            required(body, "password").asString())
        .<Map<String, Object>>map(error -> Map.of("online", false, "error", error))
        .orElseGet(() -> Map.of("online", true));
  }

  private static JsonNode required(JsonNode body, String name) {
    JsonNode value = body.get(name);
    if (value == null) {
      throw new IllegalArgumentException("\"" + name + "\" is missing");
    }
    return value;
  }

  private static Faults readFaults(JsonNode body) {
    Faults faults = Faults.none();
    for (Map.Entry<String, JsonNode> entry : body.properties()) {
      JsonNode value = entry.getValue();
      faults =
          switch (entry.getKey()) {
            case "latency" -> faults.withLatency(millis(value));
            case "stall" -> faults.withStall(value.asBoolean());
            case "eof" -> faults.withEofAfter(value.asInt());
            case "reset" -> faults.withReset(value.asBoolean());
            case "ignore-writes" -> faults.withIgnoreWrites(value.asBoolean());
            case "drip" -> faults.withDrip(millis(value));
            case "wrong-tag" -> faults.withWrongTag(value.asBoolean());
            case "duplicate-done" -> faults.withDuplicateDone(value.asBoolean());
            case "busy-13" -> faults.withBusy(value.asBoolean());
            default -> throw new IllegalArgumentException("No such fault: " + entry.getKey());
          };
    }
    return faults;
  }

  private static Duration millis(JsonNode value) {
    if (value.asLong() < 0) {
      throw new IllegalArgumentException("Less than no time: " + value);
    }
    return Duration.ofMillis(value.asLong());
  }

  /** Only the faults that are on. */
  private static Map<String, Object> writeFaults(Faults faults) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("latency", faults.latency().toMillis());
    all.put("stall", faults.stall());
    if (faults.eofAfter() >= 0) {
      all.put("eof", faults.eofAfter());
    }
    all.put("reset", faults.reset());
    all.put("ignore-writes", faults.ignoreWrites());
    all.put("drip", faults.drip().toMillis());
    all.put("wrong-tag", faults.wrongTag());
    all.put("duplicate-done", faults.duplicateDone());
    all.put("busy-13", faults.busy());
    all.values().removeIf(value -> value.equals(false) || value.equals(0L));
    return all;
  }
}
