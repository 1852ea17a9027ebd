package io.washa.simulators.routeros;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where configuration outlives the process: a journal with one JSON line per changed row. A last
 * line that was torn by a crash is forgotten; damage before it is refused, as a router that forgot
 * its subscribers silently would mislead. Without a file nothing is written.
 */
final class Flash {
  /**
   * One change.
   *
   * @param values of the whole row, or null if it was removed
   * @param before id of the row in front of which it was put, -1 for the end, null for as before
   */
  record Line(String menu, long id, @Nullable Map<String, String> values, @Nullable Long before) {}

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final @Nullable Path file;
  private final boolean synced;

  /** Without a file nothing is written; a synced one holds every change before its answer. */
  Flash(@Nullable Path file, boolean synced) {
    this.file = file;
    this.synced = synced;
  }

  List<Line> load() {
    List<Line> lines = new ArrayList<>();
    if (file == null || !Files.exists(file)) {
      return lines;
    }
    try {
      String journal = Files.readString(file);
      int whole = journal.lastIndexOf('\n') + 1;
      for (String text : journal.substring(0, whole).split("\n", -1)) {
        if (!text.isEmpty()) {
          lines.add(JSON.readValue(text, Line.class));
        }
      }
      if (whole < journal.length()) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
          channel.truncate(journal.substring(0, whole).getBytes(UTF_8).length);
        }
      }
      return lines;
    } catch (JacksonException e) {
      throw new IllegalStateException("The flash file " + file + " is damaged.", e);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the flash file " + file, e);
    }
  }

  void append(Line line) {
    if (file == null) {
      return;
    }
    try {
      Files.write(
          file,
          (JSON.writeValueAsString(line) + "\n").getBytes(UTF_8),
          synced
              ? new OpenOption[] {
                StandardOpenOption.CREATE, StandardOpenOption.APPEND, StandardOpenOption.DSYNC
              }
              : new OpenOption[] {StandardOpenOption.CREATE, StandardOpenOption.APPEND});
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write the flash file " + file, e);
    }
  }
}
