package io.washa.payments.recovery;

import io.washa.ledger.Account;
import io.washa.ledger.Entry;
import io.washa.ledger.Entry.Posting;
import io.washa.ledger.Ledger;
import io.washa.payments.Incoming;
import io.washa.payments.Recording;
import io.washa.payments.Suspense;
import io.washa.payments.matching.Matching;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Takes lines of M-Pesa's side into the books: payments as through any other door, charges, bank
 * transfers and reversals as what they are, the rest as to be explained. The same line any number
 * of times is booked once.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class MpesaLines {
  private final JdbcClient jdbc;
  private final Ledger ledger;
  private final Recording recording;
  private final Matching matching;
  private final Suspense suspense;

  MpesaLines(
      JdbcClient jdbc, Ledger ledger, Recording recording, Matching matching, Suspense suspense) {
    this.jdbc = jdbc;
    this.ledger = ledger;
    this.recording = recording;
    this.matching = matching;
    this.suspense = suspense;
  }

  /** Who told of a line. */
  enum Source {
    PULL,
    STATEMENT
  }

  /**
   * Takes a line in.
   *
   * @return whether it was not known from this source or a better one
   */
  boolean take(MpesaLine line, Source source) {
    boolean fresh = keep(line, source);
    switch (line.kind()) {
      case PAYMENT -> pay(line, source);
      case CHARGE -> move(line, Posting.debit(Account.MPESA_CHARGES, -line.amount()));
      case WITHDRAWAL, DEPOSIT -> move(line, posting(Account.BANK, -line.amount()));
      case REVERSAL -> reverse(line);
      case OTHER -> move(line, posting(Account.UNEXPLAINED, -line.amount()));
    }
    return fresh;
  }

  /** Those of these receipts whose payment was taken in from M-Pesa's side before. */
  Set<String> known(UUID shortcode, List<String> receipts) {
    return Set.copyOf(
        jdbc.sql(
                """
                SELECT receipt FROM mpesa_line
                 WHERE shortcode_id = ? AND kind = 'payment' AND receipt = ANY (?)
                """)
            .params(shortcode, receipts.toArray(String[]::new))
            .query((row, _) -> row.getString("receipt"))
            .list());
  }

  private boolean keep(MpesaLine line, Source source) {
    return jdbc.sql(
                """
                INSERT INTO mpesa_line AS m
                  (shortcode_id, receipt, kind, source, completed_at, amount, details, other_party,
                   account, linked)
                VALUES (:shortcode, :receipt, :kind, :source, :at, :amount, :details, :party,
                        :account, :linked)
                ON CONFLICT (shortcode_id, receipt, kind) DO UPDATE
                   SET source = excluded.source, completed_at = excluded.completed_at,
                       amount = excluded.amount, details = excluded.details,
                       other_party = excluded.other_party, account = excluded.account
                 WHERE m.source = 'pull' AND excluded.source = 'statement'
                """)
            .param("shortcode", line.shortcode())
            .param("receipt", line.receipt())
            .param("kind", line.kind().name().toLowerCase(Locale.ROOT))
            .param("source", source.name().toLowerCase(Locale.ROOT))
            .param("at", line.completedAt().atOffset(ZoneOffset.UTC))
            .param("amount", line.amount())
            .param("details", line.words().details())
            .param("party", line.words().otherParty())
            .param("account", line.words().account())
            .param("linked", line.linked())
            .update()
        == 1;
  }

  private void pay(MpesaLine line, Source source) {
    Party party = Party.of(line.words().otherParty());
    var match = matching.byReference(line.words().account(), line.amount());
    recording.record(
        new Incoming(
            line.shortcode(),
            source == Source.PULL ? Incoming.Door.PULL : Incoming.Door.STATEMENT,
            line.receipt(),
            line.amount(),
            line.words().account(),
            party.phone(),
            party.name(),
            line.completedAt()),
        match);
    match.map(found -> found.intent()).ifPresent(recording::promptPaid);
  }

  private static Posting posting(Account account, long amount) {
    return new Posting(account, null, amount);
  }

  private void move(MpesaLine line, Posting other) {
    var _ =
        ledger.book(
            new Entry(
                "mpesa-" + line.kind().name().toLowerCase(Locale.ROOT),
                line.shortcode() + ":" + line.receipt(),
                line.completedAt(),
                line.words().details(),
                List.of(posting(Account.MPESA_CLEARING, line.amount()), other)));
  }

  /** A reversal whose payment is not known yet is to be explained until the payment comes. */
  private void reverse(MpesaLine line) {
    if (suspense.takenBack(line.linked(), line.receipt(), line.completedAt())) {
      var _ =
          ledger.reverse(
              "mpesa-reversal", line.shortcode() + ":" + line.receipt(), "its payment came");
    } else if (!knownReversal(line)) {
      move(line, posting(Account.UNEXPLAINED, -line.amount()));
    }
  }

  private boolean knownReversal(MpesaLine line) {
    return jdbc.sql(
            "SELECT EXISTS (SELECT FROM payment WHERE receipt = ? AND reversed_at IS NOT NULL)")
        .param(line.linked())
        .query((row, _) -> row.getBoolean(1))
        .single();
  }

  /** Other party of a line, as {@code 254712345678 - JANE DOE}. */
  record Party(String phone, String name) {
    static Party of(String text) {
      int dash = text.indexOf(" - ");
      return dash < 0
          ? new Party(text.strip(), "")
          : new Party(text.substring(0, dash).strip(), text.substring(dash + 3).strip());
    }

    /** Leaves personal data out. */
    @Override
    public String toString() {
      return "Party[…]";
    }
  }
}
