package io.washa.simulators.routeros;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/** The present faults, and where stalled connections wait for the stall to end. */
final class FaultSwitch {
  /**
   * Faults and which setting of them it is.
   *
   * @param version rises with every setting, so that counts can start anew
   */
  record Setting(Faults faults, int version) {}

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private volatile Setting setting = new Setting(Faults.none(), 0);

  Setting setting() {
    return setting;
  }

  Faults faults() {
    return setting.faults();
  }

  void set(Faults faults) {
    lock.lock();
    try {
      setting = new Setting(faults, setting.version() + 1);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Has stalled connections look again whether they are still open. */
  void wake() {
    lock.lock();
    try {
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits as long as there is a stall and the connection is open. */
  void awaitNoStall(BooleanSupplier open) {
    lock.lock();
    try {
      while (setting.faults().stall() && open.getAsBoolean()) {
        changed.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
  }
}
