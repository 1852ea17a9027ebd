package io.washa.payments.recovery;

import io.washa.ledger.Account;
import io.washa.ledger.Entry;
import io.washa.ledger.Entry.Posting;
import io.washa.ledger.Ledger;
import io.washa.payments.Incoming;
import io.washa.payments.Recording;
import io.washa.payments.TakingBack;
import io.washa.payments.matching.Matching;
import io.washa.payments.recovery.KnownLines.Kept;
import java.util.List;
import java.util.Set;
import java.util.UUID;
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
  private final KnownLines known;
  private final Ledger ledger;
  private final Recording recording;
  private final Matching matching;
  private final TakingBack takingBack;
  private final Reversals reversals;

  MpesaLines(
      KnownLines known,
      Ledger ledger,
      Recording recording,
      Matching matching,
      TakingBack takingBack,
      Reversals reversals) {
    this.known = known;
    this.ledger = ledger;
    this.recording = recording;
    this.matching = matching;
    this.takingBack = takingBack;
    this.reversals = reversals;
  }

  /** Who told of a line. */
  enum Source {
    PULL,
    STATEMENT
  }

  /**
   * Takes a line in.
   *
   * @param nth which of the lines of its source that are alike, from 1
   */
  Kept take(MpesaLine line, Source source, int nth) {
    Kept kept = known.keep(line, source, nth);
    if (kept instanceof Kept.There there) {
      book(line, there.key(), source);
    }
    return kept;
  }

  private void book(MpesaLine line, LineKey key, Source source) {
    switch (line.kind()) {
      case PAYMENT -> pay(line, source);
      case CHARGE -> move(line, key, Account.MPESA_CHARGES);
      case WITHDRAWAL, DEPOSIT -> move(line, key, Account.BANK);
      case REVERSAL -> reversals.take(line, key);
      case OTHER -> move(line, key, Account.UNEXPLAINED);
    }
  }

  /** Those of these receipts whose payment was taken in from M-Pesa's side before. */
  Set<String> known(UUID shortcode, List<String> receipts) {
    return known.payments(shortcode, receipts);
  }

  private void pay(MpesaLine line, Source source) {
    Party party = Party.of(line.words().otherParty());
    // The prompt is locked before the payment, as everywhere.
    var match = matching.byReference(line.words().account(), line.amount());
    // A person had struck it for M-Pesa not knowing it: now M-Pesa does.
    boolean _ = takingBack.reinstate(line.receipt());
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
    reversals.of(line.receipt());
  }

  private void move(MpesaLine line, LineKey key, Account other) {
    var _ = ledger.book(entry(line, key, other));
  }

  /** What books a line that moved money to or from an account of ours. */
  static Entry entry(MpesaLine line, LineKey key, Account other) {
    return new Entry(
        key.booking(),
        key.entry(),
        line.completedAt(),
        line.words().details(),
        List.of(
            new Posting(Account.MPESA_CLEARING, null, line.amount()),
            new Posting(other, null, -line.amount())));
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
