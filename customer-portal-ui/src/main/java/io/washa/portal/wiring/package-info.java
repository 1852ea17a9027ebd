/** Fills the portal's ports from the platform's modules. */
@NullMarked
package io.washa.portal.wiring;

import org.jspecify.annotations.NullMarked;
