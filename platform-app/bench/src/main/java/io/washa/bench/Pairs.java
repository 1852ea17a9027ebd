package io.washa.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The same thing measured twice in turn, here and at its limit: the ratio is of neighbours. */
final class Pairs {
  private final List<Double> values = new ArrayList<>();
  private final List<Double> limits = new ArrayList<>();
  private final List<Double> ratios = new ArrayList<>();

  void add(double value, double limit) {
    values.add(value);
    limits.add(limit);
    ratios.add(value / limit);
  }

  double value() {
    return quantile(values, 0.5);
  }

  double limit() {
    return quantile(limits, 0.5);
  }

  double ratio() {
    return quantile(ratios, 0.5);
  }

  /** How far the ratios lie apart. */
  String spread() {
    return String.format(
        Locale.ROOT,
        "%d pairs, ratio min %.2f, quartiles %.2f and %.2f, max %.2f",
        ratios.size(),
        quantile(ratios, 0),
        quantile(ratios, 0.25),
        quantile(ratios, 0.75),
        quantile(ratios, 1));
  }

  /** A quantile of some numbers, between neighbours where it falls there. */
  static double quantile(List<Double> numbers, double share) {
    List<Double> sorted = numbers.stream().sorted().toList();
    double at = share * (sorted.size() - 1);
    int below = (int) Math.floor(at);
    int above = Math.min(below + 1, sorted.size() - 1);
    return sorted.get(below) + (sorted.get(above) - sorted.get(below)) * (at - below);
  }
}
