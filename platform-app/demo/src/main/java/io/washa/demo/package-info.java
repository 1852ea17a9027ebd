/** Starts an ISP on this machine, with everything it needs, and ends it again. */
@NullMarked
package io.washa.demo;

import org.jspecify.annotations.NullMarked;
