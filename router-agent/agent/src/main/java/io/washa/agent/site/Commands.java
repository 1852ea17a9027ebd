package io.washa.agent.site;

import io.washa.protocol.Command;
import java.io.IOException;
import java.time.Duration;
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
    UUID access = rows.accessNamed(name);
    if (access == null) {
      task.answer(false, "no user of ours is called " + name);
      return;
    }
    Set<String> left = ops.kick(Set.of(name), rows.isOn(access) ? Set.of(name) : Set.of());
    task.answer(
        left.isEmpty(), left.isEmpty() ? "kicked " + name : "the session could not be removed");
  }
}
