package io.washa.agent.tools;

import io.washa.agent.routeros.RouterLostException;
import io.washa.agent.routeros.Sentence;
import java.util.Map;
import java.util.stream.Collectors;

/** Echo requests from the router, one a second: one line a try. Needs the policy {@code test}. */
final class Ping implements Tool {
  private static final int TRIES = 5;

  /** For the router's own waiting after the last try. */
  private static final int SPARE_SECONDS = 2;

  @Override
  public String use(Errand errand) throws RouterLostException, ToolRefusedException {
    if (!errand.argument().matches("[0-9A-Za-z.:%_-]{1,255}")) {
      throw new ToolRefusedException("this is no address: " + errand.argument());
    }
    long tries = Math.max(1, Math.min(TRIES, errand.left().toSeconds() - SPARE_SECONDS));
    Sentence ping =
        Sentence.of("/ping").set("address", errand.argument()).set("count", Long.toString(tries));
    return errand.say(ping).rows().stream().map(Ping::line).collect(Collectors.joining("\n"));
  }

  private static String line(Map<String, String> row) {
    String host = row.getOrDefault("host", "");
    String time = row.get("time");
    return time == null
        ? host + " " + row.getOrDefault("status", "timeout")
        : host + " " + time + " ttl " + row.getOrDefault("ttl", "?");
  }
}
