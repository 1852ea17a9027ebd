package io.washa.network;

import io.washa.protocol.ApplyDesired;
import io.washa.tenancy.TenantId;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/**
 * The way to the routers: through the agent at their site. All calls may wait on the network, up to
 * the patience given; none may be made inside a transaction.
 */
public interface RouterTransport {
  /**
   * Sends a change, or all parts of a snapshot, and waits until the agent holds it.
   *
   * @param parts of one (epoch, generation), in order; at least one
   */
  Delivery deliver(RouterAddress router, List<ApplyDesired> parts, Duration patience);

  /** Asks the router who it is, now. */
  ProbeResult probe(RouterAddress router, Duration patience);

  /**
   * Ends the live sessions of one user.
   *
   * @return whether the router confirmed it in time
   */
  boolean kick(RouterAddress router, String username, Duration patience);

  /**
   * Has the agent do something once, as {@link io.washa.protocol.Command} says.
   *
   * @param name of the command
   * @param argument as the command needs it, or empty
   */
  CommandAnswer command(RouterAddress router, String name, String argument, Duration patience);

  /** Whether the site's agent is connected, to this pod or another. */
  boolean agentConnected(TenantId tenant, UUID site);

  /**
   * Tells the site's agent, if it is connected, which routers it serves now. Does not wait; an
   * agent that connects later is told then.
   */
  void routersChanged(TenantId tenant, UUID site);
}
