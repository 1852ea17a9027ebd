package io.washa.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** Where temporary servers keep their files: below {@code target/} of the whole build. */
final class WorkFolder {
  private static final String RUN_PREFIX = "run-";

  private WorkFolder() {}

  /**
   * The folder that all modules of a checkout share, so that PostgreSQL is unpacked once for all of
   * them: in the nearest ancestor that is the root of a Maven build, else here.
   */
  static Path locate() throws IOException {
    Path here = Path.of("").toAbsolutePath();
    Path root = here;
    for (Path folder = here; folder != null; folder = folder.getParent()) {
      if (Files.isDirectory(folder.resolve(".mvn"))) {
        root = folder;
        break;
      }
    }
    return Files.createDirectories(root.resolve("target").resolve("servers"));
  }

  /**
   * A new folder for one run, already taken. What killed runs left, processes and files, is cleared
   * first. One at a time, or another JVM would clear a folder between its making and its taking.
   */
  static FolderLock freshRun(Path work) throws IOException {
    try (Binaries oneAtATime = Binaries.lock(binaries(work))) {
      oneAtATime.removeHalfMade();
      try (Stream<Path> runs = Files.list(work)) {
        runs.filter(WorkFolder::isRun).toList().forEach(WorkFolder::clearIfAbandoned);
      }
      Path run = Files.createDirectory(work.resolve(RUN_PREFIX + UUID.randomUUID()));
      return FolderLock.tryTake(run).orElseThrow();
    }
  }

  /** Where the unpacked programs are. */
  static Path binaries(Path home) {
    return home.resolve("binaries");
  }

  /** Deletes a folder with all that is in it. What is not there is no error. */
  static void delete(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot delete " + folder, e);
    }
  }

  private static boolean isRun(Path folder) {
    return folder.getFileName().toString().startsWith(RUN_PREFIX);
  }

  private static void clear(Path run) {
    PostgresProcess.endLeftover(run);
    RedisProcess.endLeftover(run);
    Keycloak.endLeftover(run);
    delete(run);
  }

  private static void clearIfAbandoned(Path run) {
    try {
      Optional<FolderLock> lock = FolderLock.tryTake(run);
      if (lock.isPresent()) {
        clear(run);
        lock.get().close();
      }
    } catch (IOException | UncheckedIOException e) {
      // Another JVM clears it at this moment, or it cannot be cleared: it harms nobody.
      System.getLogger("washa.servers").log(System.Logger.Level.DEBUG, "Not cleared: " + run, e);
    }
  }
}
