package io.washa.billing.documents;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * The taxes that hold on one day, in the order they are levied.
 *
 * <p>A price includes them all: price = net × (1 + first step) × (1 + second step) …, and the taxes
 * of one step add up. Splitting goes the way back in whole minor units, by {@link
 * LargestRemainder}: net and taxes sum up to the price to the cent, and none of them is off by a
 * cent or more.
 */
public record TaxSchedule(List<Tax> taxes) {
  private static final BigInteger WHOLE = BigInteger.valueOf(10_000);

  /** No taxes at all. */
  public static final TaxSchedule NONE = new TaxSchedule(List.of());

  /** Keeps the order. */
  public TaxSchedule {
    taxes = List.copyOf(taxes);
  }

  /**
   * A price taken apart.
   *
   * @param net minor units
   * @param taxes in the order they are levied
   */
  public record Split(long net, List<TaxPart> taxes) {
    /** Keeps the order. */
    public Split {
      taxes = List.copyOf(taxes);
    }

    /** All taxes, minor units. */
    public long tax() {
      return taxes.stream().mapToLong(TaxPart::amount).sum();
    }
  }

  /**
   * Takes a price apart.
   *
   * @param price taxes included, minor units, not negative
   */
  public Split split(long price) {
    List<Long> parts = LargestRemainder.share(price, weights());
    List<TaxPart> split = new ArrayList<>();
    for (int i = 0; i < taxes.size(); i++) {
      Tax tax = taxes.get(i);
      split.add(new TaxPart(tax.code(), tax.name(), tax.rateBp(), parts.get(i + 1)));
    }
    return new Split(parts.getFirst(), split);
  }

  /** The net's and each tax's share of a price, with the denominators cleared. */
  private List<BigInteger> weights() {
    List<Integer> rates = ratesBySteps();
    int steps = rates.size();
    List<BigInteger> weights = new ArrayList<>();
    weights.add(WHOLE.pow(steps));
    BigInteger levied = BigInteger.ONE;
    int step = 0;
    for (int i = 0; i < taxes.size(); i++) {
      if (i > 0 && taxes.get(i).step() != taxes.get(i - 1).step()) {
        levied = levied.multiply(WHOLE.add(BigInteger.valueOf(rates.get(step++))));
      }
      BigInteger rate = BigInteger.valueOf(taxes.get(i).rateBp());
      weights.add(levied.multiply(rate).multiply(WHOLE.pow(steps - 1 - step)));
    }
    return weights;
  }

  /** What the taxes of each step come to together, in the order of the steps. */
  private List<Integer> ratesBySteps() {
    List<Integer> rates = new ArrayList<>();
    for (int i = 0; i < taxes.size(); i++) {
      if (i > 0 && taxes.get(i).step() == taxes.get(i - 1).step()) {
        rates.add(rates.removeLast() + taxes.get(i).rateBp());
      } else {
        rates.add(taxes.get(i).rateBp());
      }
    }
    return rates;
  }
}
