package io.washa.agent.site;

import io.washa.agent.tools.Tools;
import io.washa.protocol.Command;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** What the hub can ask for once, by name. */
final class Commands {
  private static final Map<String, RouterCommand> ALL = all();

  private Commands() {}

  private static Map<String, RouterCommand> all() {
    Map<String, RouterCommand> all = new HashMap<>();
    all.put(
        Command.PROBE,
        (task, desk) ->
            task.answer(true, desk.open().ops().name(Duration.ofNanos(task.leftNanos()))));
    all.put(Command.PLAN, (task, desk) -> task.answer(true, desk.open().reconciler().describe()));
    all.put(Command.KICK, new Kick());
    all.put(Command.SWEEP, (task, desk) -> desk.sweeps().ask(task));
    all.put(Command.ALLOW, (task, desk) -> desk.sweeps().allow(task));
    all.put(Command.ADOPT, new Adopting());
    all.put(Command.TRAFFIC, new Traffic());
    Tools.all().forEach((name, tool) -> all.put(name, new ToolCommand(tool)));
    return Map.copyOf(all);
  }

  /** Runs a command, which answers it. */
  static void run(CommandTask task, RouterCommand.Desk desk) throws IOException {
    String name = task.command().name();
    RouterCommand command = ALL.get(name);
    if (command == null) {
      task.answer(false, "this agent does not know the command " + name);
    } else {
      command.run(task, desk);
    }
  }
}
