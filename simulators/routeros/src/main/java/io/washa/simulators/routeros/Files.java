package io.washa.simulators.routeros;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The router's disk, as {@code /file} shows it. Contents are bytes like every other value. */
final class Files {
  /** What the API takes at once (facts, confidence M). */
  static final int MAX_CONTENTS = 60 << 10;

  /** What one read may fetch. */
  static final int MAX_CHUNK = 32 << 10;

  private Files() {}

  static String type(@Nullable String name) {
    String ending = name == null ? "" : name.substring(name.lastIndexOf('.') + 1);
    return switch (ending) {
      case "backup" -> "backup";
      case "rsc" -> "script";
      default -> name == null || !name.contains(".") ? "file" : "." + ending + " file";
    };
  }

  static int size(Row file) {
    return file.value("contents").getBytes(ISO_8859_1).length;
  }

  /** {@code /file/read}: one piece of a file, from RouterOS 7.13 on. */
  static Outcome read(Request request, Store store, VersionProfile version) {
    String name = request.attribute("file");
    if (name == null) {
      return new Outcome.Refused(version.missing("file"));
    }
    Row file = store.table(Paths.FILES).find(name);
    if (file == null) {
      return new Outcome.Refused(version.noSuchItem());
    }
    int offset = number(request.attribute("offset"), 0);
    int size = number(request.attribute("chunk-size"), MAX_CHUNK);
    if (offset < 0 || size <= 0 || size > MAX_CHUNK) {
      return new Outcome.Refused(version.badValue("invalid value for argument chunk-size"));
    }
    String contents = file.value("contents");
    int from = Math.min(offset, contents.length());
    return new Outcome.Rows(
        List.of(
            Map.of("data", contents.substring(from, Math.min(from + size, contents.length())))));
  }

  private static int number(@Nullable String text, int fallback) {
    return text == null ? fallback : text.matches("\\d{1,9}") ? Integer.parseInt(text) : -1;
  }
}
