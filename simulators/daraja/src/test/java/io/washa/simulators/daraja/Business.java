package io.washa.simulators.daraja;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;

/** The server of a business: records what Daraja posts and answers as told. */
final class Business implements AutoCloseable {
  private final HttpServer server;
  private final List<Received> received = new CopyOnWriteArrayList<>();
  private final Map<String, String> answers = new ConcurrentHashMap<>();
  private final Map<String, Duration> delays = new ConcurrentHashMap<>();
  private volatile int failuresLeft;

  /** One delivery. */
  record Received(String path, String text, String contentType) {
    JsonNode json() {
      return Client.MAPPER.readTree(text);
    }
  }

  Business() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            String path = exchange.getRequestURI().getPath();
            String text =
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String type = exchange.getRequestHeaders().getFirst("Content-Type");
            received.add(new Received(path, text, type));
            pause(delays.getOrDefault(path, Duration.ZERO));
            byte[] answer =
                answers
                    .getOrDefault(path, "{\"ResultCode\":\"0\",\"ResultDesc\":\"Accepted\"}")
                    .getBytes(StandardCharsets.UTF_8);
            boolean failing = failuresLeft > 0;
            failuresLeft = Math.max(0, failuresLeft - 1);
            exchange.sendResponseHeaders(failing ? 500 : 200, answer.length);
            exchange.getResponseBody().write(answer);
          }
        });
    server.start();
  }

  String url(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  void answer(String path, String json) {
    answers.put(path, json);
  }

  void delay(String path, Duration delay) {
    delays.put(path, delay);
  }

  void failNext(int deliveries) {
    failuresLeft = deliveries;
  }

  List<Received> on(String path) {
    return received.stream().filter(r -> r.path().equals(path)).toList();
  }

  List<String> order() {
    return received.stream().map(Received::path).toList();
  }

  /** Waits until so many deliveries are in. */
  List<Received> await(String path, int count) {
    long deadline = System.nanoTime() + 10_000_000_000L;
    while (on(path).size() < count) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError(
            "expected " + count + " deliveries on " + path + ", received " + received);
      }
      pause(Duration.ofMillis(10));
    }
    return on(path);
  }

  private static void pause(Duration duration) {
    try {
      Thread.sleep(duration);
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
