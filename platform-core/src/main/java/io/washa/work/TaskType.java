package io.washa.work;

/**
 * A kind of task.
 *
 * @param name stable: it stands in the database
 * @param payload a record that Jackson reads and writes
 * @param priority higher goes first; payments {@link #PAYMENT}, bulk work {@link #BULK}
 */
public record TaskType<T>(String name, Class<T> payload, int priority) {
  /** Somebody waits with a phone in hand. */
  public static final int PAYMENT = 100;

  /** Nobody waits. */
  public static final int BULK = 0;
}
