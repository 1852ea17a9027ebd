package io.washa.simulators.routeros;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Safe mode of RouterOS 7.18 on: what its holder changes is taken back unless the holder releases
 * it; a lost connection takes it back too. Callers hold the store's lock.
 */
final class SafeMode implements Consumer<Change> {
  private final Store store;
  private final Deque<Change> changes = new ArrayDeque<>();
  private @Nullable Caller holder;

  SafeMode(Store store) {
    this.store = store;
  }

  boolean isHeldBy(Caller caller) {
    return holder == caller;
  }

  /** Takes it; false if somebody else holds it. */
  boolean take(Caller caller) {
    if (holder != null && holder != caller) {
      return false;
    }
    holder = caller;
    return true;
  }

  /** Keeps what was changed. */
  void release() {
    holder = null;
    changes.clear();
  }

  /** Takes everything back, the newest first. */
  void unroll() {
    holder = null;
    while (!changes.isEmpty()) {
      store.takeBack(changes.removeLast());
    }
  }

  /** A connection is over: what it held is taken back. */
  void lost(Caller caller) {
    if (holder == caller) {
      unroll();
    }
  }

  @Override
  public void accept(Change change) {
    changes.add(change);
  }
}
