package io.washa.simulators.routeros;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The world around the router over HTTP: power, subscribers who dial, faults, and a look inside.
 */
final class ControlServer {
  private static final int MAX_BODY_BYTES = 64 << 10;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final ControlCalls calls;
  private final HttpServer http;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  ControlServer(RouterOsSimulator router, int port) {
    calls = new ControlCalls(router);
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
      @Nullable Object answer;
      try {
        byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY_BYTES);
        answer = calls.answer(call, object(body));
      } catch (JacksonException | IllegalArgumentException e) {
        status = 400;
        answer = Map.of("error", String.valueOf(e.getMessage()));
      } catch (IllegalStateException e) {
        status = 409;
        answer = Map.of("error", String.valueOf(e.getMessage()));
      }
      if (answer == null) {
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
}
