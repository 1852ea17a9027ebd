package io.washa.portal;

import java.util.Optional;

/** The number that subscribers pay to by themselves. */
@FunctionalInterface
public interface PayBills {
  /** The bound tenant's PayBill number; empty if it has none. */
  Optional<String> primary();
}
