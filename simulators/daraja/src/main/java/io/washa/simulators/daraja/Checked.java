package io.washa.simulators.daraja;

/** What became of a check: a value to go on with, or the refusal to answer. */
sealed interface Checked<T> {
  /** The check passed. */
  record Ok<T>(T value) implements Checked<T> {}

  /** The check failed. */
  record Refused<T>(Refusal refusal) implements Checked<T> {}

  static <T> Checked<T> ok(T value) {
    return new Ok<>(value);
  }

  static <T> Checked<T> refused(Refusal refusal) {
    return new Refused<>(refusal);
  }
}
