/** The router as a client on the other end of the socket finds it. */
@NullMarked
package io.washa.simulators.routeros;

import org.jspecify.annotations.NullMarked;
