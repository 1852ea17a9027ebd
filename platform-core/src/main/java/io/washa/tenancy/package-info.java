/**
 * Tenants and the walls between them: the directory, the tenant bound to the running code, and the
 * connections, schemas and secrets that belong to exactly one tenant.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package io.washa.tenancy;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
