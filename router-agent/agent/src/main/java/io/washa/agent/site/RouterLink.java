package io.washa.agent.site;

import io.washa.agent.routeros.RouterAddress;
import io.washa.agent.routeros.RouterConnection;
import io.washa.agent.routeros.Timings;
import io.washa.protocol.Assign;
import io.washa.protocol.Observed;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The one connection to a router and what is only true while it lasts. Belongs to its worker's
 * thread; only {@link #abort} may be called by others.
 */
final class RouterLink {
  private final Assign.Router router;
  private final DesiredRows rows;
  private final Timings timings;

  private volatile @Nullable RouterConnection connection;
  private @Nullable Open open;
  private Observed.@Nullable Identity identity;

  RouterLink(Assign.Router router, DesiredRows rows, Timings timings) {
    this.router = router;
    this.rows = rows;
    this.timings = timings;
  }

  /**
   * An open connection.
   *
   * @param connection itself
   * @param ops sentences over it
   * @param reconciler comparisons over it
   * @param stance what may be done with the box at its other end
   */
  record Open(RouterConnection connection, RouterOps ops, Reconciler reconciler, Stance stance) {}

  /** Who the router said it is, null if it was never reached. */
  Observed.@Nullable Identity identity() {
    return identity;
  }

  /** Serial number or software id of the box, empty if it told none. */
  String serial() {
    Observed.Identity told = identity;
    return told == null ? "" : told.serial();
  }

  /** The connection, if it still stands. */
  @Nullable Open current() {
    RouterConnection existing = connection;
    return existing != null && existing.isOpen() ? open : null;
  }

  /** Connects anew and asks the router who it is. */
  Open connect() throws IOException {
    disconnect();
    RouterConnection fresh =
        RouterConnection.open(
            new RouterAddress(
                router.host(),
                router.port(),
                router.tlsFingerprint(),
                router.username(),
                router.password()),
            timings);
    connection = fresh;
    RouterOps ops = new RouterOps(fresh);
    Observed.Identity told = ops.identity();
    identity = told;
    Stance stance = Stance.of(router.rules(), told);
    Open opened = new Open(fresh, ops, new Reconciler(router, rows, ops, stance), stance);
    open = opened;
    return opened;
  }

  void disconnect() {
    RouterConnection old = connection;
    connection = null;
    open = null;
    if (old != null) {
      old.close();
    }
  }

  /** Breaks the connection off, from any thread. */
  void abort() {
    RouterConnection existing = connection;
    if (existing != null) {
      existing.close();
    }
  }
}
