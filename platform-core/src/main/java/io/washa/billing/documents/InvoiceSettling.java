package io.washa.billing.documents;

import io.washa.ledger.Account;
import io.washa.ledger.Entry;
import io.washa.ledger.Entry.Posting;
import io.washa.ledger.Ledger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Settles invoices: out of the wallet, oldest first, or by withholding certificates. */
@Component
class InvoiceSettling {
  private static final int LONGEST_CERTIFICATE = 60;

  private final DocumentRows rows;
  private final InvoiceSettlements settlements;
  private final Ledger ledger;
  private final TenantDays days;

  InvoiceSettling(
      DocumentRows rows, InvoiceSettlements settlements, Ledger ledger, TenantDays days) {
    this.rows = rows;
    this.settlements = settlements;
    this.ledger = ledger;
    this.days = days;
  }

  @Transactional(propagation = Propagation.MANDATORY)
  SettleAnswer settle(UUID subscriber, long amount, String cause, List<UUID> first) {
    if (amount <= 0) {
      return new SettleAnswer.NoMoney();
    }
    long balance = ledger.lockWallet(subscriber);
    List<SettleAnswer.Allocation> before = settlements.paidBecauseOf(cause);
    if (!before.isEmpty()) {
      return new SettleAnswer.Already(before);
    }
    if (balance < amount) {
      return new SettleAnswer.TooLittle(balance);
    }
    Instant now = days.now();
    List<SettleAnswer.Allocation> allocations = new ArrayList<>();
    long left = amount;
    for (Document invoice : inOrder(rows.open(subscriber), first)) {
      long part = Math.min(left, invoice.outstanding());
      if (part > 0) {
        settlements.add(invoice.id(), InvoiceSettlements.Kind.PAYMENT, part, cause, now);
        allocations.add(new SettleAnswer.Allocation(invoice.id(), invoice.label(), part));
        left -= part;
      }
    }
    if (left < amount) {
      book(subscriber, amount - left, cause, now);
    }
    return new SettleAnswer.Settled(allocations, left);
  }

  /** Those that go first in their order, then the others in theirs. */
  private static List<Document> inOrder(List<Document> open, List<UUID> first) {
    return open.stream()
        .sorted(
            Comparator.comparingInt(invoice -> {
              int place = first.indexOf(invoice.id());
              return place < 0 ? first.size() : place;
            }))
        .toList();
  }

  private void book(UUID subscriber, long amount, String cause, Instant now) {
    var booked =
        ledger.book(
            new Entry(
                "settlement",
                cause,
                now,
                "",
                List.of(
                    Posting.debitWallet(subscriber, amount),
                    Posting.credit(Account.RECEIVABLES, amount))));
    if (booked.isEmpty()) {
      throw new IllegalStateException(cause + " settled something before");
    }
  }

  @Transactional(propagation = Propagation.MANDATORY)
  WithholdAnswer withhold(UUID invoiceId, String typed, long amount) {
    String certificate = typed.strip();
    if (certificate.isEmpty() || certificate.length() > LONGEST_CERTIFICATE) {
      return new WithholdAnswer.NoCertificate();
    }
    Optional<Document> seen =
        rows.find(invoiceId).filter(document -> document.kind() == Document.Kind.INVOICE);
    if (seen.isEmpty()) {
      return new WithholdAnswer.NoInvoice();
    }
    ledger.lockWallet(seen.get().subscriber());
    Document invoice = rows.find(invoiceId).orElseThrow();
    if (settlements.isWithheld(invoiceId, certificate)) {
      return new WithholdAnswer.Already();
    }
    if (amount <= 0 || amount > invoice.outstanding()) {
      return new WithholdAnswer.WrongAmount(invoice.outstanding());
    }
    Instant now = days.now();
    settlements.add(invoiceId, InvoiceSettlements.Kind.WITHHOLDING, amount, certificate, now);
    ledger.book(
        new Entry(
            "withholding",
            "document:" + invoiceId + ":" + certificate,
            now,
            invoice.label() + " " + certificate,
            List.of(
                Posting.debit(Account.TAX_WITHHELD, amount),
                Posting.credit(Account.RECEIVABLES, amount))));
    return new WithholdAnswer.Withheld(rows.find(invoiceId).orElseThrow());
  }
}
