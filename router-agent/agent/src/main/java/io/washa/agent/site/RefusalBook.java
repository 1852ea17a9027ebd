package io.washa.agent.site;

import io.washa.protocol.Refusals;
import io.washa.protocol.Refusals.Refusal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Refusals yet to be told. The first is told at once; equal ones are counted and told once in a
 * while, for a wrong password on a subscriber's box is tried again every few seconds for days.
 */
final class RefusalBook {
  private static final long PAUSE_NANOS = Duration.ofSeconds(30).toNanos();

  /** So many different ones are an attack, of which these are told. */
  private static final int MAX_KEPT = 1000;

  private final Map<Key, Counted> kept = new LinkedHashMap<>();

  private record Key(String method, String name, @Nullable String mac, String reason) {}

  /**
   * Equal refusals.
   *
   * @param times since last told; 0: told, and kept to hold the next ones back
   * @param dueNanos when to tell
   */
  private record Counted(Refusal last, int times, long dueNanos) {}

  /** One more. */
  void add(Refusal refusal, long nowNanos) {
    Key key = new Key(refusal.method(), refusal.name(), refusal.mac(), refusal.reason());
    Counted before = kept.get(key);
    if (before != null) {
      kept.put(key, new Counted(refusal, before.times() + 1, before.dueNanos()));
    } else if (kept.size() < MAX_KEPT) {
      kept.put(key, new Counted(refusal, 1, nowNanos));
    }
  }

  /** Those to be told now, counted. */
  List<Refusal> take(long nowNanos) {
    List<Refusal> due = new ArrayList<>();
    Iterator<Map.Entry<Key, Counted>> entries = kept.entrySet().iterator();
    while (entries.hasNext() && due.size() < Refusals.MAX) {
      Map.Entry<Key, Counted> entry = entries.next();
      Counted counted = entry.getValue();
      if (nowNanos - counted.dueNanos() < 0) {
        continue;
      }
      if (counted.times() == 0) {
        entries.remove();
      } else {
        due.add(told(counted));
        entry.setValue(new Counted(counted.last(), 0, nowNanos + PAUSE_NANOS));
      }
    }
    return due;
  }

  private static Refusal told(Counted counted) {
    Refusal last = counted.last();
    return new Refusal(
        last.method(), last.name(), last.mac(), last.reason(), last.text(), counted.times());
  }
}
