package io.washa.agent.site.rules;

import java.util.ArrayList;
import java.util.List;

/**
 * What a comparison of the router-wide rules found.
 *
 * @param differences in words: what was written, or would be
 * @param problems what could not be made true, and what a person should know
 * @param foreign rows in the way that a person may have taken over: {@code kind name}
 * @param rows how many rows of the router were read
 */
public record Findings(
    List<String> differences, List<String> problems, List<String> foreign, int rows) {
  /** All as it should be. */
  public static final Findings NONE = new Findings(List.of(), List.of(), List.of(), 0);

  static Findings problem(String text, int rows) {
    return new Findings(List.of(), List.of(text), List.of(), rows);
  }

  /** Both together. */
  public Findings and(Findings more) {
    return new Findings(
        joined(differences, more.differences),
        joined(problems, more.problems),
        joined(foreign, more.foreign),
        rows + more.rows);
  }

  private static List<String> joined(List<String> one, List<String> other) {
    List<String> all = new ArrayList<>(one);
    all.addAll(other);
    return List.copyOf(all);
  }
}
