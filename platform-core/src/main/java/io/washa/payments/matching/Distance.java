package io.washa.payments.matching;

/**
 * How many slips lie between two texts: a letter wrong, missing or too many, or two neighbours
 * swapped (optimal string alignment).
 */
final class Distance {
  private final String one;
  private final String other;
  private final int[][] slips;

  private Distance(String one, String other) {
    this.one = one;
    this.other = other;
    this.slips = new int[one.length() + 1][other.length() + 1];
  }

  static int between(String one, String other) {
    Distance distance = new Distance(one, other);
    for (int i = 0; i <= one.length(); i++) {
      for (int j = 0; j <= other.length(); j++) {
        distance.slips[i][j] = i == 0 || j == 0 ? i + j : distance.cheapest(i, j);
      }
    }
    return distance.slips[one.length()][other.length()];
  }

  private int cheapest(int i, int j) {
    int change = one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1;
    int least =
        Math.min(slips[i - 1][j - 1] + change, Math.min(slips[i - 1][j], slips[i][j - 1]) + 1);
    boolean swapped =
        i > 1
            && j > 1
            && one.charAt(i - 1) == other.charAt(j - 2)
            && one.charAt(i - 2) == other.charAt(j - 1);
    return swapped ? Math.min(least, slips[i - 2][j - 2] + 1) : least;
  }
}
