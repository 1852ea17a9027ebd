/**
 * How money arrives: prompts, what Safaricom posts, whose payment it is, and that each is booked
 * once.
 */
@NullMarked
@ApplicationModule(
    allowedDependencies = {"tenancy", "work", "audit", "ledger", "catalog", "customers"})
package io.washa.payments;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
