/** What payments are used for: allocation of a wallet, sales, renewals. */
@NullMarked
@ApplicationModule(
    allowedDependencies = {
      "tenancy",
      "work",
      "audit",
      "payments",
      "payments :: matching",
      "payments :: recovery",
      "payments :: daraja",
      "identity",
      "subscriptions",
      "ledger",
      "customers",
      "catalog"
    })
package io.washa.billing;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
