package io.washa.agent.site;

import io.washa.protocol.Assign;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** One thing that the hub can ask for once. */
interface RouterCommand {
  /** Does it, or has it done, and sees to it that it is answered. */
  void run(CommandTask task, Desk desk) throws IOException;

  /**
   * What a command works with.
   *
   * @param open the connection
   * @param sweeps full comparisons, which some commands ask for
   * @param helpers for what takes long: on the router's own thread somebody who paid would wait
   * @param time the platform's, if it is known
   */
  record Desk(
      Assign.Router router,
      RouterLink.Open open,
      DesiredRows rows,
      Sweeps sweeps,
      Executor helpers,
      Supplier<Optional<Instant>> time) {}
}
