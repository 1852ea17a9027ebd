/** Is used by the till. */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package io.washabroken.undeclared.shop;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
