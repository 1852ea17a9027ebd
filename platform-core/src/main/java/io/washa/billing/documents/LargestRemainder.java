package io.washa.billing.documents;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Shares an amount by weights in whole minor units, so that the parts sum up to the amount: each
 * part is rounded down, and what is left goes, one unit each, to the parts that lost most by it; of
 * equals the first in the list comes first. No part differs from its exact share by a whole unit.
 */
final class LargestRemainder {
  private LargestRemainder() {}

  /**
   * Shares an amount.
   *
   * @param amount not negative
   * @param weights not negative, and not all zero unless the amount is
   */
  static List<Long> share(long amount, List<BigInteger> weights) {
    BigInteger all = weights.stream().reduce(BigInteger.ZERO, BigInteger::add);
    if (amount < 0 || weights.stream().anyMatch(weight -> weight.signum() < 0)) {
      throw new IllegalArgumentException("negative amounts are not shared");
    }
    if (all.signum() == 0) {
      if (amount != 0) {
        throw new IllegalArgumentException("nobody is there to take a share of " + amount);
      }
      return weights.stream().map(_ -> 0L).toList();
    }
    List<Long> parts = new ArrayList<>();
    List<BigInteger> lost = new ArrayList<>();
    for (BigInteger weight : weights) {
      BigInteger[] share = BigInteger.valueOf(amount).multiply(weight).divideAndRemainder(all);
      parts.add(share[0].longValueExact());
      lost.add(share[1]);
    }
    long left = amount - parts.stream().mapToLong(Long::longValue).sum();
    // The sort is stable: of equals the first stays first.
    IntStream.range(0, parts.size())
        .boxed()
        .sorted(Comparator.<Integer, BigInteger>comparing(lost::get).reversed())
        .limit(left)
        .forEach(part -> parts.set(part, parts.get(part) + 1));
    return List.copyOf(parts);
  }
}
