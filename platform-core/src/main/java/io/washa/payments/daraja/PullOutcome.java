package io.washa.payments.daraja;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What a Pull brought. */
public sealed interface PullOutcome {
  /** Rows, perhaps none. More may follow if there are as many as a page holds. */
  record Page(List<Pulled> rows, int unreadable) implements PullOutcome {
    /** Copies the rows. */
    public Page {
      rows = List.copyOf(rows);
    }
  }

  /**
   * A payment of a customer.
   *
   * @param amount minor units
   * @param at as Safaricom has it; whether the Z it writes is true is not known, so a hint only
   */
  record Pulled(String receipt, long amount, Optional<Instant> at, String account, Payer payer) {
    /** Leaves personal data out. */
    @Override
    public String toString() {
      return "Pulled[" + receipt + "]";
    }
  }

  /** Who paid, as far as it was told. */
  record Payer(String msisdn, String name) {
    /** Leaves personal data out. */
    @Override
    public String toString() {
      return "Payer[…]";
    }
  }

  /** HTTP 500: that there is nothing, or trouble; Safaricom says both so (Daraja portal). */
  record NothingOrTrouble(String reason) implements PullOutcome {}

  /** Not answered until staff change something. */
  record Refused(String forStaff) implements PullOutcome {}

  /** Not answered this time. */
  record TryLater(String reason) implements PullOutcome {}
}
