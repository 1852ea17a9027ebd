package io.washa.agent.site.rules;

import io.washa.agent.routeros.Sentence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What would have to be written to make a menu hold the rows that are wanted, and no other of ours.
 * A pure function; run again on what is read back it says what is still not true. A router that is
 * right gets no write.
 *
 * @param steps in the order of writing: what lets through before what drops
 * @param conflicts foreign rows in the way, by rule key, with the reason for a person
 */
record RulePlan(List<RuleStep> steps, Map<String, String> conflicts) {

  /**
   * Compares.
   *
   * @param seen the menu's rows in the router's order
   */
  static RulePlan of(RuleTable table, List<Map<String, String>> seen) {
    return new Working(table, seen).plan();
  }

  /** The working of one plan. */
  private static final class Working {
    private final RuleTable table;
    private final List<Map<String, String>> rows;
    private final Map<String, Map<String, String>> ours = new LinkedHashMap<>();
    private final List<Map<String, String>> surplus = new ArrayList<>();
    private final List<RuleStep> steps = new ArrayList<>();
    private final Map<String, String> conflicts = new LinkedHashMap<>();

    Working(RuleTable table, List<Map<String, String>> seen) {
      this.table = table;
      // Dynamic rows are the router's own: nobody can write, move or stand before them.
      this.rows = seen.stream().filter(row -> !isYes(row.get("dynamic"))).toList();
    }

    RulePlan plan() {
      Map<String, Rule> wanted = new LinkedHashMap<>();
      table.wanted().forEach(rule -> wanted.putIfAbsent(rule.key(), rule));
      sort(wanted);
      remove();
      List<Rule> rules = List.copyOf(wanted.values());
      for (int i = 0; i < rules.size(); i++) {
        present(rules.get(i), rules.subList(i + 1, rules.size()));
      }
      if (table.ordered()) {
        order(rules);
      }
      return new RulePlan(List.copyOf(steps), conflicts);
    }

    /** Finds each rule's row; what is left of ours goes: nobody wants it, or it stands twice. */
    private void sort(Map<String, Rule> wanted) {
      for (Map<String, String> row : rows) {
        String key = Rule.keyOf(row);
        Rule rule = wanted.get(key);
        if (rule != null && !ours.containsKey(key) && !hasMore(row, rule)) {
          ours.put(key, row);
        } else if (!key.isEmpty()) {
          surplus.add(row);
        }
      }
    }

    /**
     * A row that somebody bound to more than its rule says is made anew. Some versions print the
     * address that stands for none.
     */
    private boolean hasMore(Map<String, String> row, Rule rule) {
      return table.columns().stream()
          .filter(column -> !rule.columns().containsKey(column))
          .map(column -> row.getOrDefault(column, ""))
          .anyMatch(value -> !value.isEmpty() && !value.equals("0.0.0.0"));
    }

    private void remove() {
      if (!surplus.isEmpty()) {
        String ids = surplus.stream().map(Working::id).collect(Collectors.joining(","));
        String keys = surplus.stream().map(Rule::keyOf).collect(Collectors.joining(", "));
        step(Sentence.of(table.menu() + "/remove").set("numbers", ids), "remove", keys);
      }
    }

    private void present(Rule rule, List<Rule> after) {
      Map<String, String> row = ours.get(rule.key());
      if (row != null) {
        change(rule, row);
        return;
      }
      Optional<Map<String, String>> twin = twin(rule);
      if (twin.isEmpty()) {
        add(rule, after);
      } else if (!differing(rule, twin.get()).isEmpty()) {
        conflicts.put(
            rule.key(),
            "the "
                + table.noun()
                + " "
                + rule.key()
                + " exists and is not ours; adopt or remove it");
      }
    }

    /** A foreign row that the router would refuse ours for. */
    private Optional<Map<String, String>> twin(Rule rule) {
      List<String> natural = table.natural();
      return rows.stream()
          .filter(row -> !natural.isEmpty() && Rule.keyOf(row).isEmpty())
          .filter(row -> natural.stream().allMatch(column -> same(rule, row, column)))
          .findFirst();
    }

    private boolean same(Rule rule, Map<String, String> row, String column) {
      String wanted = rule.columns().getOrDefault(column, "");
      return table.same(column, row.getOrDefault(column, ""), wanted);
    }

    private Set<String> differing(Rule rule, Map<String, String> row) {
      Set<String> columns = new TreeSet<>();
      for (String column : rule.columns().keySet()) {
        if (!same(rule, row, column)) {
          columns.add(column);
        }
      }
      if (isYes(row.get("disabled"))) {
        columns.add("disabled");
      }
      return columns;
    }

    private void change(Rule rule, Map<String, String> row) {
      Set<String> columns = differing(rule, row);
      if (columns.isEmpty()) {
        return;
      }
      Sentence set = Sentence.of(table.menu() + "/set").set("numbers", id(row));
      for (String column : columns) {
        set = set.set(column, rule.columns().getOrDefault(column, "no"));
      }
      step(set, "change " + String.join(", ", columns) + " of", rule.key());
    }

    private void add(Rule rule, List<Rule> after) {
      Sentence add = Sentence.of(table.menu() + "/add");
      for (Map.Entry<String, String> column : rule.columns().entrySet()) {
        add = add.set(column.getKey(), column.getValue());
      }
      add = add.set("comment", rule.mark());
      String before = table.ordered() ? next(after) : null;
      step(before == null ? add : add.set("place-before", before), "add", rule.key());
    }

    /**
     * The row that a rule has to stand before: the next of ours, else the first that must follow.
     */
    private @Nullable String next(List<Rule> after) {
      for (Rule rule : after) {
        Map<String, String> row = ours.get(rule.key());
        if (row != null) {
          return id(row);
        }
      }
      return rows.stream()
          .filter(row -> Rule.keyOf(row).isEmpty() && table.mustFollow(row))
          .map(Working::id)
          .findFirst()
          .orElse(null);
    }

    /**
     * From the last rule to the first: each before its next, as the router would then have them.
     */
    private void order(List<Rule> rules) {
      List<String> ids = new ArrayList<>(rows.stream().map(Working::id).toList());
      for (int i = rules.size() - 1; i >= 0; i--) {
        Map<String, String> row = ours.get(rules.get(i).key());
        String next = next(rules.subList(i + 1, rules.size()));
        if (row != null && next != null && ids.indexOf(id(row)) > ids.indexOf(next)) {
          ids.remove(id(row));
          ids.add(ids.indexOf(next), id(row));
          Sentence move = Sentence.of(table.menu() + "/move").set("numbers", id(row));
          step(move.set("destination", next), "move up", rules.get(i).key());
        }
      }
    }

    private void step(Sentence sentence, String verb, String keys) {
      steps.add(new RuleStep(sentence, verb + " " + table.noun() + " " + keys));
    }

    private static String id(Map<String, String> row) {
      return row.getOrDefault(".id", "");
    }
  }

  static boolean isYes(@Nullable String value) {
    return "true".equals(value) || "yes".equals(value);
  }
}
