package io.washa.servers;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Whether a Docker engine answers on this machine. */
final class Docker {
  private static final long PATIENCE_MILLIS = 1_000;

  private Docker() {}

  /** Asked once for each JVM; takes a second at most. */
  static boolean answers() {
    return Answer.GIVEN;
  }

  /** Whether the engine at that address answers a ping within a second. */
  static boolean answers(SocketAddress address) {
    CompletableFuture<Boolean> answer = new CompletableFuture<>();
    // A thread of its own: neither connecting to nor reading from a Unix socket knows a time-out.
    Thread.ofVirtual().start(() -> answer.complete(ping(address)));
    return answer.completeOnTimeout(false, PATIENCE_MILLIS, TimeUnit.MILLISECONDS).join();
  }

  private static boolean ping(SocketAddress address) {
    try (SocketChannel channel =
        address instanceof UnixDomainSocketAddress
            ? SocketChannel.open(StandardProtocolFamily.UNIX)
            : SocketChannel.open()) {
      channel.connect(address);
      channel.write(
          ByteBuffer.wrap(
              "GET /_ping HTTP/1.0\r\nHost: docker\r\n\r\n".getBytes(StandardCharsets.US_ASCII)));
      ByteBuffer answer = ByteBuffer.allocate(64);
      while (answer.hasRemaining() && channel.read(answer) >= 0) {
        // Read on: the status line may come in pieces.
      }
      String status = new String(answer.array(), 0, answer.position(), StandardCharsets.US_ASCII);
      return status.startsWith("HTTP/1.") && status.contains(" 200 ");
    } catch (IOException | RuntimeException e) {
      return false;
    }
  }

  private static Optional<SocketAddress> address() {
    String host = System.getenv("DOCKER_HOST");
    if (host != null && host.startsWith("tcp://")) {
      URI uri = URI.create(host);
      return Optional.of(new InetSocketAddress(uri.getHost(), uri.getPort()));
    }
    String runtime = System.getenv("XDG_RUNTIME_DIR");
    return Stream.of(
            host != null && host.startsWith("unix://") ? host.substring("unix://".length()) : "",
            "/var/run/docker.sock",
            System.getProperty("user.home") + "/.docker/run/docker.sock",
            runtime == null ? "" : runtime + "/docker.sock")
        .filter(name -> !name.isEmpty())
        .map(Path::of)
        .filter(Files::exists)
        .findFirst()
        .map(UnixDomainSocketAddress::of);
  }

  private static final class Answer {
    static final boolean GIVEN = address().map(Docker::answers).orElse(false);
  }
}
