/** Nobody's business but the shop's. */
@NullMarked
package io.washabroken.internals.shop.safe;

import org.jspecify.annotations.NullMarked;
