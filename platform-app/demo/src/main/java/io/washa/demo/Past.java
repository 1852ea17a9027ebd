package io.washa.demo;

import io.washa.demo.seed.Seeder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The ISPs' past: made once, with the ports it was made for. */
final class Past {
  private final Home home;
  private final Ports ports;
  private final Path made;

  Past(Home home, Ports ports) {
    this.home = home;
    this.ports = ports;
    this.made = home.data("made");
  }

  /** A start that was cut off while it made the past begins again from nothing. */
  void eraseIfHalfMade() {
    if (!Files.exists(made)) {
      home.erase();
    }
    try {
      Files.createDirectories(made.getParent());
    } catch (IOException e) {
      throw new DemoFailure("Cannot make " + made.getParent(), e);
    }
  }

  void makeIfMissing(Steps steps) {
    String wanted = ports.wanted().toString();
    try {
      if (!Files.exists(made)) {
        steps.together(
            new Step("two ISPs, 400 subscribers, 60 days of payments", () -> seed("make")));
      } else if (!Files.readString(made).equals(wanted)) {
        steps.together(new Step("the ISPs learn the new ports", () -> seed("move")));
      }
      Files.writeString(made, wanted);
    } catch (IOException e) {
      throw new DemoFailure("Cannot use " + made, e);
    }
  }

  private AutoCloseable seed(String what) throws IOException, InterruptedException {
    List<String> command =
        Child.Program.java(
            new ArrayList<>(
                List.of(
                    "-Xmx384m",
                    "-XX:TieredStopAtLevel=1",
                    "--enable-native-access=ALL-UNNAMED",
                    "--sun-misc-unsafe-memory-access=allow",
                    "-cp",
                    System.getProperty("java.class.path"),
                    Seeder.class.getName(),
                    "--demo.what=" + what,
                    "--demo.folder=" + made.getParent(),
                    "--demo.router-ports="
                        + ports.routers().stream()
                            .map(String::valueOf)
                            .collect(Collectors.joining(",")))));
    command.addAll(PlatformSettings.of(home, ports));
    Path log = home.log("seeder");
    Files.createDirectories(log.getParent());
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    PidFile pid = home.pidFile("seeder");
    pid.write(process.toHandle());
    try {
      if (!process.waitFor(Duration.ofMinutes(5)) || process.exitValue() != 0) {
        throw new DemoFailure("The ISPs' past could not be made; its log is " + log);
      }
    } finally {
      PidFile.end(process.toHandle());
      pid.delete();
    }
    return () -> {};
  }
}
