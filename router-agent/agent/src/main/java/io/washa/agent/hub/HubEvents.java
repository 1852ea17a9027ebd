package io.washa.agent.hub;

import io.washa.protocol.Heartbeat;
import io.washa.protocol.Hello;
import io.washa.protocol.Message;
import io.washa.protocol.Welcome;
import java.io.IOException;
import java.util.List;

/** What the rest of the agent hears from the connection, on one thread, in order. */
public interface HubEvents {
  /** What to say is held. */
  List<Hello.Holding> holdings();

  /** The hub took us in. */
  void welcomed(Welcome welcome);

  /** The hub is still there. */
  void heard(Heartbeat heartbeat);

  /**
   * A message about routers.
   *
   * @throws IOException if it could not be stored: the connection is then given up, for the next
   *     one starts from what is held
   */
  void received(Message message) throws IOException;

  /** The connection is gone. */
  void left();
}
