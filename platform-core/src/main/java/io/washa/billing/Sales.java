package io.washa.billing;

import io.washa.catalog.Plan;
import io.washa.ledger.Entry;
import io.washa.ledger.Ledger;
import java.time.Instant;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Books what a wallet buys: the price, what a discount takes off it, and the taxes in it. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class Sales {
  private final Ledger ledger;
  private final SalePostings postings;
  private final Prices prices;

  Sales(Ledger ledger, SalePostings postings, Prices prices) {
    this.ledger = ledger;
    this.postings = postings;
    this.prices = prices;
  }

  /**
   * What is sold.
   *
   * @param cause one cause is sold once
   */
  record Sold(UUID payer, Plan plan, Prices.Price price, Sale sale, String cause, Instant at) {}

  /** Books it; false if it was before. */
  boolean book(Sold sold) {
    Sale sale = sold.sale();
    Prices.Price price = sold.price();
    boolean whole = sale.parts() == 1000 && sale.days() == 0;
    long off = whole || price.net() == 0 ? price.off() : price.off() * sale.taken() / price.net();
    boolean first =
        ledger
            .book(
                new Entry(
                    "sale",
                    sold.cause(),
                    sold.at(),
                    sold.plan().name(),
                    postings.of(sold.payer(), sale.taken(), sale.given() + off)))
            .isPresent();
    if (first && whole) {
      prices.used(price);
    }
    return first;
  }
}
