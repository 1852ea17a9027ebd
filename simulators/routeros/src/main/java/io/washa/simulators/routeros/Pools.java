package io.washa.simulators.routeros;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Gives out addresses of pools. Callers hold the store's lock. */
final class Pools {
  /**
   * An address for a subscriber.
   *
   * @param pool it comes from, empty if it is a fixed one
   */
  record Lease(String address, String pool) {}

  private final Store store;

  Pools(Store store) {
    this.store = store;
  }

  /**
   * A fixed address, or a free one of the named pool and those behind it; null if there is none.
   */
  @Nullable Lease lease(String source) {
    if (Ipv4.isAddress(source)) {
      return new Lease(source, "");
    }
    Set<String> tried = new HashSet<>();
    String name = source;
    while (tried.add(name)) {
      Row pool = store.table(Paths.POOLS).byName(name);
      if (pool == null) {
        return null;
      }
      String free = firstFree(pool);
      if (free != null) {
        return new Lease(free, name);
      }
      name = pool.value("next-pool");
    }
    return null;
  }

  private @Nullable String firstFree(Row pool) {
    Table used = store.table(Paths.POOL_USED);
    for (Ipv4.Range range : Ipv4.ranges(pool.value("ranges"))) {
      for (long address = range.first(); address <= range.last(); address++) {
        String text = Ipv4.format(address);
        if (used.having("address", text).isEmpty()) {
          return text;
        }
      }
    }
    return null;
  }
}
