package io.washa.simulators.routeros;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The query words of a print, evaluated on a stack that is filled with endless truths at first; a
 * row matches when no falsehood is left (RouterOS manual, confidence H).
 */
final class Query {
  private final List<String> words;

  Query(List<String> words) {
    this.words = words;
  }

  /**
   * Rows among which all matches are: those that an index names if the query begins with a plain
   * equality and combines nothing, or asks for any of some values of one property; otherwise all.
   */
  Collection<Row> candidates(Table table) {
    String property = alternatives();
    if (property != null && table.isIndexed(property)) {
      return table.rows().size() < words.size() ? table.rows() : anyOf(property, table);
    }
    String first = words.isEmpty() ? "" : words.getFirst();
    String word = first.startsWith("=") ? first.substring(1) : first;
    int end = word.indexOf('=');
    boolean plain = end > 0 && !"-<>#.".contains(word.substring(0, 1));
    boolean combined = words.stream().anyMatch(other -> other.startsWith("#"));
    return plain && !combined && table.isIndexed(word.substring(0, end))
        ? table.inOrder(word.substring(0, end), word.substring(end + 1))
        : table.rows();
  }

  /** The property of which the whole query asks for any of several values, or null. */
  private @Nullable String alternatives() {
    String property = null;
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      int end = word.indexOf('=');
      boolean joins = i > 1 && i % 2 == 0;
      boolean right =
          joins ? word.equals("#|") : end > 0 && !"-<>#.".contains(word.substring(0, 1));
      if (!right || (i > 0 && !joins && !word.substring(0, end).equals(property))) {
        return null;
      }
      property = joins ? property : word.substring(0, end);
    }
    return words.size() > 2 ? property : null;
  }

  private Collection<Row> anyOf(String property, Table table) {
    Set<Row> found = new LinkedHashSet<>();
    for (String word : words) {
      if (!word.equals("#|")) {
        found.addAll(table.having(property, word.substring(property.length() + 1)));
      }
    }
    return table.inOrder(found);
  }

  /** Whether a row matches whose properties the function gives, null meaning absent. */
  boolean matches(Function<String, @Nullable String> row) {
    Deque<Boolean> stack = new ArrayDeque<>();
    for (String word : words) {
      if (word.startsWith("#")) {
        operate(word.substring(1), stack);
      } else {
        stack.push(test(word, row));
      }
    }
    return !stack.contains(false);
  }

  private static boolean test(String word, Function<String, @Nullable String> row) {
    if (word.startsWith("-")) {
      return row.apply(word.substring(1)) == null;
    }
    char operator = word.isEmpty() ? ' ' : word.charAt(0);
    boolean marked = operator == '<' || operator == '>' || operator == '=';
    String rest = marked ? word.substring(1) : word;
    int end = rest.indexOf('=');
    if (end < 0) {
      return row.apply(rest) != null;
    }
    String value = row.apply(rest.substring(0, end));
    if (value == null) {
      return false;
    }
    String wanted = rest.substring(end + 1);
    return switch (operator) {
      case '<' -> compare(value, wanted) < 0;
      case '>' -> compare(value, wanted) > 0;
      default -> value.equals(wanted) || value.equals(asPrinted(value, wanted));
    };
  }

  /** Routers also match yes and no against booleans, and ids in lower case (confidence M). */
  private static String asPrinted(String value, String wanted) {
    if (wanted.equals("yes") && value.equals("true")) {
      return "true";
    }
    if (wanted.equals("no") && value.equals("false")) {
      return "false";
    }
    return wanted.startsWith("*") && wanted.equalsIgnoreCase(value) ? value : wanted;
  }

  private static int compare(String value, String wanted) {
    if (isNumber(value) && isNumber(wanted)) {
      return Long.compare(Long.parseLong(value), Long.parseLong(wanted));
    }
    return value.compareTo(wanted);
  }

  private static boolean isNumber(String text) {
    return !text.isEmpty()
        && text.length() < 19
        && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private static void operate(String operations, Deque<Boolean> stack) {
    int at = 0;
    boolean afterIndex = false;
    while (at < operations.length()) {
      int digits = at;
      while (digits < operations.length() && Character.isDigit(operations.charAt(digits))) {
        digits++;
      }
      if (digits > at) {
        boolean copy = peek(stack, operations.substring(at, digits));
        if (digits == operations.length()) {
          stack.clear();
        }
        stack.push(copy);
        at = digits;
        afterIndex = true;
        continue;
      }
      apply(operations.charAt(at), stack, afterIndex);
      afterIndex = false;
      at++;
    }
  }

  private static void apply(char operation, Deque<Boolean> stack, boolean afterIndex) {
    switch (operation) {
      case '!' -> stack.push(!pop(stack));
      case '&' -> {
        boolean top = pop(stack);
        boolean below = pop(stack);
        stack.push(top && below);
      }
      case '|' -> {
        boolean top = pop(stack);
        boolean below = pop(stack);
        stack.push(top || below);
      }
      case '.' -> {
        if (!afterIndex) {
          stack.push(peek(stack, "0"));
        }
      }
      default -> {}
    }
  }

  private static boolean pop(Deque<Boolean> stack) {
    return stack.isEmpty() || stack.pop();
  }

  private static boolean peek(Deque<Boolean> stack, String index) {
    int i = index.length() > 6 ? Integer.MAX_VALUE : Integer.parseInt(index);
    return i >= stack.size() || new ArrayList<>(stack).get(i);
  }
}
