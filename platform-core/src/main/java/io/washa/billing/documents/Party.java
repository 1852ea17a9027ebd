package io.washa.billing.documents;

import org.jspecify.annotations.Nullable;

/**
 * Who sells or who buys, as it stands on a document.
 *
 * @param pin null if it has none or never told
 */
public record Party(String name, @Nullable KraPin pin) {
  static final int LONGEST_NAME = 200;

  boolean named() {
    return !name.isBlank() && name.length() <= LONGEST_NAME;
  }

  @Nullable String pinText() {
    return pin == null ? null : pin.text();
  }

  static Party of(String name, @Nullable String pin) {
    return new Party(name, pin == null ? null : new KraPin(pin));
  }
}
