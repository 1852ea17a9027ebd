package io.washa.servers;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A running Keycloak on the loopback interface, with one realm. Ready means that the realm answers:
 * Keycloak listens before its database is ready.
 */
public final class Keycloak implements AutoCloseable {
  /** Who administers a server that was started here, and with what password. */
  public static final String ADMINISTRATOR = "admin";

  /** See {@link #ADMINISTRATOR}. */
  public static final String PASSWORD = "demo-keycloak";

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String PID_FILE = "keycloak.pid";
  private static final String LOG_FILE = "keycloak.log";

  private final Process process;
  private final int port;
  private final FolderLock lock;
  private final Runnable afterwards;

  private Keycloak(Process process, int port, FolderLock lock, Runnable afterwards) {
    this.process = process;
    this.port = port;
    this.lock = lock;
    this.afterwards = afterwards;
  }

  /**
   * What is imported when the server first starts on a folder.
   *
   * @param name of the realm
   * @param json as Keycloak imports it
   * @param variables what its {@code ${…}} stand for
   */
  public record Realm(String name, String json, Map<String, String> variables) {
    /** Copies the variables. */
    public Realm {
      variables = Map.copyOf(variables);
    }
  }

  /**
   * A server whose accounts outlive it. What an earlier, killed JVM left running on the same folder
   * is ended first. The caller closes it.
   *
   * @param data the folder that belongs to this server; made if missing
   * @throws IllegalStateException when the folder is in use, the port is taken, or the realm does
   *     not answer in time
   */
  public static Keycloak durable(Path data, int port, Realm realm) {
    Path home = data.toAbsolutePath().normalize();
    try {
      Files.createDirectories(home);
      FolderLock lock =
          FolderLock.tryTake(home)
              .orElseThrow(() -> new IllegalStateException("In use by another run: " + home));
      return start(home, home.resolve("program"), port, realm, lock, () -> {});
    } catch (IOException e) {
      throw new IllegalStateException("Cannot use the folder " + home, e);
    }
  }

  /**
   * A server that vanishes when closed, or with the JVM.
   *
   * @throws IllegalStateException when it does not start
   */
  public static Keycloak temporary(Realm realm) {
    try {
      Path work = WorkFolder.locate();
      FolderLock lock = WorkFolder.freshRun(work);
      Path home = lock.folder();
      Keycloak started =
          start(
              home,
              work.resolve("keycloak"),
              Ports.free(),
              realm,
              lock,
              () -> WorkFolder.delete(home));
      Runtime.getRuntime().addShutdownHook(new Thread(started::close, "keycloak-closer"));
      return started;
    } catch (IOException e) {
      throw new IllegalStateException("No folder to run Keycloak in", e);
    }
  }

  /** Ends what a killed run left running on a folder, and nothing else. */
  public static void endLeftover(Path data) {
    Path home = data.toAbsolutePath().normalize();
    Leftover.named(home.resolve(PID_FILE), home)
        .ifPresent(process -> Leftover.end(process, "TERM"));
  }

  /** Its address, without a slash at the end. */
  public String url() {
    return "http://localhost:" + port;
  }

  /** Ends the server, at once but politely. A second call does nothing. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor(5, TimeUnit.SECONDS);
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    lock.close();
    afterwards.run();
  }

  private static Keycloak start(
      Path home, Path binaries, int port, Realm realm, FolderLock lock, Runnable afterwards)
      throws IOException {
    endLeftover(home);
    Ports.requireFree("Keycloak", port);
    Path program = KeycloakProgram.unpacked(binaries);
    KeycloakProgram.furnish(program, home);
    Path imports = Files.createDirectories(home.resolve("data/import"));
    Files.writeString(imports.resolve(realm.name() + "-realm.json"), realm.json());
    ProcessBuilder builder =
        new ProcessBuilder(command(home, port))
            .directory(home.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.to(home.resolve(LOG_FILE).toFile()));
    builder.environment().putAll(realm.variables());
    builder.environment().put("KC_BOOTSTRAP_ADMIN_USERNAME", ADMINISTRATOR);
    builder.environment().put("KC_BOOTSTRAP_ADMIN_PASSWORD", PASSWORD);
    Process process = builder.start();
    Files.writeString(home.resolve(PID_FILE), process.pid() + "\n");
    Keycloak started = new Keycloak(process, port, lock, afterwards);
    started.awaitRealm(realm.name(), home);
    return started;
  }

  private static List<String> command(Path home, int port) {
    List<String> command = new ArrayList<>(KeycloakProgram.java(home, "400m"));
    command.addAll(
        List.of(
            "start",
            "--optimized",
            "--import-realm",
            "--cache=local",
            "--http-enabled=true",
            "--http-host=127.0.0.1",
            "--http-port=" + port,
            // Whoever asks, by whatever name: the issuer in the tokens is this.
            "--hostname=http://localhost:" + port));
    return command;
  }

  private void awaitRealm(String realm, Path home) {
    URI address = URI.create("http://127.0.0.1:" + port + "/realms/" + realm);
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    try (HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build()) {
      while (!answers(http, address)) {
        if (!process.isAlive() || System.nanoTime() > deadline) {
          close();
          throw new IllegalStateException(
              "Keycloak's realm does not answer; see " + home.resolve(LOG_FILE));
        }
        Thread.sleep(100);
      }
    } catch (InterruptedException e) {
      close();
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while Keycloak starts", e);
    }
  }

  private static boolean answers(HttpClient http, URI address) throws InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(2)).build();
    try {
      return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }
}
