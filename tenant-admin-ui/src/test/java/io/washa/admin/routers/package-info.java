/** Proof of what the desk says of routers and lines. */
@NullMarked
package io.washa.admin.routers;

import org.jspecify.annotations.NullMarked;
