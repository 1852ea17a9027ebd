/**
 * The programs at the sites: how they are enrolled, the hub they connect to, and which pod holds
 * which of them. Implements {@link io.washa.network.RouterTransport}.
 */
@NullMarked
@ApplicationModule(
    allowedDependencies = {"tenancy", "work", "network", "network :: outages", "protocol"})
package io.washa.agents;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
