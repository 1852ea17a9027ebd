package io.washa.billing;

import static io.washa.testing.World.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.washa.billing.documents.Tax;
import io.washa.billing.documents.Taxes;
import io.washa.testing.CoreTest;
import io.washa.testing.Isp;
import io.washa.testing.Safaricom;
import io.washa.testing.World;
import java.time.LocalDate;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a discount and the taxes make of a sale, of a prompt and of the books. */
@CoreTest
class DiscountedSalesTest {
  private final World world;
  private final JdbcClient jdbc;
  private final Prices prices;
  private final Taxes taxes;
  private Isp isp;
  private Isp.ASubscriber mary;

  DiscountedSalesTest(World world, JdbcClient jdbc, Prices prices, Taxes taxes) {
    this.world = world;
    this.jdbc = jdbc;
    this.prices = prices;
    this.taxes = taxes;
  }

  @BeforeEach
  void anIsp() {
    isp = world.anIsp();
    mary = world.aSubscriber(isp);
  }

  @Test
  void aPeriodCostsLessAsLongAsTheDiscountLastsAndTheFullPriceAfterwards() {
    discounts(mary.service(), 2500, 1);

    pays("15");
    eventually("renewed for less", () -> periods() == 1);
    assertThat(balance("4100")).as("income is the full price").isEqualTo(-2000);
    assertThat(balance("5200")).as("a quarter is given").isEqualTo(500);

    pays("15");
    eventually("applied", () -> count("SELECT count(*) FROM payment_application") == 2);
    assertThat(periods()).as("15 is too little again").isEqualTo(1);
    pays("5");
    eventually("renewed for the full price", () -> periods() == 2);
  }

  @Test
  void aPromptAsksForWhatIsLeftInWholeShillings() {
    discounts(mary.service(), 3333, null);

    UUID intent = world.isPrompted(isp, mary);

    assertThat(count("SELECT amount FROM payment_intent WHERE id = '" + intent + "'"))
        .isEqualTo(1300);
    Safaricom.answers(Safaricom.promptsOn(mary.phone().msisdn()).getFirst(), "pay");
    eventually("renewed", () -> periods() == 1);
    assertThat(count("SELECT sum(balance) FROM wallet")).isZero();
    assertThat(balance("4100")).isEqualTo(-2000);
  }

  @Test
  void taxesAreTakenOutOfWhatWasPaidAndOwedToTheState() {
    Taxes.Answer set =
        isp.asks(() -> taxes.set(new Tax("VAT", "VAT", 1, 1600, LocalDate.of(2026, 1, 1))));
    assertThat(set).isInstanceOf(Taxes.Answer.Set.class);

    pays("20");

    eventually("renewed", () -> periods() == 1);
    assertThat(balance("2300")).isEqualTo(-276);
    assertThat(balance("4100")).isEqualTo(-1724);
    assertThat(count("SELECT sum(amount) FROM posting")).isZero();
  }

  private void discounts(UUID service, int bp, @org.jspecify.annotations.Nullable Integer periods) {
    assertThat(
            isp.asks(() ->
                prices.give(
                    new Prices.NewDiscount(service, bp, null, periods, "a neighbour"), "owner")))
        .isPresent();
  }

  private void pays(String amount) {
    String _ = Safaricom.paysPayBill(isp.payBill().number(), mary.account().digits(), amount);
  }

  private long periods() {
    return count("SELECT count(*) FROM period WHERE cancelled_at IS NULL");
  }

  private long balance(String account) {
    return count("SELECT coalesce(sum(amount), 0) FROM posting WHERE account = '" + account + "'");
  }

  private long count(String sql) {
    return isp.asks(() -> jdbc.sql(sql).query((row, _) -> row.getLong(1)).single());
  }
}
