/**
 * The messages that the hub and a site's agent exchange over the agent's outbound WebSocket, as
 * plain records, and the one codec both sides use.
 */
@NullMarked
package io.washa.protocol;

import org.jspecify.annotations.NullMarked;
