package io.washa.simulators.daraja;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The money of one shortcode. Whoever reads and then adds holds its lock in between. */
final class Account {
  private final List<Entry> entries = new ArrayList<>();
  private final Set<String> reversed = new HashSet<>();
  private BigDecimal balance = BigDecimal.ZERO.setScale(2);

  synchronized void add(Entry entry) {
    entries.add(entry);
    balance = balance.add(entry.change());
    if (entry instanceof Movement movement && movement.kind() == Movement.Kind.REVERSAL) {
      reversed.add(movement.linked());
    }
  }

  synchronized BigDecimal balance() {
    return balance;
  }

  synchronized boolean isReversed(String receipt) {
    return reversed.contains(receipt);
  }

  /** In the order of their time; of equal times in the order of booking. */
  synchronized List<Entry> byTime() {
    return entries.stream().sorted(Comparator.comparing(Entry::at)).toList();
  }
}
