package io.washa.agent.site;

import io.washa.protocol.Message;

/** Where messages to the hub go. */
public interface Outbox {
  /** Whether the hub has welcomed this agent; without that nothing is worth sending. */
  boolean isOpen();

  /** Sends soon. Dropped if the hub is away: everything is said again on the next connection. */
  void send(Message message);
}
