package io.washa.agent.tools;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What a look at something found, good and bad. */
public final class Findings {
  private final List<Finding> found = new ArrayList<>();

  /** How bad. */
  public enum Level {
    /** As it should be. */
    OK("ok"),
    /** Works, with something less. */
    WARNING("warning"),
    /** Does not work until a person does something. */
    PROBLEM("problem");

    private final String word;

    Level(String word) {
      this.word = word;
    }
  }

  private record Finding(Level level, String text) {}

  /** One more. */
  public void add(Level level, String text) {
    found.add(new Finding(level, text));
  }

  /** All that was found about one of several things. */
  public void addAll(String about, Findings others) {
    others.found.forEach(
        finding -> found.add(new Finding(finding.level(), about + ": " + finding.text())));
  }

  /** Whether something does not work. */
  public boolean hasProblem() {
    return found.stream().anyMatch(finding -> finding.level() == Level.PROBLEM);
  }

  /** A line each: {@code problem: …}. */
  public String text() {
    return found.stream()
        .map(finding -> finding.level().word + ": " + finding.text())
        .collect(Collectors.joining("\n"));
  }
}
