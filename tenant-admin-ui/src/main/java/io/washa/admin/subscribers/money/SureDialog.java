package io.washa.admin.subscribers.money;

import io.washa.identity.Permission;
import java.util.function.Supplier;

/** Asks once more before something without fields is done. */
final class SureDialog extends MoneyDialog {
  private static final long serialVersionUID = 1L;

  private final transient Supplier<Outcome> deed;

  SureDialog(String key, Permission needed, Runnable changed, Supplier<Outcome> deed) {
    super(key, needed, changed);
    this.deed = deed;
  }

  /** The same, with a sentence on what it does. */
  SureDialog saying(String sentence) {
    about(sentence);
    return this;
  }

  @Override
  Outcome book() {
    return deed.get();
  }
}
