package io.washa.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import redis.embedded.core.ExecutableProvider;

/**
 * Redis as a process of this machine. The library gives only the program: its own starter keeps
 * neither the process's id nor its log.
 */
final class RedisProcess implements AutoCloseable {
  private static final int LAUNCHES = 40;
  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final String PID_FILE = "redis.pid";

  private final Process process;
  private final int port;

  private RedisProcess(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  static RedisProcess start(EmbeddedBackend.Settings settings) {
    endLeftover(settings.home());
    Path folder = folder(settings.home());
    try {
      Files.createDirectories(folder);
      int port = settings.redisPort() == 0 ? Ports.free() : settings.redisPort();
      Ports.requireFree("Redis", port);
      Process process =
          launch(
              new ProcessBuilder(command(folder, port))
                  .directory(folder.toFile())
                  .redirectErrorStream(true)
                  .redirectOutput(
                      ProcessBuilder.Redirect.appendTo(folder.resolve("redis.log").toFile())));
      Files.writeString(folder.resolve(PID_FILE), process.pid() + "\n");
      awaitReady(process, port, folder);
      return new RedisProcess(process, port);
    } catch (IOException e) {
      throw new UncheckedIOException("Redis does not start in " + folder, e);
    }
  }

  /**
   * Starts the program just unpacked. A process that another thread forked meanwhile may still hold
   * the file open for writing, until a moment later it is another program; the kernel calls that
   * "text file busy" (26).
   */
  private static Process launch(ProcessBuilder builder) throws IOException {
    for (int attempt = 1; ; attempt++) {
      try {
        return builder.start();
      } catch (IOException e) {
        if (attempt == LAUNCHES || !String.valueOf(e.getMessage()).contains("Text file busy")) {
          throw e;
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(25));
      }
    }
  }

  static void endLeftover(Path home) {
    Path folder = folder(home);
    Leftover.named(folder.resolve(PID_FILE), folder)
        .ifPresent(process -> Leftover.end(process, "TERM"));
  }

  int port() {
    return port;
  }

  @Override
  public void close() {
    end(process);
  }

  private static Path folder(Path home) {
    return home.resolve("redis");
  }

  private static List<String> command(Path folder, int port) throws IOException {
    Path program = ExecutableProvider.newJarResourceProvider(folder.toFile()).get().toPath();
    // Nothing is saved: Redis holds locks, wake-ups and caches, never the record.
    return List.of(
        program.toString(),
        "--port",
        Integer.toString(port),
        "--bind",
        "127.0.0.1",
        "--dir",
        folder.toString(),
        "--save",
        "");
  }

  private static void awaitReady(Process process, int port, Path folder) throws IOException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!answers(port)) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        end(process);
        throw new IOException("Redis does not answer; see " + folder.resolve("redis.log"));
      }
      pause();
    }
  }

  private static boolean answers(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
      socket.setSoTimeout(500);
      socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
      byte[] answer = socket.getInputStream().readNBytes(5);
      return new String(answer, StandardCharsets.US_ASCII).equals("+PONG");
    } catch (IOException e) {
      return false;
    }
  }

  private static void pause() {
    try {
      Thread.sleep(20);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while Redis starts", e);
    }
  }

  private static void end(Process process) {
    process.destroy();
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
