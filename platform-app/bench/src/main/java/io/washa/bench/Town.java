package io.washa.bench;

import io.washa.platform.WashaApplication;
import io.washa.servers.Database;
import io.washa.servers.Servers;
import io.washa.simulators.daraja.DarajaSimulator;
import io.washa.tenancy.CellSetup;
import io.washa.tenancy.Secrets;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** Real servers with production's promises about a commit, and the platform as its own process. */
final class Town implements AutoCloseable {
  private static final CellSetup.Passwords PASSWORDS = new CellSetup.Passwords("o", "a", "c");

  private final Servers servers;
  private final Database database;
  private final DarajaSimulator daraja;
  private final Path folder;
  private final int platformPort;
  private final int hubPort;
  private final List<Process> processes = new ArrayList<>();

  Town() throws IOException, SQLException {
    servers = Servers.temporary().durableWrites().start();
    database = servers.freshDatabase();
    try (Connection superuser = database.connect()) {
      CellSetup.prepare(superuser, PASSWORDS);
    }
    daraja = DarajaSimulator.builder().port(0).start();
    folder = Files.createTempDirectory("washa-bench");
    Secrets.createKeyset(folder.resolve("keyset.json"));
    platformPort = freePort();
    hubPort = freePort();
  }

  int platformPort() {
    return platformPort;
  }

  int hubPort() {
    return hubPort;
  }

  Path folder() {
    return folder;
  }

  /** As the platform's own login, which owns nothing. */
  Connection asPlatform() throws SQLException {
    return database.connectAs("washa_app", PASSWORDS.app());
  }

  /** As the superuser, to look and to make data. */
  Connection asSuperuser() throws SQLException {
    return database.connect();
  }

  /** The platform's services without web and without work, to make ISPs with. */
  ConfigurableApplicationContext services(Class<?>... beside) {
    Class<?>[] sources = new Class<?>[beside.length + 1];
    sources[0] = WashaApplication.class;
    System.arraycopy(beside, 0, sources, 1, beside.length);
    return new SpringApplicationBuilder(sources)
        .web(WebApplicationType.NONE)
        .run(
            Stream.concat(
                    settings().stream(),
                    Stream.of("--washa.roles=none", "--logging.level.root=warn"))
                .toArray(String[]::new));
  }

  /** The platform with some roles in this process, for who wants no jar. */
  ConfigurableApplicationContext platformHere(String roles) {
    return new SpringApplicationBuilder(WashaApplication.class)
        .run(
            Stream.concat(
                    settings().stream(),
                    Stream.of("--washa.roles=" + roles, "--logging.level.root=warn"))
                .toArray(String[]::new));
  }

  /** Starts the platform with some roles, and returns when it answers. */
  Process startPlatform(String roles, String... more) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(java());
    command.addAll(
        List.of(
            "-Xmx768m",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-jar",
            Path.of(
                    System.getProperty("washa.root", "."),
                    "platform-app/app/target/washa-platform-app-0.1.0-SNAPSHOT-exec.jar")
                .toString(),
            "--washa.roles=" + roles));
    command.addAll(settings());
    command.addAll(List.of(more));
    Path log = folder.resolve("platform.log");
    Process process = start(command, log);
    long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
    while (!answers()) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        throw new IllegalStateException("the platform does not start; see " + log);
      }
      Thread.sleep(100);
    }
    return process;
  }

  /** Starts a site's agent, and returns when it is connected. */
  void startAgent(String name, String code) throws IOException, InterruptedException {
    Path log = folder.resolve(name + ".log");
    Process process =
        start(
            List.of(
                java(),
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-jar",
                Path.of(
                        System.getProperty("washa.root", "."),
                        "router-agent/agent/target/washa-agent.jar")
                    .toString(),
                "--hub",
                "http://127.0.0.1:" + hubPort,
                "--data",
                folder.resolve(name).toString(),
                "--code",
                code),
            log);
    awaitSaid(process, log, "hub: connected", TimeUnit.MINUTES.toNanos(1));
  }

  /** Starts another program of the benchmarks, and returns when it has said a word. */
  Process startBeside(Class<?> program, String word, String... arguments)
      throws IOException, InterruptedException {
    Path log = folder.resolve(program.getSimpleName() + ".log");
    List<String> command = new ArrayList<>();
    command.addAll(
        List.of(
            java(),
            "-Xmx768m",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-cp",
            System.getProperty("java.class.path"),
            program.getName()));
    command.addAll(List.of(arguments));
    Process process = start(command, log);
    awaitSaid(process, log, word, TimeUnit.MINUTES.toNanos(1));
    return process;
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  private Process start(List<String> command, Path log) throws IOException {
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    processes.add(process);
    return process;
  }

  private static void awaitSaid(Process process, Path log, String word, long patienceNanos)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + patienceNanos;
    while (!Files.readString(log).contains(word)) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        throw new IllegalStateException("it does not say '" + word + "'; see " + log);
      }
      Thread.sleep(50);
    }
  }

  private boolean answers() {
    try {
      HttpURLConnection asked =
          (HttpURLConnection)
              URI.create("http://127.0.0.1:" + platformPort + "/health").toURL().openConnection();
      asked.setConnectTimeout(1000);
      asked.setReadTimeout(1000);
      return asked.getResponseCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  private List<String> settings() {
    return List.of(
        "--server.port=" + platformPort,
        "--server.address=127.0.0.1",
        "--washa.hub.address=127.0.0.1",
        "--washa.hub.port=" + hubPort,
        "--washa.public-url=http://127.0.0.1:" + platformPort,
        "--washa.database.url=" + database.jdbcUrl(),
        "--washa.database.owner-password=" + PASSWORDS.owner(),
        "--washa.database.app-password=" + PASSWORDS.app(),
        "--washa.database.control-password=" + PASSWORDS.control(),
        "--washa.redis.url=" + servers.redisUrl(),
        "--washa.secrets.keyset-file=" + folder.resolve("keyset.json"),
        "--washa.daraja.base-url=http://127.0.0.1:" + daraja.port());
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() {
    for (Process process : processes) {
      process.destroy();
      try {
        if (!process.waitFor(15, TimeUnit.SECONDS)) {
          process.destroyForcibly();
        }
      } catch (InterruptedException e) {
        process.destroyForcibly();
        Thread.currentThread().interrupt();
      }
    }
    daraja.close();
    servers.close();
  }
}
