/** Payments as they come, and the way of one of them. */
@NullMarked
package io.washa.admin.payments;

import org.jspecify.annotations.NullMarked;
