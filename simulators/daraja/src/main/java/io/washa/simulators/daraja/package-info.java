/** Safaricom's Daraja as its clients see it: an HTTP server with a virtual phone behind it. */
@NullMarked
package io.washa.simulators.daraja;

import org.jspecify.annotations.NullMarked;
