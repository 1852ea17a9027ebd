package io.washa.billing;

import io.washa.billing.documents.TaxSchedule;
import io.washa.billing.documents.Taxes;
import io.washa.ledger.Account;
import io.washa.ledger.Entry.Posting;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * The lines by which a prepaid sale is booked. Taxes are split out of what the customer pays; what
 * the ISP gives, as a discount or a tolerance, is shown as income and as given away.
 */
@Component
class SalePostings {
  private final Taxes taxes;

  SalePostings(Taxes taxes) {
    this.taxes = taxes;
  }

  /**
   * By today's taxes.
   *
   * @param taken from the payer's wallet, minor units
   * @param given by the ISP, minor units
   */
  List<Posting> of(UUID payer, long taken, long given) {
    TaxSchedule.Split split = taxes.current().split(taken);
    List<Posting> postings = new ArrayList<>();
    if (taken > 0) {
      postings.add(Posting.debitWallet(payer, taken));
    }
    if (given > 0) {
      postings.add(Posting.debit(Account.GIVEN_AWAY, given));
    }
    if (split.net() + given > 0) {
      postings.add(Posting.credit(Account.SALES, split.net() + given));
    }
    if (split.tax() > 0) {
      postings.add(Posting.credit(Account.TAXES, split.tax()));
    }
    return postings;
  }
}
