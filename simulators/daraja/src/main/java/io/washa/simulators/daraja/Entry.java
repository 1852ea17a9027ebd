package io.washa.simulators.daraja;

import java.math.BigDecimal;
import java.time.Instant;

/** One movement of a shortcode's money. */
sealed interface Entry permits Transaction, Movement {
  /** M-Pesa's code; a charge may carry that of the payment it belongs to. */
  String receipt();

  /** When it was completed. */
  Instant at();

  /** What it did to the balance, in shillings with two decimals. */
  BigDecimal change();
}
