/** Uses the shop, and says so. */
@NullMarked
@ApplicationModule(allowedDependencies = "shop")
package io.washabroken.sound.till;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
