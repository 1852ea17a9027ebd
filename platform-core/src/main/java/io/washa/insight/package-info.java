/** Read models for screens: what happened to a payment and what a service may do now. */
@NullMarked
@ApplicationModule(
    allowedDependencies = {
      "tenancy",
      "work",
      "payments",
      "payments :: matching",
      "billing",
      "subscriptions",
      "network",
      "agents",
      "customers",
      "catalog",
      "ledger"
    })
package io.washa.insight;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
