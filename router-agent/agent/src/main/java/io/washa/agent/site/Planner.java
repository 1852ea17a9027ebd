package io.washa.agent.site;

import io.washa.agent.site.Marks.Mark;
import io.washa.agent.site.Step.Target;
import io.washa.protocol.ApplyDesired.Access;
import io.washa.protocol.ApplyDesired.Profile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The working of one {@link ReconcilePlan}. */
final class Planner {
  private static final int REMOVALS_ALWAYS_ALLOWED = 10;
  private static final double REMOVALS_SHARE = 0.2;

  private final Desired desired;
  private final AccessTable table;
  private final Seen seen;
  private final SharedPlan shared;
  private final Writes writes;
  private final RowOrder order;
  private final Map<String, Seen.Row> byKey = new HashMap<>();
  private final Map<UUID, String> refused = new LinkedHashMap<>();
  private final Set<String> kicks = new LinkedHashSet<>();
  private final Set<String> goneEntries = new HashSet<>();
  private final boolean capped;

  /**
   * @param capped whether very many rows that nobody wants stop everything
   */
  Planner(Desired desired, Seen seen, boolean capped) {
    this.capped = capped;
    this.desired = desired;
    this.table = desired.table();
    this.seen = seen;
    this.shared = SharedPlan.of(desired, seen.shared());
    this.writes = new Writes(table);
    this.order = table.order(seen.around());
    for (Seen.Row row : seen.rows()) {
      // Some menus can hold a key twice, for two servers; then the one that is ours counts.
      byKey.merge(row.key(), row, (one, other) -> weight(other) > weight(one) ? other : one);
    }
  }

  private static int weight(Seen.Row row) {
    return isOurs(row) ? 2 : row.isDynamic() ? 0 : 1;
  }

  private static boolean isOurs(Seen.Row row) {
    return Marks.parse(row.comment()).isPresent();
  }

  ReconcilePlan plan() {
    Map<String, UUID> wanted = new HashMap<>();
    for (Access row : desired.rows()) {
      String key = UserKey.of(row).name();
      if (!row.removed() && wanted.putIfAbsent(key, row.access()) != null) {
        refused.put(row.access(), "the " + table.key() + " " + key + " is wanted by two accesses");
      } else if (!row.removed()) {
        present(row, key);
      }
    }
    for (Access row : desired.rows()) {
      String key = UserKey.of(row).name();
      if (row.removed() && !wanted.containsKey(key)) {
        absent(row, key);
      }
    }
    Optional<String> blocked = orphans(wanted.keySet());
    if (table.pausesByEntry()) {
      PausedEntries entries = new PausedEntries(seen.pausedEntries(), refused);
      entries.plan(desired.rows(), seen.whole(), goneEntries).forEach(writes::also);
    }
    Set<Profile> usable = Set.copyOf(shared.usable().values());
    return blocked.isPresent()
        ? new ReconcilePlan(List.of(), Set.of(), refused, blocked, usable)
        : new ReconcilePlan(writes.inOrder(shared.steps()), kicks, refused, blocked, usable);
  }

  private void present(Access row, String key) {
    Seen.Row held = byKey.get(key);
    Optional<String> reason =
        table
            .refusal(row)
            .or(() -> foreign(held))
            .or(() ->
                row.enabled() ? shared.refusal(table.profileOf(row)) : Optional.<String>empty());
    if (reason.isPresent()) {
      refused.put(row.access(), reason.get());
      return;
    }
    Profile profile = shared.usable().get(table.profileOf(row));
    if (held != null) {
      change(row, held, profile);
    } else if (profile != null) {
      add(row, key, profile);
    }
  }

  /** What a person configured without us is not ours; what the router made by itself may become. */
  private Optional<String> foreign(Seen.@Nullable Row held) {
    if (held == null || isOurs(held) || (held.isDynamic() && table.fixing().isPresent())) {
      return Optional.empty();
    }
    return Optional.of(
        "the "
            + table.noun()
            + " "
            + held.key()
            + " exists on the router and is not ours; adopt or rename it");
  }

