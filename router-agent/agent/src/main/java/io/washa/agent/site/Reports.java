package io.washa.agent.site;

import io.washa.agent.store.RouterState;
import io.washa.protocol.Applied;
import io.washa.protocol.ApplyDesired;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Which outcomes the hub has yet to hear. Not safe for several threads. */
final class Reports {
  private final UUID router;
  private final RouterState state;
  private final Set<UUID> unreported = new LinkedHashSet<>();
  private boolean answerOwed;

  Reports(UUID router, RouterState state) {
    this.router = router;
    this.state = state;
  }

  /** The hub waits for an answer, even an empty one. */
  void oweAnswer() {
    answerOwed = true;
  }

  /** These outcomes are to be told. */
  void add(Collection<UUID> accesses) {
    unreported.addAll(accesses);
  }

  /** These are to be told again, as far as there is an outcome. */
  void again(Collection<UUID> accesses) {
    unreported.addAll(accesses);
    unreported.retainAll(state.results().keySet());
    unreported.retainAll(state.rows().keySet());
  }

  void clear() {
    unreported.clear();
  }

  /**
   * What the hub has yet to hear, in messages of bounded size.
   *
   * @param unsettled rows about which nothing is known yet
   */
  List<Applied> take(Set<UUID> unsettled) {
    List<Applied.Result> results = new ArrayList<>();
    for (UUID id : unreported) {
      Applied.Result result = state.results().get(id);
      if (result != null && !unsettled.contains(id)) {
        results.add(result);
      }
    }
    results.forEach(result -> unreported.remove(result.access()));
    List<Applied> messages = new ArrayList<>();
    for (int from = 0; from < results.size(); from += ApplyDesired.MAX_ROWS) {
      int to = Math.min(from + ApplyDesired.MAX_ROWS, results.size());
      messages.add(applied(List.copyOf(results.subList(from, to))));
    }
    if (messages.isEmpty() && answerOwed && unsettled.isEmpty()) {
      messages.add(applied(List.of()));
    }
    if (unsettled.isEmpty()) {
      answerOwed = false;
    }
    return messages;
  }

  /** An answer that says what is held. */
  Applied applied(List<Applied.Result> results) {
    return new Applied(router, state.epoch(), state.generation(), results);
  }
}
