package io.washa.simulators.routeros;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What became of a command. */
sealed interface Outcome {

  /** Carried out; {@code ret} is the value of the {@code =ret=} word, if there is one. */
  record Done(@Nullable String ret) implements Outcome {}

  /** The rows of a print, already reduced to the wanted properties. */
  record Rows(List<Map<String, String>> rows) implements Outcome {}

  /** Refused, for at least one reason. */
  record Refused(List<Trap> traps) implements Outcome {
    Refused(Trap trap) {
      this(List.of(trap));
    }
  }

  /** The router goes down without an answer and boots again. */
  record Reboot() implements Outcome {}

  /** The router goes down without an answer and stays down. */
  record Shutdown() implements Outcome {}

  static Outcome done() {
    return new Done(null);
  }
}
