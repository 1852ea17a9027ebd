/** Double entry and wallets: what was booked, once, and never rewritten. Knows nothing of ISPs. */
@NullMarked
@ApplicationModule(allowedDependencies = {"tenancy", "audit"})
package io.washa.ledger;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
