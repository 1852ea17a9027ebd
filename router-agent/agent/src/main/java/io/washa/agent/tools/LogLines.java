package io.washa.agent.tools;

import io.washa.agent.routeros.RouterLostException;
import io.washa.agent.routeros.Sentence;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The newest lines of the router's log, the oldest of them first. */
final class LogLines implements Tool {
  private static final int NEWEST = 200;
  private static final int MAX_LENGTH = 500;

  @Override
  public String use(Errand errand) throws RouterLostException, ToolRefusedException {
    Sentence print = Sentence.of("/log/print").properties("time", "topics", "message");
    List<Map<String, String>> rows = errand.say(print).rows();
    return rows.subList(Math.max(0, rows.size() - NEWEST), rows.size()).stream()
        .map(LogLines::line)
        .collect(Collectors.joining("\n"));
  }

  /** One line, whatever the message holds. */
  private static String line(Map<String, String> row) {
    String text =
        row.getOrDefault("time", "")
            + " "
            + row.getOrDefault("topics", "")
            + " "
            + row.getOrDefault("message", "");
    String plain = text.replaceAll("\\p{Cntrl}+", " ");
    return plain.length() <= MAX_LENGTH ? plain : plain.substring(0, MAX_LENGTH) + "…";
  }
}
