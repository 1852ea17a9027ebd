/** Tests of the agent as a whole, against a real WebSocket hub and the RouterOS simulator. */
@NullMarked
package io.washa.agent;

import org.jspecify.annotations.NullMarked;
