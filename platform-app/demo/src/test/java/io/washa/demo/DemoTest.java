package io.washa.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole life of a demo, as a process that gets real signals. */
class DemoTest {
  @TempDir private Path root;
  private final int ports = FreePorts.row();
  private final List<Process> started = new ArrayList<>();

  @AfterEach
  void endAll() throws Exception {
    for (Process process : started) {
      process.destroy();
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void aSignalEndsEverythingAndLeavesNoProcess() throws Exception {
    Process demo = demo();
    assertThat(linesUntil(demo, "Washa is ready")).anyMatch(line -> line.startsWith("✓ databases"));
    List<ProcessHandle> processes = processes();
    assertThat(processes).hasSize(4).allMatch(ProcessHandle::isAlive);

    demo.destroy();

    assertThat(demo.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(processes).noneMatch(ProcessHandle::isAlive);
    Ports.from(ports).requireFree();
  }

  @Test
  void aStartAfterAKillClearsWhatWasLeft() throws Exception {
    Process killed = demo();
    linesUntil(killed, "Washa is ready");
    List<ProcessHandle> leftovers = processes();
    killed.destroyForcibly();
    assertThat(killed.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(leftovers).hasSize(4).allMatch(ProcessHandle::isAlive);

    Process next = demo("--fresh");
    assertThat(linesUntil(next, "Washa is ready")).contains("Washa is ready");
    assertThat(leftovers).noneMatch(ProcessHandle::isAlive);
  }

  @Test
  void aSecondDemoSaysThatOneIsRunning() throws Exception {
    linesUntil(demo(), "Washa is ready");

    Process second = demo();

    assertThat(linesUntil(second, "never")).singleElement().asString().contains("running already");
    assertThat(second.waitFor()).isEqualTo(1);
  }

  @Test
  void aTakenPortIsNamedWithWhatWantsIt() throws Exception {
    try (ServerSocket taken = new ServerSocket(ports + 2, 1, InetAddress.getLoopbackAddress())) {
      Process demo = demo();
      assertThat(linesUntil(demo, "Washa is ready"))
          .singleElement()
          .asString()
          .contains(
              "Port " + taken.getLocalPort() + " is taken, and the Daraja simulator wants it");
      assertThat(demo.waitFor()).isEqualTo(1);
    }
  }

  private Process demo(String... arguments) throws IOException {
    List<String> command =
        Child.Program.java(
            List.of(
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-Dwasha.root=" + root,
                "-cp",
                System.getProperty("java.class.path"),
                TestTown.class.getName(),
                "--ports-from",
                Integer.toString(ports)));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    started.add(process);
    return process;
  }

  /** What it says up to a line, or to its end. */
  private static List<String> linesUntil(Process process, String last) throws IOException {
    List<String> lines = new ArrayList<>();
    BufferedReader output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      lines.add(line);
      if (line.equals(last)) {
        break;
      }
    }
    return lines;
  }

  private List<ProcessHandle> processes() throws IOException {
    Path washa = root.resolve(".washa");
    List<ProcessHandle> processes = new ArrayList<>();
    for (Path file :
        List.of(
            washa.resolve("run/one.pid"),
            washa.resolve("run/two.pid"),
            washa.resolve("servers/redis/redis.pid"),
            washa.resolve("servers/postgres/data/postmaster.pid"))) {
      try (Stream<String> lines = Files.lines(file)) {
        String pid = lines.findFirst().orElseThrow().strip().split(" ", -1)[0];
        ProcessHandle.of(Long.parseLong(pid)).ifPresent(processes::add);
      }
    }
    return processes;
  }
}
