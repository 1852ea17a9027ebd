/** Is used by the till. */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package io.washabroken.sound.shop;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
