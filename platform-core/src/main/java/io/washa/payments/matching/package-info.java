/** Whose money it is: what a payer typed, what is known of the payer, and how likely each guess. */
@NullMarked
@NamedInterface("matching")
package io.washa.payments.matching;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
