package io.washa.simulators.daraja;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The listening socket: reads bounded requests and writes replies, one virtual thread each. */
final class Web implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Web.class.getName());

  static {
    // Without this a reply waits for the client's delayed acknowledgement, up to 40 ms.
    setIfAbsent("sun.net.httpserver.nodelay", "true");
    // A client that dribbles its request is cut off after this many seconds.
    setIfAbsent("sun.net.httpserver.maxReqTime", "30");
    setIfAbsent("jdk.httpserver.maxConnections", "4096");
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  /**
   * Binds, but does not answer before {@link #start}.
   *
   * @throws IOException if the address is taken
   */
  Web(InetSocketAddress address) throws IOException {
    server = HttpServer.create(address, 512);
    server.setExecutor(threads);
  }

  void start(Routes routes) {
    server.createContext("/", exchange -> handle(exchange, routes));
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  private static void handle(HttpExchange exchange, Routes routes) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      int limit = routes.bodyLimit(path);
      byte[] body = read(exchange, limit);
      if (body.length > limit) {
        write(exchange, Reply.problem(413, "a body has at most " + limit + " bytes"));
        return;
      }
      String text = new String(body, StandardCharsets.UTF_8);
      Map<String, String> headers = new HashMap<>();
      exchange
          .getRequestHeaders()
          .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
      write(exchange, routes.answer(call(exchange, path, headers, text)));
    }
  }

  private static Call call(
      HttpExchange exchange, String path, Map<String, String> headers, String body) {
    Map<String, String> query = Call.decoded(exchange.getRequestURI().getRawQuery());
    return new Call(exchange.getRequestMethod(), path, query, headers, body);
  }

  /** At most one byte more than the limit, to know that there is more. */
  private static byte[] read(HttpExchange exchange, int limit) throws IOException {
    try (InputStream in = exchange.getRequestBody()) {
      byte[] body = in.readNBytes(limit + 1);
      if (body.length > limit) {
        exchange.getResponseHeaders().set("Connection", "close");
      }
      return body;
    }
  }

  private static void write(HttpExchange exchange, Reply reply) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", reply.contentType());
    exchange.getResponseHeaders().set("Cache-Control", "no-store");
    reply.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
    byte[] body = reply.bodyBytes();
    boolean bodiless = exchange.getRequestMethod().equals("HEAD") || body.length == 0;
    try {
      exchange.sendResponseHeaders(reply.status(), bodiless ? -1 : body.length);
      if (!bodiless) {
        exchange.getResponseBody().write(body);
      }
    } catch (IOException gone) {
      LOG.log(System.Logger.Level.DEBUG, "client left before its answer: {0}", gone.getMessage());
    }
  }

  private static void setIfAbsent(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
