/** What an ISP sells: plans with their price, period and speed. */
@NullMarked
@ApplicationModule(allowedDependencies = {"tenancy", "audit"})
package io.washa.catalog;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
