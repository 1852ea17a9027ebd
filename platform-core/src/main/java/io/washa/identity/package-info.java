/** Staff: who works for an ISP, what each may do, and how a token of Keycloak's lets them in. */
@NullMarked
@ApplicationModule(allowedDependencies = "tenancy")
package io.washa.identity;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
