/**
 * A MikroTik router as its API clients see it: the binary API byte for byte, menus, live PPPoE
 * sessions, faults and a cost for everything.
 */
@NullMarked
package io.washa.simulators.routeros;

import org.jspecify.annotations.NullMarked;
