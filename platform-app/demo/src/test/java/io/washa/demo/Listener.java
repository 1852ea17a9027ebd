package io.washa.demo;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** A small program that answers over HTTP, or dies at once when its port is 0. */
final class Listener {
  private Listener() {}

  public static void main(String[] arguments) throws Exception {
    int port = Integer.parseInt(arguments[0]);
    if (port == 0) {
      System.out.println("no port for me");
      System.exit(3);
    }
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.createContext(
        "/ready",
        exchange -> {
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    server.createContext("/die", exchange -> Runtime.getRuntime().halt(7));
    server.start();
    System.out.println("listening");
  }

  static Child.Program program(String name, int port) {
    return new Child.Program(
        name,
        Child.Program.java(
            List.of(
                "-Xmx32m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Listener.class.getName(),
                Integer.toString(port))),
        Ready.answering(URI.create("http://127.0.0.1:" + port + "/ready")),
        Duration.ofSeconds(30));
  }
}
