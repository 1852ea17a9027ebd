/** The vocabulary that tests are written in, and the platform they run against. */
@NullMarked
package io.washa.testing;

import org.jspecify.annotations.NullMarked;
