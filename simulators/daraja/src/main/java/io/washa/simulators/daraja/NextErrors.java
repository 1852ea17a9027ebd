package io.washa.simulators.daraja;

import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Answers that were ordered in place of the real ones, first come first served. */
final class NextErrors {
  private static final int MAX_QUEUED = 1000;

  private final Map<String, Queue<Planned>> byPath = new ConcurrentHashMap<>();

  /**
   * A planned answer.
   *
   * @param processed the call is carried out all the same: its caller only does not learn so
   * @param delayMillis wait before answering
   */
  record Planned(Reply reply, boolean processed, int delayMillis) {}

  /** Plans an answer; false if too many are waiting. */
  boolean plan(String path, Planned planned) {
    Queue<Planned> queue = byPath.computeIfAbsent(path, key -> new ConcurrentLinkedQueue<>());
    return queue.size() < MAX_QUEUED && queue.add(planned);
  }

  Reply answer(Call call, Endpoint endpoint) {
    Queue<Planned> queue = byPath.get(call.path());
    Planned planned = queue == null ? null : queue.poll();
    if (planned == null) {
      return endpoint.answer(call);
    }
    if (planned.processed()) {
      endpoint.answer(call);
    }
    try {
      Thread.sleep(planned.delayMillis());
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    }
    return planned.reply();
  }
}
