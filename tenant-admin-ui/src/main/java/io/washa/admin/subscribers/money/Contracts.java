package io.washa.admin.subscribers.money;

import io.washa.billing.Postpaid;
import io.washa.billing.Prices;
import io.washa.billing.Promises;
import io.washa.customers.Aliases;
import io.washa.customers.Customers;
import io.washa.network.Bindings;
import io.washa.work.ConditionalOnRole;
import io.washa.work.Role;
import org.springframework.stereotype.Component;

/** What a service's price, payer and terms are changed with. */
@Component
@ConditionalOnRole(Role.ADMIN)
record Contracts(
    Prices prices,
    Promises promises,
    Postpaid postpaid,
    Customers customers,
    Aliases aliases,
    Bindings bindings) {}
