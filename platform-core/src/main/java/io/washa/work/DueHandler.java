package io.washa.work;

/** Does what is due of one kind, for the bound tenant. */
public interface DueHandler {
  /** The kind, as written in the due index. */
  String kind();

  /**
   * Handles one batch in a transaction of its own, locking what it changes with {@code SKIP LOCKED}
   * and checking the end again: the due row is a hint, the subject decides.
   *
   * @return how many were handled; fewer than a batch means that nothing is left for now
   */
  int handleDue();

  /** Most subjects in one batch. */
  int BATCH = 200;

  /**
   * Writes due rows that are missing for subjects with an end.
   *
   * @return how many were missing; anything but 0 is a mistake in the program
   */
  int sweep();
}
