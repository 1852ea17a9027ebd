package io.washa.agent.site;

import io.washa.agent.routeros.Sentence;
import io.washa.agent.site.Step.Kind;
import io.washa.agent.site.Step.Target;
import io.washa.protocol.ApplyDesired.Access;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects what is to be written to a table, so that equal changes travel in one sentence. */
final class Writes {
  private final AccessTable table;
  private final List<Step> adds = new ArrayList<>();
  private final Map<Change, List<Target>> changes = new LinkedHashMap<>();
  private final Map<String, Target> removals = new LinkedHashMap<>();

  Writes(AccessTable table) {
    this.table = table;
  }

  /** What is the same for many rows: the sentence, and when and why it is said. */
  private record Change(Kind kind, String verb, Map<String, String> words, String forPeople) {}

  void add(Map<String, String> columns, Target target) {
    Sentence sentence = sentence("add", columns);
    adds.add(new Step(Kind.ADD, sentence, List.of(target), "add " + table.noun()));
  }

  /** Makes a row that the router made by itself one that stays. */
  void fix(String verb, Target target) {
    put(new Change(Kind.FIX, verb, Map.of(), verb + " " + table.noun()), target);
  }

  /** Puts a row before another. */
  void move(String before, Target target) {
    put(
        new Change(Kind.SET, "move", Map.of("destination", before), "move up " + table.noun()),
        target);
  }

  /** Something in another menu. */
  void also(Step step) {
    adds.add(step);
  }

  /** Changes columns of a row, if there are any. */
  void set(Access row, Seen.Row held, Map<String, String> columns, Target target) {
    Map<String, String> sets = new LinkedHashMap<>(columns);
    columns.forEach((column, value) -> {
      if (value.isEmpty() && table.unsettable().contains(column)) {
        sets.remove(column);
        put(
            new Change(
                Kind.SET,
                "unset",
                Map.of("value-name", column),
                "unset " + column + " of " + table.noun()),
            target);
      }
    });
    if (!sets.isEmpty()) {
      boolean wasOff = table.isOff(held.columns());
      Kind kind = row.enabled() == !wasOff ? Kind.SET : wasOff ? Kind.ENABLE : Kind.DISABLE;
      put(new Change(kind, "set", sets, words(kind, sets)), target);
    }
  }

  private String words(Kind kind, Map<String, String> sets) {
    boolean onlySwitched = kind != Kind.SET && table.switches().containsAll(sets.keySet());
    String verb = kind == Kind.ENABLE ? "enable" : table.offVerb();
    return onlySwitched
        ? verb + " " + table.noun()
        : "change " + String.join(", ", sets.keySet()) + " of " + table.noun();
  }

  private void put(Change change, Target target) {
    changes.computeIfAbsent(change, any -> new ArrayList<>()).add(target);
  }

  void remove(Target target) {
    removals.put(target.id(), target);
  }

  boolean removes(String id) {
    return removals.containsKey(id);
  }

  /** Everything, in the order of writing. */
  List<Step> inOrder(List<Step> shared) {
    List<Step> steps = new ArrayList<>(shared);
    steps.addAll(adds);
    changes.forEach((change, targets) ->
        portions(
            new Step(
                change.kind(),
                sentence(change.verb(), change.words()),
                targets,
                change.forPeople()),
            steps));
    portions(
        new Step(
            Kind.REMOVE,
            sentence("remove", Map.of()),
            List.copyOf(removals.values()),
            "remove " + table.noun()),
        steps);
    steps.sort(Comparator.comparing(Step::kind));
    return List.copyOf(steps);
  }

  private Sentence sentence(String verb, Map<String, String> words) {
    Sentence sentence = Sentence.of(table.menu() + "/" + verb);
    for (Map.Entry<String, String> word : words.entrySet()) {
      sentence = sentence.set(word.getKey(), word.getValue());
    }
    return sentence;
  }

  private static void portions(Step step, List<Step> out) {
    List<Target> targets = step.targets();
    for (int from = 0; from < targets.size(); from += Step.MAX_TARGETS) {
      int to = Math.min(from + Step.MAX_TARGETS, targets.size());
      out.add(new Step(step.kind(), step.command(), targets.subList(from, to), step.words()));
    }
  }
}
