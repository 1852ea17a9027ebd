/** Uses the shop, which uses the till. */
@NullMarked
@ApplicationModule(allowedDependencies = "shop")
package io.washabroken.cycle.till;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
