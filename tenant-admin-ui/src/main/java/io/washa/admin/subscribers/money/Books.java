package io.washa.admin.subscribers.money;

import io.washa.billing.BankReceipts;
import io.washa.billing.Charges;
import io.washa.billing.Tills;
import io.washa.billing.approvals.Approvals;
import io.washa.billing.documents.DocumentDesk;
import io.washa.billing.documents.Documents;
import io.washa.customers.Subscribers;
import io.washa.work.ConditionalOnRole;
import io.washa.work.Role;
import org.springframework.stereotype.Component;

/** What a subscriber's money and documents are changed with. */
@Component
@ConditionalOnRole(Role.ADMIN)
record Books(
    Charges charges,
    Documents documents,
    DocumentDesk desk,
    BankReceipts bank,
    Approvals approvals,
    Tills tills,
    Subscribers subscribers) {}
