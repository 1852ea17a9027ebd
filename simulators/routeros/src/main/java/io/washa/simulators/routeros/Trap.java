package io.washa.simulators.routeros;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One refusal as the wire carries it.
 *
 * @param category 0 to 7, or null where the version leaves it out
 */
record Trap(@Nullable Integer category, String message) {

  List<String> words() {
    List<String> words = new ArrayList<>();
    words.add("!trap");
    if (category != null) {
      words.add("=category=" + category);
    }
    words.add("=message=" + message);
    return words;
  }
}
