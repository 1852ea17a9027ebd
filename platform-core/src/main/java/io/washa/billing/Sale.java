package io.washa.billing;

/**
 * What a wallet buys of a price. All amounts in minor units.
 *
 * @param parts how many of a thousand parts of the period; 1000 if it is days that are bought
 * @param days how many whole days; 0 for parts
 * @param taken from the wallet
 * @param given by the ISP
 * @param missing what the wallet lacked of the price
 */
record Sale(int parts, int days, long taken, long given, long missing) {
  /** Less than this is not worth a part: half a minute of an hour. */
  private static final int LEAST_PARTS = 10;

  /** What an ISP may give away by tolerance: a part of the price, whatever the tolerance is. */
  private static final int TOLERATED_AT_MOST_ONE_IN = 5;

  static Sale whole(long price) {
    return new Sale(1000, 0, price, 0, 0);
  }

  /**
   * Decides.
   *
   * @param days how many the period has; 0 if it is shorter
   */
  static Sale of(long balance, long price, int days, AllocationRules rules) {
    if (balance >= price) {
      return whole(price);
    }
    long missing = price - Math.max(0, balance);
    Sale nothing = new Sale(0, 0, 0, 0, missing);
    if (balance <= 0) {
      return nothing;
    }
    return switch (rules.shortPayment()) {
      case WAIT -> nothing;
      case TOLERATE ->
          missing <= rules.tolerance() && missing <= price / TOLERATED_AT_MOST_ONE_IN
              ? new Sale(1000, 0, balance, missing, 0)
              : nothing;
      case PART -> days > 0 ? days(balance, price, days) : parts(balance, price);
    };
  }

  private static Sale days(long balance, long price, int days) {
    int bought = (int) (balance * days / price);
    // A day's price that is no whole cent is rounded up: never beyond what there is.
    long taken = Math.ceilDiv(price * bought, (long) days);
    return bought == 0
        ? new Sale(0, 0, 0, 0, price - balance)
        : new Sale(1000, bought, taken, 0, price - balance);
  }

  private static Sale parts(long balance, long price) {
    int parts = (int) (balance * 1000 / price);
    return parts < LEAST_PARTS
        ? new Sale(0, 0, 0, 0, price - balance)
        : new Sale(parts, 0, balance, 0, price - balance);
  }

  /** Whether it buys anything. */
  boolean buys() {
    return parts > 0;
  }

  String outcome() {
    if (!buys()) {
      return "credited";
    }
    return parts == 1000 && days == 0 ? "renewed" : "shortened";
  }
}
