package io.washa.billing;

import io.washa.billing.AllocationRules.Claim;
import io.washa.billing.documents.Document;
import io.washa.billing.documents.Documents;
import io.washa.billing.documents.SettleAnswer;
import io.washa.ledger.Account;
import io.washa.tenancy.TenantContext;
import io.washa.tenancy.Tenants;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Invoices that wallets pay by themselves. */
@Component
class OpenInvoices {
  private final JdbcClient jdbc;
  private final Documents documents;
  private final Tenants tenants;
  private final Clock clock;

  OpenInvoices(JdbcClient jdbc, Documents documents, Tenants tenants, Clock clock) {
    this.jdbc = jdbc;
    this.documents = documents;
    this.tenants = tenants;
    this.clock = clock;
  }

  LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), zone());
  }

  ZoneId zone() {
    return tenants.get(TenantContext.current()).zone();
  }

  /** The day from which on an invoice is to be paid. */
  static LocalDate dueDay(Document invoice) {
    LocalDate due = invoice.dueOn();
    return due == null ? invoice.issuedOn() : due;
  }

  /** A subscriber's open invoices that are due, of a claim, oldest first. */
  List<Document> due(UUID subscriber, Claim claim) {
    LocalDate today = today();
    return documents.open(subscriber).stream()
        .filter(invoice -> !dueDay(invoice).isAfter(today))
        .filter(invoice -> fees(invoice) == (claim == Claim.FEES))
        .toList();
  }

  /** Those that are due, and those of postpaid months also before: they are what is paid next. */
  List<Document> owed(UUID subscriber, LocalDate today) {
    Set<UUID> postpaid = postpaid(subscriber);
    return documents.open(subscriber).stream()
        .filter(invoice -> !dueDay(invoice).isAfter(today) || postpaid.contains(invoice.id()))
        .toList();
  }

  private Set<UUID> postpaid(UUID subscriber) {
    return new HashSet<>(
        jdbc.sql(
                """
                SELECT id FROM document
                 WHERE kind = 'invoice' AND subscriber_id = ? AND cause LIKE 'postpaid:%'
                """)
            .param(subscriber)
            .query((row, _) -> row.getObject("id", UUID.class))
            .list());
  }

  private static boolean fees(Document invoice) {
    return invoice.lines().stream().allMatch(line -> line.account().equals(Account.FEES.code()));
  }

  /**
   * Pays these invoices and no others, in their order.
   *
   * @param atMost what the locked wallet has for them, minor units
   * @return what went into them
   */
  long settle(UUID subscriber, long atMost, String cause, List<Document> invoices) {
    long amount = Math.min(atMost, invoices.stream().mapToLong(Document::outstanding).sum());
    if (amount <= 0) {
      return 0;
    }
    return documents.settle(subscriber, amount, cause, invoices.stream().map(Document::id).toList())
            instanceof SettleAnswer.Settled settled
        ? amount - settled.left()
        : 0;
  }
}
