package io.washa.network;

import io.washa.work.RouterMarks;
import java.util.Collection;
import java.util.TreeSet;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Marks that a transaction will have raised when it commits: all at once, in the order of router
 * ids, as its last locks, however many accesses it changed one after the other.
 */
@Component
class PendingMarks {
  private final RouterMarks marks;

  PendingMarks(RouterMarks marks) {
    this.marks = marks;
  }

  /** Has these routers' marks raised right before the present transaction's commit. */
  void raise(Collection<UUID> routers) {
    TransactionSynchronizationManager.getSynchronizations().stream()
        .filter(Pending.class::isInstance)
        .map(Pending.class::cast)
        .findFirst()
        .orElseGet(this::begin)
        .routers
        .addAll(routers);
  }

  private Pending begin() {
    Pending pending = new Pending(marks);
    TransactionSynchronizationManager.registerSynchronization(pending);
    return pending;
  }

  private static final class Pending implements TransactionSynchronization {
    // UUIDs compare in Java as PostgreSQL orders them only within one half of them; what counts is
    // that every transaction goes by the same order.
    private final TreeSet<UUID> routers = new TreeSet<>();
    private final RouterMarks marks;

    private Pending(RouterMarks marks) {
      this.marks = marks;
    }

    @Override
    public void beforeCommit(boolean readOnly) {
      routers.forEach(marks::raise);
      routers.clear();
    }
  }
}
