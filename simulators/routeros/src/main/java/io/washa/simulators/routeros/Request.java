package io.washa.simulators.routeros;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One sentence from a client.
 *
 * @param command the path, as {@code /ppp/secret/add}
 * @param attributes by name; of equal names the last holds
 * @param queries without their question mark, in order
 * @param tag as the client chose it, or null
 */
record Request(
    String command, Map<String, String> attributes, List<String> queries, @Nullable String tag) {

  static Request of(List<String> words) {
    Map<String, String> attributes = new LinkedHashMap<>();
    List<String> queries = new ArrayList<>();
    String tag = null;
    for (String word : words.subList(1, words.size())) {
      if (word.startsWith("=")) {
        int end = word.indexOf('=', 1);
        attributes.put(
            end < 0 ? word.substring(1) : word.substring(1, end),
            end < 0 ? "" : word.substring(end + 1));
      } else if (word.startsWith("?")) {
        queries.add(word.substring(1));
      } else if (word.startsWith(".tag=")) {
        tag = word.substring(".tag=".length());
      }
    }
    return new Request(words.getFirst(), attributes, queries, tag);
  }

  /** The menu part of the path: {@code /ppp/secret} of {@code /ppp/secret/add}. */
  String menu() {
    int slash = command.lastIndexOf('/');
    return slash <= 0 ? "" : command.substring(0, slash);
  }

  /** The last part of the path. */
  String verb() {
    return command.substring(command.lastIndexOf('/') + 1);
  }

  @Nullable String attribute(String name) {
    return attributes.get(name);
  }

  boolean has(String name) {
    return attributes.containsKey(name);
  }
}
