package io.washa.billing.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TaxScheduleTest {
  private static final LocalDate DAY = LocalDate.of(2026, 1, 1);
  private static final Tax EXCISE = new Tax("EXCISE", "Excise duty", 1, 1500, DAY);
  private static final Tax VAT = new Tax("VAT", "VAT", 2, 1600, DAY);
  private static final int ROUNDS = 20_000;

  private final Random random = new Random(401);

  @Test
  void vatIsLeviedOnThePriceWithExcise() {
    // 1000.00 net, 150.00 excise, 16 % of 1150.00 is 184.00.
    TaxSchedule.Split split = new TaxSchedule(List.of(EXCISE, VAT)).split(133_400);

    assertThat(split.net()).isEqualTo(100_000);
    assertThat(split.taxes())
        .containsExactly(
            new TaxPart("EXCISE", "Excise duty", 1500, 15_000),
            new TaxPart("VAT", "VAT", 1600, 18_400));
  }

  @Test
  void theOrderOfTaxesMatters() {
    TaxSchedule.Split split = new TaxSchedule(List.of(VAT, EXCISE)).split(133_400);

    assertThat(split.taxes()).extracting(TaxPart::amount).containsExactly(16_000L, 17_400L);
  }

  @Test
  void taxesOfOneStepAddUpAndTheNextStepIsLeviedOnAllOfThem() {
    Tax levy = new Tax("LEVY", "Levy", 1, 500, DAY);
    Tax excise = new Tax("EXCISE", "Excise duty", 1, 1500, DAY);
    Tax vat = new Tax("VAT", "VAT", 2, 1600, DAY);

    // 1000.00 net; 150.00 and 50.00 on it; 16 % of 1200.00 is 192.00.
    assertThat(new TaxSchedule(List.of(excise, levy, vat)).split(139_200).taxes())
        .extracting(TaxPart::amount)
        .containsExactly(15_000L, 5_000L, 19_200L);
    // In steps of its own the levy is 5 % of 1150.00, and VAT 16 % of 1207.50.
    Tax later = new Tax("LEVY", "Levy", 2, 500, DAY);
    Tax last = new Tax("VAT", "VAT", 3, 1600, DAY);
    assertThat(new TaxSchedule(List.of(excise, later, last)).split(140_070).taxes())
        .extracting(TaxPart::amount)
        .containsExactly(15_000L, 5_750L, 19_320L);
  }

  @Test
  void withoutTaxesThePriceIsNet() {
    assertThat(TaxSchedule.NONE.split(1999)).isEqualTo(new TaxSchedule.Split(1999, List.of()));
  }

  @Test
  void thePartsOfAnyPriceSumUpToItAndNoneIsOffByACent() {
    for (int round = 0; round < ROUNDS; round++) {
      List<Tax> taxes = someTaxes();
      long price = random.nextLong(round % 2 == 0 ? 50 : 1_000_000_000);

      TaxSchedule.Split split = new TaxSchedule(taxes).split(price);

      assertThat(split.net() + split.tax()).as("%s of %s", price, taxes).isEqualTo(price);
      List<BigDecimal> exact = exactly(price, taxes);
      assertThat(off(split.net(), exact.getFirst())).isLessThan(1);
      for (int i = 0; i < taxes.size(); i++) {
        assertThat(off(split.taxes().get(i).amount(), exact.get(i + 1))).isLessThan(1);
      }
    }
  }

  @Test
  void theCentThatIsLeftGoesToWhoLostMost() {
    assertThat(LargestRemainder.share(10, weights(1, 1, 1))).containsExactly(4L, 3L, 3L);
    assertThat(LargestRemainder.share(5, weights(10, 20, 21))).containsExactly(1L, 2L, 2L);
    assertThat(LargestRemainder.share(0, weights(0, 0))).containsExactly(0L, 0L);
  }

  @Test
  void aShareNeverExceedsItsWeightWhenTheAmountDoesNotExceedTheSum() {
    for (int round = 0; round < ROUNDS; round++) {
      List<BigInteger> weights =
          weights(random.nextInt(9), random.nextInt(5), random.nextInt(3), 1);
      long sum = weights.stream().mapToLong(BigInteger::longValue).sum();
      List<Long> parts = LargestRemainder.share(random.nextLong(sum + 1), weights);
      for (int i = 0; i < parts.size(); i++) {
        assertThat(parts.get(i)).isBetween(0L, weights.get(i).longValue());
      }
    }
  }

  @Test
  void anAmountThatNobodyTakesIsRefused() {
    assertThatThrownBy(() -> LargestRemainder.share(1, weights(0, 0)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> LargestRemainder.share(-1, weights(1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private List<Tax> someTaxes() {
    List<Tax> taxes = new ArrayList<>();
    for (int i = random.nextInt(5); i > 0; i--) {
      taxes.add(new Tax("T" + i, "T", i, 1 + random.nextInt(5000), DAY));
    }
    return taxes;
  }

  /** The same by division in decimals, forwards from the net price. */
  private static List<BigDecimal> exactly(long price, List<Tax> taxes) {
    BigDecimal factor = BigDecimal.ONE;
    for (Tax tax : taxes) {
      factor = factor.multiply(BigDecimal.ONE.add(BigDecimal.valueOf(tax.rateBp(), 4)));
    }
    BigDecimal sum = BigDecimal.valueOf(price).divide(factor, MathContext.DECIMAL128);
    List<BigDecimal> parts = new ArrayList<>(List.of(sum));
    for (Tax tax : taxes) {
      BigDecimal part = sum.multiply(BigDecimal.valueOf(tax.rateBp(), 4));
      parts.add(part);
      sum = sum.add(part);
    }
    return parts;
  }

  private static double off(long part, BigDecimal exact) {
    return exact.subtract(BigDecimal.valueOf(part)).abs().doubleValue();
  }

  private static List<BigInteger> weights(int... weights) {
    return java.util.Arrays.stream(weights).mapToObj(BigInteger::valueOf).toList();
  }
}
