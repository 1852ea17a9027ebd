/** Who may do what: staff of tenants, and how they come in. */
@NullMarked
@ApplicationModule(allowedDependencies = "tenancy")
package io.washa.identity;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
