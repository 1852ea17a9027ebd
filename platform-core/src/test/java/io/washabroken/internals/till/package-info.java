/** Looks into the shop's safe. */
@NullMarked
@ApplicationModule(allowedDependencies = "shop")
package io.washabroken.internals.till;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
