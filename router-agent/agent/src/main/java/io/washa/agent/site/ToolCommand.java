package io.washa.agent.site;

import io.washa.agent.routeros.RouterLostException;
import io.washa.agent.tools.Tool;
import io.washa.agent.tools.ToolRefusedException;
import java.util.concurrent.RejectedExecutionException;

/** Uses a tool, beside everything else that goes on with the router. */
record ToolCommand(Tool tool) implements RouterCommand {
  @Override
  public void run(CommandTask task, Desk desk) {
    Tool.Errand errand =
        new Tool.Errand(
            desk.open().connection(),
            desk.router().username(),
            task.command().argument(),
            System.nanoTime() + task.leftNanos(),
            desk.time().get());
    try {
      desk.helpers().execute(() -> use(task, errand));
    } catch (RejectedExecutionException e) {
      task.answer(false, "too much is asked of this site at once; try again");
    }
  }

  private void use(CommandTask task, Tool.Errand errand) {
    try {
      task.answer(true, tool.use(errand));
    } catch (ToolRefusedException | RouterLostException e) {
      task.answer(false, String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      task.answer(false, "the agent is stopping");
      Thread.currentThread().interrupt();
    }
  }
}
