package io.washa.billing.documents;

import java.util.List;
import java.util.UUID;

/** What became of money that was to settle invoices. */
public sealed interface SettleAnswer {
  /**
   * It was taken from the wallet, oldest invoice first.
   *
   * @param left what no invoice asked for; it stays in the wallet, minor units
   */
  record Settled(List<Allocation> allocations, long left) implements SettleAnswer {
    /** Keeps the order. */
    public Settled {
      allocations = List.copyOf(allocations);
    }
  }

  /** This cause had settled invoices before, these, and nothing was done. */
  record Already(List<Allocation> allocations) implements SettleAnswer {
    /** Keeps the order. */
    public Already {
      allocations = List.copyOf(allocations);
    }
  }

  /** The wallet holds less. */
  record TooLittle(long balance) implements SettleAnswer {}

  /** The amount is not positive. */
  record NoMoney() implements SettleAnswer {}

  /**
   * What went to one invoice.
   *
   * @param label the invoice's number
   * @param amount minor units
   */
  record Allocation(UUID invoice, String label, long amount) {}
}
