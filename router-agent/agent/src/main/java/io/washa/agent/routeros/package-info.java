/**
 * A client of the RouterOS binary API: raw words, tagged commands, strict login, and a failure that
 * says whether a write may have happened.
 */
@NullMarked
package io.washa.agent.routeros;

import org.jspecify.annotations.NullMarked;
