package io.washa.agent.update;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;

/**
 * The jars of one agent: {@code washa-agent.jar} that has proved itself, {@code next.jar} to be
 * tried at the next start, {@code trial.jar} being tried now. {@code refused-VERSION} stands for
 * one whose trial failed; the launcher writes it.
 */
public final class AppFolder {
  private static final Duration REFUSED_FOR = Duration.ofDays(1);

  private final Path folder;

  /** The launcher's folder. */
  public AppFolder(Path folder) {
    this.folder = folder;
  }

  /** Whether the trial of a version failed within the last day. */
  boolean isRefused(String version) throws IOException {
    Path mark = folder.resolve("refused-" + version);
    return Files.exists(mark)
        && Files.getLastModifiedTime(mark).toInstant().isAfter(Instant.now().minus(REFUSED_FOR));
  }

  /** Where a download may lie until it is verified. */
  Path download() {
    return folder.resolve("download.part");
  }

  /**
   * Has the verified download tried at the next start; survives a power cut whole or not at all.
   */
  void tryNext(String version) throws IOException {
    sync(download());
    Path name = folder.resolve("next.version");
    Files.writeString(name, version);
    sync(name);
    move("download.part", "next.jar");
  }

  /** The trial reached the hub: from now on it is the one that has proved itself. */
  public void confirm() throws IOException {
    if (Files.exists(folder.resolve("trial.jar"))) {
      move("trial.jar", "washa-agent.jar");
      Files.deleteIfExists(folder.resolve("trial.version"));
    }
  }

  private void move(String from, String to) throws IOException {
    Files.move(
        folder.resolve(from),
        folder.resolve(to),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  private static void sync(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }
}
