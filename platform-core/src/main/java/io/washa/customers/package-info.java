/** Subscribers, the services they have, and the account numbers they pay with. */
@NullMarked
@ApplicationModule(allowedDependencies = {"tenancy", "audit"})
package io.washa.customers;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
