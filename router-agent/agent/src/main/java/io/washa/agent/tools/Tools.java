package io.washa.agent.tools;

import io.washa.protocol.Command;
import java.util.Map;

/** All tools by the name of the command that asks for them. */
public final class Tools {
  private static final Map<String, Tool> ALL =
      Map.of(
          Command.PING, new Ping(),
          Command.REBOOT, new Reboot(),
          Command.LOG, new LogLines(),
          Command.BACKUP, new Backup(),
          Command.CHECK, new Check());

  private Tools() {}

  /** Every tool. */
  public static Map<String, Tool> all() {
    return ALL;
  }
}
