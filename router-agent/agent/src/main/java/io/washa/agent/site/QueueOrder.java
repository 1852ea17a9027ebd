package io.washa.agent.site;

import io.washa.protocol.ApplyDesired.Access;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The first simple queue whose target holds an address gets its packets. A queue of somebody else
 * for a whole network, or for an interface, must not come before ours for one address in it.
 */
final class QueueOrder implements RowOrder {
  private final Map<String, Integer> places = new HashMap<>();
  private final List<Seen.Row> others;

  QueueOrder(List<Seen.Row> rows) {
    for (Seen.Row row : rows) {
      places.put(row.id(), places.size());
    }
    others = rows.stream().filter(QueueOrder::isSomebodyElses).toList();
  }

  private static boolean isSomebodyElses(Seen.Row row) {
    boolean top = row.column("parent").isEmpty() || row.column("parent").equals("none");
    return top
        && Marks.parse(row.comment()).isEmpty()
        && !row.isDynamic()
        && !Normal.bool(row.column("disabled"));
  }

  @Override
  public Optional<Seen.Row> before(Access row) {
    String address = SimpleQueues.address(row);
    return others.stream().filter(other -> catches(other.column("target"), address)).findFirst();
  }

  /** Whether one of a queue's targets holds an address; an interface may hold any. */
  private static boolean catches(String targets, String address) {
    for (String target : targets.split(",", -1)) {
      Optional<Ipv4Prefix> prefix = Ipv4Prefix.of(target);
      boolean isInterface = prefix.isEmpty() && !target.contains(":") && !target.isEmpty();
      if (isInterface || (prefix.isPresent() && prefix.get().contains(address))) {
        return true;
      }
    }
    return false;
  }

  @Override
  public boolean isBehind(Seen.Row one, Seen.Row other) {
    return places.getOrDefault(one.id(), 0) > places.getOrDefault(other.id(), 0);
  }
}
