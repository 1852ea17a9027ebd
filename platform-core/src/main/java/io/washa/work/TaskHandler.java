package io.washa.work;

/**
 * Does tasks of one type, with the tenant bound and no transaction open. May be called again for a
 * task it has done: it must be idempotent. An exception means: again later, with growing pauses,
 * until the task is parked where a person sees it.
 */
public interface TaskHandler<T> {
  /** The type this handler does. */
  TaskType<T> type();

  /**
   * Does one task.
   *
   * @throws TaskRefusedException if trying again cannot help: parked at once
   */
  void handle(T payload);

  /**
   * A task was given up and is parked now; with the tenant bound. For whoever shows how far it is.
   *
   * @param why for people
   */
  default void parked(T payload, String why) {}

  /** Trying this task again cannot help. */
  final class TaskRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** With a sentence for the person who will look at the parked task. */
    public TaskRefusedException(String reason) {
      super(reason);
    }
  }
}
