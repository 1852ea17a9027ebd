/** The security chain of everything that is neither the staff's pages nor the API. */
@NullMarked
package io.washa.platform.security;

import org.jspecify.annotations.NullMarked;
