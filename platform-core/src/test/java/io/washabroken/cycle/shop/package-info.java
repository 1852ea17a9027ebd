/** Uses the till, which uses the shop. */
@NullMarked
@ApplicationModule(allowedDependencies = "till")
package io.washabroken.cycle.shop;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
