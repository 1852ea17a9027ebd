package io.washa.agent.site;

import io.washa.protocol.Command;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** What the hub can ask for once. */
final class Commands {
  private Commands() {}

  /** Runs a command and answers it. */
  static void run(CommandTask task, RouterOps ops, Reconciler reconciler, DesiredRows rows)
      throws IOException {
    Command command = task.command();
    switch (command.name()) {
      case Command.PROBE -> task.answer(true, ops.name(Duration.ofNanos(task.leftNanos())));
      case Command.PLAN -> task.answer(true, reconciler.describe());
      case Command.KICK -> kick(task, command.argument(), ops, rows);
      default -> task.answer(false, "this agent does not know the command " + command.name());
    }
  }

  /** Only users of ours: everybody else on the router is none of our business. */
  private static void kick(CommandTask task, String name, RouterOps ops, DesiredRows rows)
      throws IOException {
    boolean known = false;
    boolean left = false;
    for (String method : rows.methods()) {
      UUID access = rows.accessOf(new UserKey(method, name));
      Optional<AccessTable> table = rows.table(method);
      if (access != null && table.isPresent()) {
        known = true;
        Set<String> mayReturn = rows.mayBeOnline(table.get(), access) ? Set.of(name) : Set.of();
        left |= !ops.kick(table.get(), Set.of(name), mayReturn).isEmpty();
      }
    }
    if (known) {
      task.answer(!left, left ? "the session could not be removed" : "kicked " + name);
    } else {
      task.answer(false, "no user of ours is called " + name);
    }
  }
}
