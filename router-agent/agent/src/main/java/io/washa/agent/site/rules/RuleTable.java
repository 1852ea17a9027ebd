package io.washa.agent.site.rules;

import io.washa.agent.routeros.Sentence;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A menu in which rows of ours live among those of others. */
interface RuleTable {
  /** Its path. */
  String menu();

  /** What a row of it is called, for a person. */
  String noun();

  /** The rows it should hold, in their order if that matters. */
  List<Rule> wanted();

  /**
   * Columns to read; a row of ours that has a value in one that its rule does not name is wrong.
   */
  Set<String> columns();

  /** Columns whose values together occur once in the menu; empty if the router does not mind. */
  default List<String> natural() {
    return List.of();
  }

  /** Whether the router goes by the order of the rows. */
  default boolean ordered() {
    return false;
  }

  /**
   * Whether a foreign row takes effect on what ours are about, so that ours must stand before it.
   */
  default boolean mustFollow(Map<String, String> foreign) {
    return false;
  }

  /** Asks for fewer rows, where the menu may hold very many of others. */
  default Sentence narrow(Sentence print) {
    return print;
  }

  /** Whether a column says what is wanted. */
  default boolean same(String column, String seen, String wanted) {
    return seen.equals(wanted) || (column.equals("action") && seen.isEmpty() && isAccept(wanted));
  }

  private static boolean isAccept(String action) {
    return action.equals("accept") || action.equals("allow");
  }
}
