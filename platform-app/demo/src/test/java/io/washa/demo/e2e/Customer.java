package io.washa.demo.e2e;

import java.util.UUID;

/**
 * A subscriber with a PPPoE service.
 *
 * @param phone twelve digits
 * @param router which of the town's routers serves it, from 0
 * @param price minor units of its plan
 */
record Customer(
    String account,
    String phone,
    UUID subscriber,
    UUID service,
    String username,
    int router,
    long price) {

  long shillings() {
    return price / 100;
  }
}
