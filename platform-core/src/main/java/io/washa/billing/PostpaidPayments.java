package io.washa.billing;

import io.washa.billing.documents.Document;
import io.washa.payments.Payment;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Uses payments for postpaid services: they pay invoices, the oldest first, and buy no time. */
@Component
class PostpaidPayments {
  private final PostpaidContracts contracts;
  private final PostpaidDebts debts;
  private final OpenInvoices invoices;
  private final Clock clock;

  PostpaidPayments(
      PostpaidContracts contracts, PostpaidDebts debts, OpenInvoices invoices, Clock clock) {
    this.contracts = contracts;
    this.debts = debts;
    this.invoices = invoices;
    this.clock = clock;
  }

  /** Whether a service is paid afterwards. */
  boolean pays(UUID service) {
    return contracts.find(service).isPresent();
  }

  /**
   * Pays what is owed; what was cut off is on again when nothing is overdue any more.
   *
   * @param balance of the wallet, which the caller has locked
   * @return what is owed still, minor units
   */
  long apply(Payment payment, UUID payer, long balance) {
    var all = contracts.lock(payer);
    List<Document> owed = invoices.owed(payer, invoices.today());
    long _ = invoices.settle(payer, balance, payment.reference(), owed);
    debts.look(payer, all, clock.instant());
    return invoices.owed(payer, invoices.today()).stream().mapToLong(Document::outstanding).sum();
  }
}
