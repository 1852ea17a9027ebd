package io.washa.portal;

import java.util.Optional;

/** The numbers that subscribers of the bound tenant pay to by themselves. */
public interface PayBills {
  /** The PayBill whose payments are found by themselves; empty if there is none. */
  Optional<String> primary();

  /** Where prompted people pay when the prompt failed; empty if the tenant has no number. */
  Optional<PayPoint> point();

  /**
   * Where to pay while nobody can be prompted: a cashier confirms what the payer claims; empty if
   * the tenant has no number at all.
   */
  Optional<PayPoint> byHand();
}
