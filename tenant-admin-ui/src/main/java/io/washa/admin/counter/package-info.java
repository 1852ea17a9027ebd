/** The counter: cash, drawers, and what is printed. */
@NullMarked
package io.washa.admin.counter;

import org.jspecify.annotations.NullMarked;
