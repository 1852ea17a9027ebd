package io.washa.billing.documents;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * The taxes that hold on one day, in the order they are levied.
 *
 * <p>A price includes them all: price = net × (1 + first) × (1 + second) …. Splitting goes the way
 * back in whole minor units, by {@link LargestRemainder}: net and taxes sum up to the price to the
 * cent, and none of them is off by a cent or more.
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
    List<BigInteger> weights = new ArrayList<>();
    weights.add(WHOLE.pow(taxes.size()));
    BigInteger levied = BigInteger.ONE;
    for (int i = 0; i < taxes.size(); i++) {
      BigInteger rate = BigInteger.valueOf(taxes.get(i).rateBp());
      weights.add(levied.multiply(rate).multiply(WHOLE.pow(taxes.size() - 1 - i)));
      levied = levied.multiply(WHOLE.add(rate));
    }
    return weights;
  }
}
