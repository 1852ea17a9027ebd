package io.washa.agent.site;

import io.washa.agent.routeros.Sentence;
import io.washa.agent.site.Step.Kind;
import io.washa.agent.site.Step.Target;
import io.washa.protocol.ApplyDesired.Access;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Entries of ours on the paused list, for accesses that no other row on the router can pause. They
 * have no timeout, for one with a timeout is forgotten at a reboot.
 */
final class PausedEntries {
  private static final String MENU = "/ip/firewall/address-list";

  private final Map<String, Seen.Row> byMark = new HashMap<>();
  private final Map<String, Seen.Row> foreign = new HashMap<>();
  private final List<Step> steps = new ArrayList<>();
  private final List<Target> gone = new ArrayList<>();
  private final Map<UUID, String> refused;

  /**
   * @param entries what stands on the list by configuration, the address as key
   * @param refused takes accesses that cannot be made true, with the reason
   */
  PausedEntries(List<Seen.Row> entries, Map<UUID, String> refused) {
    this.refused = refused;
    for (Seen.Row entry : entries) {
      if (!Marks.isPaused(entry.comment())) {
        foreign.put(entry.key(), entry);
      } else if (byMark.putIfAbsent(entry.comment(), entry) != null) {
        gone.add(new Target(null, 0, entry.key(), entry.id()));
      }
    }
  }

  /**
   * What has to be written.
   *
   * @param whole the rows are all there are: what stands for no row goes
   * @param removed marks of entries whose rows are removed from the table, as when an access has
   *     another method now
   */
  List<Step> plan(List<Access> rows, boolean whole, Set<String> removed) {
    Set<String> known = new HashSet<>();
    for (Access row : rows) {
      String mark = Marks.paused(row.access());
      known.add(mark);
      Seen.Row entry = byMark.get(mark);
      if (!row.removed() && !row.enabled() && !SimpleQueues.address(row).isEmpty()) {
        paused(row, entry);
      } else {
        free(row, entry);
      }
    }
    byMark.forEach((mark, entry) -> {
      if (!known.contains(mark) && (whole || removed.contains(mark))) {
        gone.add(new Target(null, 0, entry.key(), entry.id()));
      }
    });
    for (int from = 0; from < gone.size(); from += Step.MAX_TARGETS) {
      List<Target> some = gone.subList(from, Math.min(from + Step.MAX_TARGETS, gone.size()));
      steps.add(
          new Step(
              Kind.ENABLE, Sentence.of(MENU + "/remove"), List.copyOf(some), "unpause address"));
    }
    return steps;
  }

  private void paused(Access row, Seen.@Nullable Row entry) {
    String address = SimpleQueues.address(row);
    if (entry == null && !foreign.containsKey(address)) {
      Sentence sentence =
          Sentence.of(MENU + "/add")
              .set("list", Pausing.LIST)
              .set("address", address)
              .set("comment", Marks.paused(row.access()));
      steps.add(step(row, "", sentence, "pause address"));
    } else if (entry != null && !entry.key().equals(address)) {
      Sentence sentence = Sentence.of(MENU + "/set").set("address", address);
      steps.add(step(row, entry.id(), sentence, "change paused address"));
    }
  }

  private void free(Access row, Seen.@Nullable Row entry) {
    if (entry != null) {
      gone.add(new Target(row.access(), row.generation(), entry.key(), entry.id()));
    }
    String address = SimpleQueues.address(row);
    if (!row.removed() && foreign.containsKey(address)) {
      refused.put(
          row.access(),
          "the address "
              + address
              + " is on the list "
              + Pausing.LIST
              + " by an entry that is not ours; remove it");
    }
  }

  private static Step step(Access row, String id, Sentence sentence, String words) {
    Target target = new Target(row.access(), row.generation(), UserKey.of(row).name(), id);
    return new Step(Kind.DISABLE, sentence, List.of(target), words);
  }
}
