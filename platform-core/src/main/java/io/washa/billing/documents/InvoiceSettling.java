package io.washa.billing.documents;

import io.washa.ledger.Account;
import io.washa.ledger.Entry;
import io.washa.ledger.Entry.Posting;
import io.washa.ledger.Ledger;
import java.time.Instant;
import java.time.LocalDate;
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
    LocalDate today = days.dayOf(now);
    List<Document> payable =
        rows.open(subscriber).stream()
            .filter(invoice -> first.contains(invoice.id()) || invoice.isDue(today))
            .toList();
    for (Document invoice : inOrder(payable, first)) {
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

  /**
   * Gives back to the wallet what a cause had paid: less what a credit note gave back before. Once.
   */
  @Transactional(propagation = Propagation.MANDATORY)
  long unsettle(UUID subscriber, String cause, String why) {
    ledger.lockWallet(subscriber);
    Instant now = days.now();
    long sum = 0;
    for (SettleAnswer.Allocation paid : settlements.paidBecauseOf(cause)) {
      long stillPaid = rows.find(paid.invoice()).orElseThrow().settled().paid();
      long part = Math.min(paid.amount(), stillPaid);
      if (part > 0
          && settlements.add(paid.invoice(), InvoiceSettlements.Kind.REFUND, -part, cause, now)) {
        sum += part;
      }
    }
    if (sum > 0) {
      var booked =
          ledger.book(
              new Entry(
                  "settlement-undone",
                  cause,
                  now,
                  why,
                  List.of(
                      Posting.debit(Account.RECEIVABLES, sum),
                      Posting.creditWallet(subscriber, sum))));
      if (booked.isEmpty()) {
        throw new IllegalStateException(cause + " was undone before");
      }
    }
    return sum;
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

  /** Takes a certificate back: what it stood for is due again. Once. */
  @Transactional(propagation = Propagation.MANDATORY)
  boolean unwithhold(UUID invoiceId, String typed, String why) {
    String certificate = typed.strip();
    Optional<Document> invoice =
        rows.find(invoiceId).filter(document -> document.kind() == Document.Kind.INVOICE);
    if (invoice.isEmpty()) {
      return false;
    }
    ledger.lockWallet(invoice.get().subscriber());
    long amount = settlements.withheldBy(invoiceId, certificate);
    return amount > 0
        && settlements.add(
            invoiceId, InvoiceSettlements.Kind.UNWITHHELD, -amount, certificate, days.now())
        && ledger
            .reverse("withholding", "document:" + invoiceId + ":" + certificate, why)
            .isPresent();
  }
}
