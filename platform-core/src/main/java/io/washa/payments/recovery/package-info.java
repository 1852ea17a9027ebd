/**
 * Money found without being told: Pull, Transaction Status, imported statements, and the daily
 * proof that nothing is missing.
 */
@NullMarked
@NamedInterface("recovery")
package io.washa.payments.recovery;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
