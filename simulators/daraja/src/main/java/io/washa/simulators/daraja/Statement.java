package io.washa.simulators.daraja;

import io.washa.simulators.daraja.Transaction.Channel;
import io.washa.simulators.daraja.Transaction.Payment;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What the organisation portal shows of a shortcode in a period, newest first. Balances are those
 * of the order of time, also when older payments were added later.
 *
 * @param from the first instant
 * @param until the first instant that no longer belongs to it
 */
record Statement(Shortcode shortcode, Instant from, Instant until, List<StatementLine> lines) {

  static Statement of(Books books, Shortcode shortcode, Instant from, Instant until) {
    List<StatementLine> lines = new ArrayList<>();
    BigDecimal balance = BigDecimal.ZERO.setScale(2);
    for (Entry entry : books.entries(shortcode.number())) {
      balance = balance.add(entry.change());
      if (!entry.at().isBefore(from) && entry.at().isBefore(until)) {
        lines.add(
            switch (entry) {
              case Transaction payment -> line(payment, balance);
              case Movement movement -> line(movement, balance, books);
            });
      }
    }
    return new Statement(shortcode, from, until, lines.reversed());
  }

  private static StatementLine line(Transaction paid, BigDecimal balance) {
    Payment payment = paid.payment();
    String what = payment.product().transactionType();
    String account = payment.isToTill() ? "" : payment.account();
    String details = what + " from " + payment.payer();
    return new StatementLine(
        paid.receipt(),
        paid.at(),
        payment.isToTill() ? details : details + " Acc. " + account,
        paid.change(),
        BigDecimal.ZERO,
        balance,
        payment.channel() == Channel.STK ? what + " Online" : what,
        payment.payer(),
        "",
        account);
  }

  private static StatementLine line(Movement movement, BigDecimal balance, Books books) {
    String payer = books.payment(movement.linked()).map(paid -> paid.payment().payer()).orElse("");
    String details =
        switch (movement.kind()) {
          case CHARGE, DEPOSIT, CHARGE_REVERSAL -> movement.reason();
          case PAYOUT -> movement.reason() + " to 254700000001 - A SUPPLIER";
          case WITHDRAWAL -> "Business to Bank transfer to settlement account";
          case REVERSAL -> "Reversal of " + movement.linked() + " to " + payer;
        };
    boolean reversal = movement.kind() == Movement.Kind.REVERSAL;
    return new StatementLine(
        movement.receipt(),
        movement.at(),
        details,
        movement.change().max(BigDecimal.ZERO),
        movement.change().min(BigDecimal.ZERO),
        balance,
        movement.reason(),
        reversal ? payer : "Safaricom M-PESA",
        reversal ? movement.linked() : "",
        "");
  }

  /** What stands above the columns. */
  List<List<String>> header() {
    return List.of(
        List.of("Organization Name:", shortcode.businessName()),
        List.of("Short Code:", shortcode.number()),
        List.of("Time Period:", "From " + Eat.portal(from) + " To " + Eat.portal(until)));
  }
}
