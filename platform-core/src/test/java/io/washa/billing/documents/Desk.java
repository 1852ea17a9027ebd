package io.washa.billing.documents;

import static org.assertj.core.api.Assertions.assertThat;

import io.washa.ledger.Account;
import io.washa.ledger.Entry;
import io.washa.ledger.Entry.Posting;
import io.washa.ledger.Ledger;
import io.washa.testing.Isp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** What tests of documents do over and over. */
@Component
record Desk(
    Documents documents, Taxes taxes, Ledger ledger, JdbcClient jdbc, TransactionTemplate tx) {

  /** Excise of 15 %, then VAT of 16 %, for years. */
  void setsTaxes(Isp isp) {
    isp.does(() -> {
      LocalDate day = LocalDate.of(2020, 1, 1);
      assertThat(taxes.set(new Tax("EXCISE", "Excise duty", 1, 1500, day)))
          .isInstanceOf(Taxes.Answer.Set.class);
      assertThat(taxes.set(new Tax("VAT", "VAT", 2, 1600, day)))
          .isInstanceOf(Taxes.Answer.Set.class);
    });
  }

  Document invoices(Isp isp, Isp.ASubscriber subscriber, long... amounts) {
    NewDocument.Line[] lines =
        java.util.Arrays.stream(amounts)
            .mapToObj(amount -> NewDocument.Line.of("Internet", amount))
            .toArray(NewDocument.Line[]::new);
    return issued(isp, NewDocument.of(subscriber.id(), lines));
  }

  Document issued(Isp isp, NewDocument wanted) {
    IssueAnswer answer = isp.asks(() -> documents.issue(wanted));
    assertThat(answer).isInstanceOf(IssueAnswer.Issued.class);
    return ((IssueAnswer.Issued) answer).document();
  }

  /** Money arrives in the wallet. */
  void pays(Isp isp, Isp.ASubscriber subscriber, long amount) {
    isp.does(() ->
        tx.executeWithoutResult(_ ->
            ledger.book(
                new Entry(
                    "payment",
                    "test:" + UUID.randomUUID(),
                    Instant.parse("2026-11-24T09:00:00Z"),
                    "TKN7TESTED",
                    List.of(
                        Posting.debit(Account.MPESA_CLEARING, amount),
                        Posting.creditWallet(subscriber.id(), amount))))));
  }

  Document now(Isp isp, Document document) {
    return isp.asks(() -> documents.find(document.id()).orElseThrow());
  }

  /** What an account stands at; a debit is positive. */
  long account(Isp isp, Account account) {
    return isp.asks(() ->
        jdbc.sql("SELECT coalesce(sum(amount), 0) FROM posting WHERE account = ?")
            .param(account.code())
            .query((row, _) -> row.getLong(1))
            .single());
  }

  long wallet(Isp isp, Isp.ASubscriber subscriber) {
    return isp.asks(() ->
        jdbc.sql("SELECT coalesce(sum(balance), 0) FROM wallet WHERE owner = ?")
            .param(subscriber.id())
            .query((row, _) -> row.getLong(1))
            .single());
  }

  /** Receivables are what is due on all invoices, and the books are balanced. */
  void theBooksAgree(Isp isp) {
    long due =
        isp.asks(() ->
            documents.list(null, Documents.LARGEST_PAGE).stream()
                .mapToLong(Document::outstanding)
                .sum());
    assertThat(account(isp, Account.RECEIVABLES)).isEqualTo(due);
    long all =
        isp.asks(() ->
            jdbc.sql("SELECT coalesce(sum(amount), 0) FROM posting")
                .query((row, _) -> row.getLong(1))
                .single());
    assertThat(all).isZero();
  }
}
