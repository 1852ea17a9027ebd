package io.washa.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The note about a child that outlives us if we are killed: its id and when it started. Ids are
 * given again, so only both together name a process.
 */
record PidFile(Path path) {
  private static final long POLITE_SECONDS = 10;

  /** Two JVMs read one process's start up to a second apart, as the kernel counts from boot. */
  private static final long TOLERANCE_MILLIS = 2_000;

  void write(ProcessHandle process) {
    long started = process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    try {
      Files.createDirectories(path.getParent());
      Files.writeString(path, process.pid() + " " + started + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The process that the note names, if that very process still runs. */
  Optional<ProcessHandle> process() {
    try {
      String[] words = Files.readString(path).strip().split(" ", -1);
      if (words.length != 2) {
        return Optional.empty();
      }
      long started = Long.parseLong(words[1]);
      return ProcessHandle.of(Long.parseLong(words[0]))
          .filter(ProcessHandle::isAlive)
          .filter(process -> startedAt(process, started));
    } catch (IOException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** Ends the process if it still runs, and forgets it. */
  void endLeftover() {
    process().ifPresent(PidFile::end);
    delete();
  }

  /** Asks a process to end, and makes it end if it does not within ten seconds. */
  static void end(ProcessHandle process) {
    process.destroy();
    if (!gone(process)) {
      process.destroyForcibly();
      gone(process);
    }
  }

  void delete() {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean gone(ProcessHandle process) {
    return process
        .onExit()
        .thenApply(ended -> true)
        .completeOnTimeout(false, POLITE_SECONDS, TimeUnit.SECONDS)
        .join();
  }

  private static boolean startedAt(ProcessHandle process, long millis) {
    return process
        .info()
        .startInstant()
        .map(start -> Math.abs(start.toEpochMilli() - millis) <= TOLERANCE_MILLIS)
        .orElse(false);
  }
}
