package io.washa.demo;

import io.washa.demo.seed.Seeder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

  /** What has to be done before the platform starts: a step, or none. */
  Optional<Step> toMake() {
    try {
      if (!Files.exists(made)) {
        return Optional.of(
            new Step("two ISPs, 400 subscribers, 60 days of payments", () -> make("make")));
      }
      return Files.readString(made).equals(wanted())
          ? Optional.empty()
          : Optional.of(new Step("the ISPs learn the new ports", () -> make("move")));
    } catch (IOException e) {
      throw new DemoFailure("Cannot use " + made, e);
    }
  }

  /** The staff's accounts: made once Keycloak is there, and not again. */
  Optional<Step> staffToMake() {
    Path staff = home.data("staff");
    return Files.exists(staff)
        ? Optional.empty()
        : Optional.of(
            new Step(
                "the ISPs' organisations and staff",
                () -> {
                  AutoCloseable nothing = seed("staff");
                  Files.writeString(staff, "made");
                  return nothing;
                },
                "staff cannot sign in"));
  }

  private AutoCloseable make(String what) throws IOException, InterruptedException {
    AutoCloseable nothing = seed(what);
    Files.writeString(made, wanted());
    return nothing;
  }

  private String wanted() {
    return ports.wanted().toString();
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
    Path log = home.log("seeder-" + what);
    Files.createDirectories(log.getParent());
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    PidFile pid = home.pidFile("seeder-" + what);
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
