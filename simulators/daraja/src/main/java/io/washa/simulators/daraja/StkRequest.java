package io.washa.simulators.daraja;

import java.net.URI;

/**
 * An STK push that passed every check of the gateway.
 *
 * @param transactionType {@code CustomerPayBillOnline} or {@code CustomerBuyGoodsOnline}
 * @param amount whole shillings
 * @param phone 12 digits, where the prompt appears
 */
record StkRequest(
    Shortcode merchant,
    String transactionType,
    int amount,
    String partyB,
    String phone,
    URI callback,
    String account) {

  /** Whether type and receiving party fit the shortcode; M-Pesa finds out only afterwards. */
  boolean isForAnotherProduct() {
    return !transactionType.equals(merchant.type().command());
  }
}
