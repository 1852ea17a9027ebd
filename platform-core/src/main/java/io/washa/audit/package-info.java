/** Who did what: appended to, never changed. */
@NullMarked
@ApplicationModule(allowedDependencies = "tenancy")
package io.washa.audit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
