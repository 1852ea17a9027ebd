package io.washa.agent.site;

import io.washa.agent.routeros.Sentence;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One sentence to be written to a router.
 *
 * @param kind decides the order
 * @param command the sentence without the rows it is about
 * @param targets the rows it is about; a row with an id is named in {@code numbers}
 * @param words what it does, for a person
 */
record Step(Kind kind, Sentence command, List<Target> targets, String words) {
  /** Most rows in one sentence. */
  static final int MAX_TARGETS = 100;

  private static final int MAX_NAMES_SHOWN = 20;

  /** Kinds in the order of writing: what others rest on, then who paid, then who has to go. */
  enum Kind {
    POOL,
    PROFILE,
    FIX,
    ENABLE,
    ADD,
    SET,
    DISABLE,
    REMOVE
  }

  /**
   * A row of a step.
   *
   * @param access whose row; null for pools, profiles and rows that nobody wants any more
   * @param generation of the desired row that the step was planned from
   * @param id on the router, empty for a row to be added
   */
  record Target(@Nullable UUID access, long generation, String name, String id) {}

  /** Ready to be sent. */
  Sentence sentence() {
    String ids =
        targets.stream()
            .map(Target::id)
            .filter(id -> !id.isEmpty())
            .collect(Collectors.joining(","));
    if (!ids.isEmpty()) {
      return command.set("numbers", ids);
    }
    if (kind != Kind.ADD && !command.command().endsWith("/add")) {
      throw new IllegalStateException("never set or remove without an id: " + command);
    }
    return command;
  }

  /** The same for those of its rows that still want it. */
  Step keeping(Predicate<Target> wanted) {
    return new Step(kind, command, targets.stream().filter(wanted).toList(), words);
  }

  /** Two steps that together do the same; only for a step of several rows. */
  List<Step> halves() {
    int middle = targets.size() / 2;
    return List.of(
        new Step(kind, command, targets.subList(0, middle), words),
        new Step(kind, command, targets.subList(middle, targets.size()), words));
  }

  /** For a dry run. */
  String describe() {
    List<String> names = new ArrayList<>();
    for (Target target : targets) {
      if (names.size() == MAX_NAMES_SHOWN) {
        names.add("and " + (targets.size() - MAX_NAMES_SHOWN) + " more");
        break;
      }
      names.add(target.name());
    }
    return words + ": " + String.join(", ", names);
  }
}