  private void add(Access row, String key, Profile profile) {
    Map<String, String> columns = new LinkedHashMap<>();
    columns.put(table.key(), key);
    columns.putAll(table.secrets(row));
    table
        .columns(row, profile)
        .forEach((column, value) -> {
          if (!table.same(column, "", value)) {
            columns.put(column, value);
          }
        });
    columns.put("comment", Marks.of(row));
    order.before(row).ifPresent(other -> columns.put("place-before", other.id()));
    writes.add(columns, target(row, key, ""));
  }

  private void change(Access row, Seen.Row held, @Nullable Profile profile) {
    Target target = target(row, held.key(), held.id());
    if (held.isDynamic()) {
      table.fixing().ifPresent(verb -> writes.fix(verb, target));
    }
    Map<String, String> changes = new LinkedHashMap<>();
    boolean sessionStale = false;
    if (profile != null && !hasMarkOf(row, held)) {
      changes.putAll(table.secrets(row));
      changes.put("comment", Marks.of(row));
      sessionStale = !table.secrets(row).isEmpty();
    }
    for (Map.Entry<String, String> column : table.columns(row, profile).entrySet()) {
      String name = column.getKey();
      String value = column.getValue();
      if (!table.same(name, held.column(name), value)) {
        changes.put(name, value);
        sessionStale |= table.disturbs(name, value);
      }
    }
    writes.set(row, held, changes, target);
    order
        .before(row)
        .filter(other -> order.isBehind(held, other))
        .ifPresent(other -> writes.move(other.id(), target));
    if (sessionStale || hasWrongSession(row, held.key())) {
      kicks.add(held.key());
    }
  }

  private boolean hasMarkOf(Access row, Seen.Row held) {
    Optional<Mark> mark = Marks.parse(held.comment());
    return mark.isPresent()
        && mark.get().hash().equals(Marks.hash(row))
        && mark.get().access().equals(Marks.access(row.access()));
  }

  private boolean hasWrongSession(Access row, String key) {
    return (row.enabled() ? seen.online().paused() : seen.online().open()).contains(key);
  }

  private void absent(Access row, String key) {
    Seen.Row held = byKey.get(key);
    if (held == null) {
      if (seen.online().contains(key)) {
        kicks.add(key);
      }
      return;
    }
    Optional<Mark> mark = Marks.parse(held.comment());
    if (mark.isPresent() && mark.get().access().equals(Marks.access(row.access()))) {
      writes.remove(target(row, key, held.id()));
      kicks.add(key);
    }
  }

  /**
   * Rows of ours that nobody wants. Very many of them mean the wrong router or an empty database.
   */
  private Optional<String> orphans(Set<String> wanted) {
    List<Target> orphans = new ArrayList<>();
    int ours = 0;
    for (Seen.Row row : seen.rows()) {
      if (isOurs(row)) {
        ours++;
        if (!wanted.contains(row.key()) && !writes.removes(row.id())) {
          orphans.add(new Target(null, 0, row.key(), row.id()));
        }
      }
    }
    if (capped
        && seen.whole()
        && orphans.size() > Math.max(REMOVALS_ALWAYS_ALLOWED, ours * REMOVALS_SHARE)) {
      return Optional.of(
          "the comparison would remove "
              + orphans.size()
              + " of our "
              + ours
              + " "
              + table.noun()
              + "s on the router; is this the right router?");
    }
    for (Seen.Row row : seen.rows()) {
      if (!wanted.contains(row.key())) {
        Marks.parse(row.comment()).ifPresent(mark -> goneEntries.add(Marks.paused(mark.access())));
      }
    }
    for (Target orphan : orphans) {
      writes.remove(orphan);
      kicks.add(orphan.name());
    }
    return Optional.empty();
  }

  private static Target target(Access row, String key, String id) {
    return new Target(row.access(), row.generation(), key, id);
  }
}
