/** What a service is paid up to: the subscription's states, its periods, and its end. */
@NullMarked
@ApplicationModule(
    allowedDependencies = {
      "tenancy",
      "work",
      "network",
      "network :: sessions",
      "catalog",
      "customers"
    })
package io.washa.subscriptions;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
