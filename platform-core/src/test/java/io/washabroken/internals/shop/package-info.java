/** Keeps its safe to itself. */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package io.washabroken.internals.shop;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
