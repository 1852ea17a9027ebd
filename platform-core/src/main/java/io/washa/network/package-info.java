/**
 * What the network should allow and what it was seen to allow: access, routers, sessions. Knows no
 * money, and reaches routers through its port {@code RouterTransport} alone.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"tenancy", "audit", "work", "customers", "protocol"})
package io.washa.network;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
