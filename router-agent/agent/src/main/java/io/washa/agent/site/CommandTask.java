package io.washa.agent.site;

import io.washa.protocol.Command;
import io.washa.protocol.CommandResult;
import java.util.concurrent.atomic.AtomicBoolean;

/** A command that waits for its router's worker, answered exactly once. */
final class CommandTask {
  private final Command command;
  private final Outbox outbox;
  private final long deadlineNanos;
  private final AtomicBoolean answered = new AtomicBoolean();

  CommandTask(Command command, Outbox outbox) {
    this.command = command;
    this.outbox = outbox;
    this.deadlineNanos = System.nanoTime() + command.timeToLiveMillis() * 1_000_000;
  }

  Command command() {
    return command;
  }

  /** Time left; not above zero: must not begin. */
  long leftNanos() {
    return answered.get() ? 0 : deadlineNanos - System.nanoTime();
  }

  void answer(boolean ok, String text) {
    if (answered.compareAndSet(false, true)) {
      outbox.send(new CommandResult(command.id(), ok, text));
    }
  }
}
