/** Uses the shop, and says that it uses nothing. */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package io.washabroken.undeclared.till;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
