/**
 * The demo's check: pays, dials in, waits for the end, breaks things and looks whether books,
 * statement and routers agree.
 */
@NullMarked
package io.washa.demo.check;

import org.jspecify.annotations.NullMarked;
