package io.washa.simulators.daraja;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/**
 * One line of an M-Pesa statement. A charge has the receipt of its payment, so that two lines may
 * share one.
 *
 * @param receipt M-Pesa's code
 * @param completedAt when the money moved
 * @param details as the organisation portal words it
 * @param paidIn shillings, 0 when money went out
 * @param withdrawn shillings, negative or 0
 * @param balance after this line
 * @param reasonType kind of movement
 * @param otherParty who paid or was paid
 * @param linked receipt of the payment that a reversal gives back, or ""
 * @param account as typed by the customer, or ""
 */
public record StatementLine(
    String receipt,
    Instant completedAt,
    String details,
    BigDecimal paidIn,
    BigDecimal withdrawn,
    BigDecimal balance,
    String reasonType,
    String otherParty,
    String linked,
    String account) {

  static final List<String> COLUMNS =
      List.of(
          "Receipt No.",
          "Completion Time",
          "Initiation Time",
          "Details",
          "Transaction Status",
          "Paid In",
          "Withdrawn",
          "Balance",
          "Balance Confirmed",
          "Reason Type",
          "Other Party Info",
          "Linked Transaction ID",
          "A/C No.");

  /** In the order of the columns; an amount of nothing is left empty. */
  List<String> cells() {
    String time = Eat.portal(completedAt);
    return List.of(
        receipt,
        time,
        time,
        details,
        "Completed",
        amount(paidIn),
        amount(withdrawn),
        balance.toPlainString(),
        "true",
        reasonType,
        otherParty,
        linked,
        account);
  }

  private static String amount(BigDecimal amount) {
    return amount.signum() == 0 ? "" : amount.toPlainString();
  }
}
