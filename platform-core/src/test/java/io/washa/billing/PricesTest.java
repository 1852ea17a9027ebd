package io.washa.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.washa.billing.Prices.NewDiscount;
import io.washa.billing.Prices.Price;
import io.washa.billing.documents.Tax;
import io.washa.billing.documents.Taxes;
import io.washa.catalog.Plans;
import io.washa.customers.Services;
import io.washa.ledger.Account;
import io.washa.ledger.Entry.Posting;
import io.washa.testing.CoreTest;
import io.washa.testing.Isp;
import io.washa.testing.World;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a period costs, and how its sale is booked. */
@CoreTest
class PricesTest {
  private final Prices prices;
  private final SalePostings postings;
  private final Services services;
  private final Plans plans;
  private final Taxes taxes;
  private final Isp isp;
  private final Isp.ASubscriber mary;

  PricesTest(
      World world,
      Prices prices,
      SalePostings postings,
      Services services,
      Plans plans,
      Taxes taxes) {
    this.prices = prices;
    this.postings = postings;
    this.services = services;
    this.plans = plans;
    this.taxes = taxes;
    this.isp = world.anIsp();
    this.mary = world.aSubscriber(isp);
  }

  @Test
  void aDiscountOfSomePeriodsEndsWithTheLastOfThem() {
    assertThat(price().net()).isEqualTo(2000);
    give(1500, null, 2);

    for (int i = 0; i < 2; i++) {
      Price price = price();
      assertThat(price.full()).isEqualTo(2000);
      assertThat(price.off()).isEqualTo(300);
      isp.does(() -> prices.used(price));
    }

    assertThat(price().net()).isEqualTo(2000);
  }

  @Test
  void aFixedDiscountForEverStaysUntilItIsEndedAndNeverExceedsThePrice() {
    give(null, 2500L, null);
    Price price = price();
    isp.does(() -> prices.used(price));
    assertThat(price().net()).isZero();

    give(null, 500L, null);
    assertThat(price().net()).as("the later one holds").isEqualTo(1500);

    assertThat(isp.<Boolean>asks(() -> prices.end(mary.service(), "owner"))).isTrue();
    assertThat(isp.<Boolean>asks(() -> prices.end(mary.service(), "owner"))).isFalse();
    assertThat(price().net()).isEqualTo(2000);
  }

  @Test
  void aDiscountIsAPartOrAnAmountAndHasAReason() {
    UUID service = mary.service();
    assertThatThrownBy(() -> new NewDiscount(service, 100, 100L, null, "x"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new NewDiscount(service, 10_001, null, null, "x"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new NewDiscount(service, 100, null, null, " "))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(
            isp.asks(() ->
                prices.give(new NewDiscount(UUID.randomUUID(), 100, null, null, "x"), "owner")))
        .isEmpty();
  }

  @Test
  void aSaleSplitsTaxesOutOfWhatIsPaidAndShowsWhatIsGiven() {
    isp.does(() -> taxes.set(new Tax("VAT", "VAT", 1, 1600, LocalDate.of(2020, 1, 1))));

    assertThat(isp.asks(() -> postings.of(mary.id(), 1160, 300)))
        .containsExactly(
            Posting.debitWallet(mary.id(), 1160),
            Posting.debit(Account.GIVEN_AWAY, 300),
            Posting.credit(Account.SALES, 1300),
            Posting.credit(Account.TAXES, 160));
    assertThat(isp.asks(() -> postings.of(mary.id(), 0, 300)))
        .containsExactly(
            Posting.debit(Account.GIVEN_AWAY, 300), Posting.credit(Account.SALES, 300));
  }

  private void give(@Nullable Integer percentBp, @Nullable Long amount, @Nullable Integer periods) {
    assertThat(
            isp.asks(() ->
                prices.give(
                    new NewDiscount(mary.service(), percentBp, amount, periods, "loyal"), "owner")))
        .isPresent();
  }

  private Price price() {
    return isp.asks(() ->
        prices.of(
            services.findById(mary.service()).orElseThrow(),
            plans.findById(isp.hourPlan()).orElseThrow()));
  }
}
