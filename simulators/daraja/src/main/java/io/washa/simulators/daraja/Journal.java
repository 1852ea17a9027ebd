package io.washa.simulators.daraja;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * An append-only file of what must survive a restart, one JSON object a line. Each line reaches the
 * operating system before its effect is answered; it is not forced to disk. Without a file nothing
 * is kept.
 */
final class Journal implements AutoCloseable {
  private static final byte NEWLINE = '\n';

  private final @Nullable FileChannel file;

  private Journal(@Nullable FileChannel file) {
    this.file = file;
  }

  /**
   * Opens the file, creating it and its folder if need be.
   *
   * @throws IOException if the file cannot be used or another simulator holds it
   */
  static Journal open(@Nullable Path path) throws IOException {
    if (path == null) {
      return new Journal(null);
    }
    Path parent = path.toAbsolutePath().getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    FileChannel file =
        FileChannel.open(
            path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try {
      if (file.tryLock() != null) {
        return new Journal(file);
      }
    } catch (OverlappingFileLockException heldByThisProcess) {
      // The same answer as for another process.
    }
    file.close();
    throw new IOException("data file " + path + " is in use by another simulator");
  }

  /** Reads every line, oldest first, and cuts off a last line that a crash left unfinished. */
  synchronized void replay(BiConsumer<String, JsonNode> line) throws IOException {
    if (file == null) {
      return;
    }
    byte[] all = new byte[Math.toIntExact(file.size())];
    ByteBuffer buffer = ByteBuffer.wrap(all);
    int read = 0;
    while (buffer.hasRemaining() && read >= 0) {
      read = file.read(buffer, buffer.position());
    }
    int start = 0;
    for (int i = 0; i < all.length; i++) {
      if (all[i] == NEWLINE) {
        replay(Arrays.copyOfRange(all, start, i), line);
        start = i + 1;
      }
    }
    file.truncate(start);
    file.position(start);
  }

  private static void replay(byte[] bytes, BiConsumer<String, JsonNode> line) {
    Json.object(new String(bytes, StandardCharsets.UTF_8))
        .ifPresent(object -> line.accept(Json.field(object, "kind"), object.path("value")));
  }

  synchronized void append(String kind, Object value) {
    if (file == null) {
      return;
    }
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("kind", kind);
    line.put("value", value);
    byte[] json = Json.bytes(line);
    ByteBuffer bytes = ByteBuffer.allocate(json.length + 1).put(json).put(NEWLINE).flip();
    try {
      while (bytes.hasRemaining()) {
        file.write(bytes);
      }
    } catch (IOException full) {
      throw new UncheckedIOException("the simulator's journal cannot be written", full);
    }
  }

  @Override
  public synchronized void close() throws IOException {
    if (file != null) {
      file.close();
    }
  }
}
