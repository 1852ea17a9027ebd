package io.washa.agent.site;

import io.washa.agent.routeros.RouterLostException;
import io.washa.protocol.Command;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * What the sessions of a user carry, from two readings of their counters: {@code up down} in bits a
 * second.
 */
final class Traffic implements RouterCommand {
  private static final Duration BETWEEN = Duration.ofSeconds(1);

  @Override
  public void run(CommandTask task, Desk desk) {
    try {
      desk.helpers().execute(() -> measure(task, desk));
    } catch (RejectedExecutionException e) {
      task.answer(false, "too much is asked of this site at once; try again");
    }
  }

  private static void measure(CommandTask task, Desk desk) {
    Command command = task.command();
    int blank = command.argument().indexOf(' ');
    UserKey user =
        new UserKey(
            command.argument().substring(0, Math.max(blank, 0)),
            command.argument().substring(blank + 1));
    Optional<AccessTable> table = desk.rows().table(user.method());
    UUID access = desk.rows().accessOf(user);
    if (table.isEmpty() || access == null) {
      task.answer(false, "no user of ours is called " + command.argument());
      return;
    }
    try {
      Reading first = Reading.of(desk, table.get(), user, access);
      Thread.sleep(BETWEEN.toMillis());
      Reading second = Reading.of(desk, table.get(), user, access);
      task.answer(
          first != null && second != null,
          first == null || second == null ? user.name() + " is not online" : second.since(first));
    } catch (RouterLostException e) {
      task.answer(false, String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      task.answer(false, "the agent is stopping");
      Thread.currentThread().interrupt();
    }
  }

  private record Reading(long up, long down, long nanos) {
    static @Nullable Reading of(Desk desk, AccessTable table, UserKey user, UUID access)
        throws RouterLostException {
      RouterOps ops = desk.open().ops();
      List<RouterOps.Active> rows =
          table.sessions().isPresent()
              ? ops.active(table, false, Set.of(user.name()))
              : fixed(desk, user);
      if (rows.isEmpty()) {
        return null;
      }
      AccessTable.Details details = table.details();
      boolean apart = details.up().isEmpty();
      Meters meters = apart ? Meters.about(ops, user, rows) : null;
      long up = 0;
      long down = 0;
      for (RouterOps.Active row : rows) {
        Map<String, String> columns = row.columns();
        LiveSession session = SessionWatch.session(table, user, access, row);
        Meters.Bytes bytes =
            meters == null
                ? new Meters.Bytes(
                    Meters.number(columns.get(details.up())),
                    Meters.number(columns.get(details.down())))
                : meters.of(session);
        up += bytes == null ? 0 : Math.max(bytes.up(), 0);
        down += bytes == null ? 0 : Math.max(bytes.down(), 0);
      }
      return new Reading(up, down, System.nanoTime());
    }

    /** A fixed address has no session; its queue counts whether or not it is in use. */
    private static List<RouterOps.Active> fixed(Desk desk, UserKey user) {
      return desk.rows().effective(user).map(SimpleQueues::address).stream()
          .filter(address -> !address.isEmpty())
          .map(address -> new RouterOps.Active("", user.name(), address, Map.of()))
          .toList();
    }

    String since(Reading before) {
      double seconds = (nanos - before.nanos()) / (double) Duration.ofSeconds(1).toNanos();
      return Measuring.bits(up - before.up(), seconds)
          + " "
          + Measuring.bits(down - before.down(), seconds);
    }
  }
}
