package io.washa.agents;

import io.netty.channel.Channel;
import java.util.EnumSet;
import java.util.Set;

/** Whether a connection is read: only while there is no reason not to. */
final class Valve {
  private final Channel channel;
  private final Runnable reopened;
  private final Set<Reason> reasons = EnumSet.noneOf(Reason.class);

  /**
   * An open one.
   *
   * @param reopened called on the event loop before reading goes on
   */
  Valve(Channel channel, Runnable reopened) {
    this.channel = channel;
    this.reopened = reopened;
  }

  /** Why a connection is not read. */
  enum Reason {
    /** What it said is still being worked on. */
    BUSY,
    /** It said too much in too short a time. */
    PACE
  }

  /** Returns whether it was not closed for this reason already. */
  synchronized boolean close(Reason reason) {
    boolean first = reasons.add(reason);
    channel.config().setAutoRead(false);
    return first;
  }

  synchronized void open(Reason reason) {
    if (reasons.remove(reason) && reasons.isEmpty()) {
      channel.eventLoop().execute(this::read);
    }
  }

  private synchronized void read() {
    if (reasons.isEmpty()) {
      reopened.run();
      channel.config().setAutoRead(true);
    }
  }

  synchronized boolean isOpen() {
    return reasons.isEmpty();
  }
}
