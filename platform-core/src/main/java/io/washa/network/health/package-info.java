/** How routers are, and whom they did not let in. */
@NullMarked
@NamedInterface("health")
package io.washa.network.health;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
