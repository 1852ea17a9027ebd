/**
 * The program at an ISP's site. It dials out to the hub, stores what each router should allow,
 * makes the routers so, and reports what was read back.
 *
 * <p>{@link io.washa.agent.Agent} ties four parts together: {@code hub} (the connection that goes
 * out), {@code store} (the folder on disk), {@code site} (one worker for each router, and the pure
 * comparison it acts on) and {@code routeros} (the RouterOS API client). A message from the hub is
 * first made durable, then handed to the router's worker; a slow or dead router therefore delays
 * only itself.
 */
@NullMarked
package io.washa.agent;

import org.jspecify.annotations.NullMarked;
