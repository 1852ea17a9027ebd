package io.washa.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a killed JVM leaves is ended by the next start, and nothing else is. */
class KilledServersTest {

  @Test
  void theNextStartEndsWhatAKilledJvmLeftAndFindsTheData(@TempDir Path data) throws Exception {
    int postgres = Ports.free();
    int redis = Ports.free();
    startAndKillAChild(data.toString(), "" + postgres, "" + redis);
    List<ProcessHandle> leftovers =
        List.of(
            leftover(data.resolve("postgres/data/postmaster.pid")),
            leftover(data.resolve("redis/redis.pid")));
    assertThat(leftovers).allMatch(ProcessHandle::isAlive);

    try (Servers servers = Servers.durable(data, postgres, redis)) {
      assertThat(leftovers).noneMatch(ProcessHandle::isAlive);
      assertThat(ServersTest.query(servers.database("washa"), "SELECT receipt FROM paid"))
          .isEqualTo("SLK41H7A2B");
      assertThat(Redis.ask(servers.redisUrl(), "PING")).isEqualTo("+PONG");
    }
  }

  @Test
  void aForeignProcessWithARecordedIdIsLeftAlone(@TempDir Path data) throws Exception {
    Process stranger = new ProcessBuilder("sleep", "60").start();
    try {
      Path folder = Files.createDirectories(data.resolve("redis"));
      Files.writeString(folder.resolve("redis.pid"), stranger.pid() + "\n");

      Servers.durable(data, Ports.free(), Ports.free()).close();

      assertThat(stranger.isAlive()).isTrue();
    } finally {
      stranger.destroyForcibly();
    }
  }

  @Test
  void aRunThatWasKilledIsClearedAndARunningOneIsNot(@TempDir Path work) throws Exception {
    FolderLock killed = WorkFolder.freshRun(work);
    killed.close();
    try (FolderLock running = WorkFolder.freshRun(work);
        FolderLock next = WorkFolder.freshRun(work)) {
      assertThat(running.folder()).exists();
      assertThat(next.folder()).exists();
      assertThat(killed.folder()).doesNotExist();
    }
  }

  private static void startAndKillAChild(String... arguments) throws Exception {
    ProcessBuilder child =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            Child.class.getName());
    child.command().addAll(List.of(arguments));
    Process process = child.redirectErrorStream(true).start();
    try (BufferedReader output =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      assertThat(output.lines().anyMatch("ready"::equals)).isTrue();
    } finally {
      process.destroyForcibly();
      assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  private static ProcessHandle leftover(Path pidFile) throws Exception {
    long pid = Long.parseLong(Files.readAllLines(pidFile).getFirst().strip());
    return ProcessHandle.of(pid).orElseThrow();
  }

  /** The program that gets killed. */
  static final class Child {
    private Child() {}

    public static void main(String[] arguments) throws Exception {
      Servers servers =
          Servers.durable(
              Path.of(arguments[0]),
              Integer.parseInt(arguments[1]),
              Integer.parseInt(arguments[2]));
      try (var connection = servers.database("washa").connect();
          var statement = connection.createStatement()) {
        statement.execute("CREATE TABLE paid (receipt text)");
        statement.execute("INSERT INTO paid VALUES ('SLK41H7A2B')");
      }
      System.out.println("ready");
      Thread.sleep(60_000);
    }
  }
}
