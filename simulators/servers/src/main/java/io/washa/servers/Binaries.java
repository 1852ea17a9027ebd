package io.washa.servers;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/** The folder of PostgreSQL's unpacked programs; one at a time unpacks into it. */
final class Binaries implements AutoCloseable {
  // A lock on a file keeps other JVMs out, this one keeps out our own threads.
  private static final ReentrantLock THREADS = new ReentrantLock();

  private final Path folder;
  private final FileChannel channel;

  private Binaries(Path folder, FileChannel channel) {
    this.folder = folder;
    this.channel = channel;
  }

  /** Waits until nobody else unpacks. */
  static Binaries lock(Path folder) throws IOException {
    THREADS.lock();
    try {
      Files.createDirectories(folder);
      FileChannel channel =
          FileChannel.open(
              folder.resolve("unpacking.lock"),
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE);
      channel.lock();
      return new Binaries(folder, channel);
    } catch (IOException | RuntimeException e) {
      THREADS.unlock();
      throw e;
    }
  }

  /** An unpacking that was killed leaves a folder without its last mark: it is done again. */
  void removeHalfMade() throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      List<Path> halfMade =
          entries
              .filter(Files::isDirectory)
              .filter(version -> !Files.exists(version.resolve(".exists")))
              .toList();
      halfMade.forEach(WorkFolder::delete);
    }
  }

  @Override
  public void close() throws IOException {
    try {
      channel.close();
    } finally {
      THREADS.unlock();
    }
  }
}
