/**
 * The two ISPs of the demo: who they are, and their past, made by the code that makes the present.
 */
@NullMarked
package io.washa.demo.seed;

import org.jspecify.annotations.NullMarked;
