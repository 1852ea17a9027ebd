package io.washa.simulators.daraja;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a customer can do with a prompt. */
enum PromptAction {
  PAY,
  WRONG_PIN,
  CANCEL,
  IGNORE,
  NO_FUNDS;

  String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static Optional<PromptAction> named(String label) {
    return Arrays.stream(values()).filter(action -> action.label().equals(label)).findFirst();
  }
}
