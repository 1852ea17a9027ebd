package io.washa.simulators.daraja;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** Prompts by id; at most one at a time per phone. Finished ones are kept for queries, bounded. */
final class Prompts {
  private static final int KEPT_FINISHED = 50_000;

  private final Ids ids;
  private final Map<String, Prompt> byId = new ConcurrentHashMap<>();
  private final Map<String, Prompt> byPhone = new ConcurrentHashMap<>();
  private final Queue<String> finished = new ConcurrentLinkedQueue<>();
  private final AtomicInteger finishedCount = new AtomicInteger();

  Prompts(Ids ids) {
    this.ids = ids;
  }

  /** Opens a prompt; empty while another one holds the phone. */
  Optional<Prompt> open(StkRequest request, Instant now) {
    Instant at = now;
    while (byId.containsKey(Ids.checkout(at, request.phone()))) {
      at = at.plusMillis(1);
    }
    Prompt prompt = new Prompt(Ids.checkout(at, request.phone()), ids.next(), request, now);
    if (byPhone.putIfAbsent(request.phone(), prompt) != null) {
      return Optional.empty();
    }
    byId.put(prompt.checkoutRequestId(), prompt);
    return Optional.of(prompt);
  }

  /** Gives the phone free again. */
  void release(Prompt prompt) {
    byPhone.remove(prompt.request().phone(), prompt);
    finished.add(prompt.checkoutRequestId());
    if (finishedCount.incrementAndGet() > KEPT_FINISHED) {
      String oldest = finished.poll();
      if (oldest != null) {
        byId.remove(oldest);
        finishedCount.decrementAndGet();
      }
    }
  }

  Optional<Prompt> find(String checkoutRequestId) {
    return Optional.ofNullable(byId.get(checkoutRequestId));
  }

  /** What is on the screens now, oldest first. */
  List<Prompt> waiting() {
    return byPhone.values().stream()
        .filter(Prompt::isWaiting)
        .sorted(Comparator.comparing(Prompt::sentAt))
        .toList();
  }
}
