package io.washa.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A process of its own that the demo started and ends. */
final class Child implements AutoCloseable {
  private static final int LAST_LINES = 15;
  private static final Path SETSID = Path.of("/usr/bin/setsid");

  private final Program program;
  private final Process process;
  private final Path log;
  private final PidFile pidFile;
  private volatile boolean ending;

  /**
   * What to run.
   *
   * @param name for its log and its note, in lower case
   * @param command the program and its arguments
   * @param ready tells that the program is ready
   * @param patience how long that may take
   */
  record Program(String name, List<String> command, Ready ready, Duration patience) {

    /** A program on the JVM that runs the demo; {@code arguments} begin with the JVM's own. */
    static List<String> java(List<String> arguments) {
      List<String> command = new ArrayList<>();
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.add("-XX:+UseSerialGC");
      command.addAll(arguments);
      return command;
    }
  }

  private Child(Program program, Process process, Home home) {
    this.program = program;
    this.process = process;
    this.log = home.log(program.name());
    this.pidFile = home.pidFile(program.name());
  }

  /**
   * Starts a program and waits until it is ready. If it dies later, its last words go to {@code
   * out}.
   *
   * @throws DemoFailure if it dies before, or is not ready in time; it is ended then
   */
  static Child start(Program program, Home home, PrintStream out) throws IOException {
    Path log = home.log(program.name());
    Files.createDirectories(log.getParent());
    List<String> command = new ArrayList<>();
    if (Files.isExecutable(SETSID)) {
      // A Ctrl-C goes to the whole terminal group; the demo alone decides what ends when.
      command.add(SETSID.toString());
    }
    command.addAll(program.command());
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.to(log.toFile()))
            .start();
    Child child = new Child(program, process, home);
    child.pidFile.write(process.toHandle());
    try {
      child.awaitReady();
    } catch (DemoFailure e) {
      child.close();
      throw e;
    }
    Thread.ofVirtual().start(() -> child.reportDeath(out));
    return child;
  }

  long pid() {
    return process.pid();
  }

  @Override
  public void close() {
    ending = true;
    PidFile.end(process.toHandle());
    pidFile.delete();
  }

  private void awaitReady() {
    long deadline = System.nanoTime() + program.patience().toNanos();
    try {
      while (!(process.isAlive() && program.ready().now(log))) {
        if (!process.isAlive()) {
          throw new DemoFailure(lastWords());
        }
        if (System.nanoTime() > deadline) {
          throw new DemoFailure(
              program.name()
                  + " is not ready after "
                  + program.patience().toSeconds()
                  + " s; its log is "
                  + log);
        }
        Thread.sleep(50);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DemoFailure("Interrupted while " + program.name() + " starts", e);
    }
  }

  private void reportDeath(PrintStream out) {
    process.onExit().join();
    if (!ending) {
      pidFile.delete();
      out.println("✗ " + lastWords());
    }
  }

  private String lastWords() {
    List<String> lines;
    try {
      lines = new String(Files.readAllBytes(log), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      lines = List.of();
    }
    List<String> last = lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size());
    return program.name()
        + " ended with exit code "
        + process.exitValue()
        + "; the last lines of "
        + log
        + ":\n    "
        + String.join("\n    ", last);
  }
}
