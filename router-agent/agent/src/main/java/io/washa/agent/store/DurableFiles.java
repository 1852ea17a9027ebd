package io.washa.agent.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Writing that survives a power cut. */
final class DurableFiles {
  private DurableFiles() {}

  /** Replaces a file: temporary file, fsync, atomic rename, fsync of the folder. */
  static void replace(Path file, byte[] content) throws IOException {
    replace(file, content, true);
  }

  /** The same without fsync: after a power cut the file may be damaged. */
  static void replaceLazily(Path file, byte[] content) throws IOException {
    replace(file, content, false);
  }

  private static void replace(Path file, byte[] content, boolean force) throws IOException {
    Path folder = java.util.Objects.requireNonNull(file.getParent());
    Path temporary = folder.resolve(file.getFileName() + ".new");
    Files.deleteIfExists(temporary);
    Files.createFile(temporary, ownerOnly());
    try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
      writeAll(channel, content);
      if (force) {
        channel.force(true);
      }
    }
    Files.move(
        temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    if (force) {
      syncFolder(folder);
    }
  }

  /** Adds to the end of an existing file. */
  static void append(Path file, byte[] content, boolean force) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
      writeAll(channel, content);
      if (force) {
        channel.force(false);
      }
    }
  }

  private static void writeAll(FileChannel channel, byte[] content) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(content);
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
  }

  /** Makes a rename or a deletion in the folder durable. */
  static void syncFolder(Path folder) throws IOException {
    if (!isPosix()) {
      return; // Windows cannot open a folder; its journal does this.
    }
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private static boolean isPosix() {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
  }

  private static FileAttribute<?>[] ownerOnly() {
    if (!isPosix()) {
      return new FileAttribute<?>[0];
    }
    Set<java.nio.file.attribute.PosixFilePermission> permissions =
        PosixFilePermissions.fromString("rw-------");
    return new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)};
  }
}
