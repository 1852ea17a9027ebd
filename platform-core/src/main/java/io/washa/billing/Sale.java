package io.washa.billing;

import io.washa.ledger.Account;
import io.washa.ledger.Entry.Posting;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * What a wallet buys of a price. All amounts in minor units.
 *
 * @param parts how many of a thousand parts of the period
 * @param taken from the wallet
 * @param given by the ISP
 * @param missing what the wallet lacked of the price
 */
record Sale(int parts, long taken, long given, long missing) {
  /** Less than this is not worth a part: a minute of a day, seven hours of a month. */
  private static final int LEAST_PARTS = 10;

  static Sale of(long balance, long price, AllocationRules rules) {
    if (balance >= price) {
      return new Sale(1000, price, 0, 0);
    }
    long missing = price - Math.max(0, balance);
    return switch (rules.shortPayment()) {
      case WAIT -> new Sale(0, 0, 0, missing);
      case TOLERATE ->
          missing <= rules.tolerance() && balance > 0
              ? new Sale(1000, balance, missing, 0)
              : new Sale(0, 0, 0, missing);
      case PART -> {
        int parts = balance <= 0 ? 0 : (int) (balance * 1000 / price);
        yield parts < LEAST_PARTS
            ? new Sale(0, 0, 0, missing)
            : new Sale(parts, balance, 0, missing);
      }
    };
  }

  String outcome() {
    if (parts == 0) {
      return "credited";
    }
    return parts == 1000 ? "renewed" : "shortened";
  }

  List<Posting> postings(UUID subscriber) {
    List<Posting> postings = new ArrayList<>();
    postings.add(Posting.debitWallet(subscriber, taken));
    if (given > 0) {
      postings.add(Posting.debit(Account.GIVEN_AWAY, given));
    }
    postings.add(Posting.credit(Account.SALES, taken + given));
    return postings;
  }
}
