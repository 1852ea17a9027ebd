/** Who may make which call: staff's tokens, and the chain that all of the API passes. */
@NullMarked
package io.washa.api.security;

import org.jspecify.annotations.NullMarked;
