package io.washa.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/** Says how a run goes, and at its end the figures, one line each. */
final class Report {
  private final String bench;
  private final List<Figure> figures = new ArrayList<>();
  private boolean sound = true;

  Report(String bench) {
    this.bench = bench;
  }

  void say(String text) {
    System.out.println("  " + text);
  }

  void add(Figure figure, String spread) {
    figures.add(figure);
    say(figure.name() + ": " + spread);
  }

  /** Something that must hold whatever the speed. */
  void check(String claim, boolean holds) {
    System.out.println((holds ? "✓ " : "✗ ") + claim);
    sound &= holds;
  }

  /** Prints the figures and keeps them; returns the exit code: 1 if something was not right. */
  int close() {
    System.out.println();
    figures.forEach(figure -> System.out.println(figure.line()));
    try {
      Path file =
          Path.of(System.getProperty("washa.root", "."), ".washa", "bench", bench + ".json");
      Files.createDirectories(file.getParent());
      Files.writeString(
          file, JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(figures));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return sound ? 0 : 1;
  }
}
