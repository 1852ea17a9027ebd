package io.washa.servers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A server that outlived the JVM which started it. */
final class Leftover {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private Leftover() {}

  /**
   * The process whose id is in the first line of a file, if it still runs and works in the given
   * folder. Ids are given again, so the id alone proves nothing; both servers make their data
   * folder their working directory, and no stranger does.
   */
  static Optional<ProcessHandle> named(Path pidFile, Path folder) {
    try {
      List<String> lines = Files.readAllLines(pidFile);
      return lines.isEmpty()
          ? Optional.empty()
          : ProcessHandle.of(Long.parseLong(lines.getFirst().strip()))
              .filter(ProcessHandle::isAlive)
              .filter(process -> worksIn(process.pid(), folder));
    } catch (IOException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** Ends it, politely first. Returns when it is gone, or after a bound. */
  static void end(ProcessHandle process, String politeSignal) {
    signal(process, politeSignal);
    if (!gone(process)) {
      process.destroyForcibly();
      gone(process);
    }
  }

  /** Waits for its end, up to a bound, and returns whether it came. */
  static boolean gone(ProcessHandle process) {
    return process
        .onExit()
        .thenApply(ended -> true)
        .completeOnTimeout(false, PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
        .join();
  }

  private static boolean worksIn(long pid, Path folder) {
    try {
      Path link = Path.of("/proc", Long.toString(pid), "cwd");
      if (Files.exists(link)) {
        return link.toRealPath().equals(folder.toRealPath());
      }
      Process lsof =
          new ProcessBuilder("lsof", "-a", "-p", Long.toString(pid), "-d", "cwd", "-Fn")
              .redirectErrorStream(true)
              .start();
      String output = new String(lsof.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return output.lines().anyMatch(line -> line.equals("n" + folder));
    } catch (IOException e) {
      return false;
    }
  }

  private static void signal(ProcessHandle process, String signal) {
    try {
      new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start();
    } catch (IOException e) {
      process.destroy();
    }
  }
}
