package io.washa.agent.site.rules;

import io.washa.agent.routeros.Reply;
import io.washa.agent.routeros.RouterLostException;
import io.washa.agent.routeros.Sentence;
import io.washa.agent.routeros.Trap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Reads menus whose refusal is a finding and not the end of the connection. */
final class MenuReader {
  private final Talk talk;

  MenuReader(Talk talk) {
    this.talk = talk;
  }

  /**
   * What came back.
   *
   * @param refusal why nothing did, if so
   */
  record Result(List<Map<String, String>> rows, Optional<Trap> refusal) {
    /** Whether the router has no such menu. */
    boolean isMissing() {
      return refusal.isPresent() && refusal.get().isNoSuchMenu();
    }
  }

  Result read(RuleTable table) throws RouterLostException {
    TreeSet<String> columns = new TreeSet<>(table.columns());
    columns.addAll(List.of(".id", "comment", "disabled", "dynamic"));
    Sentence print =
        Sentence.of(table.menu() + "/print").properties(columns.toArray(String[]::new));
    return read(table.narrow(print));
  }

  Result read(Sentence print) throws RouterLostException {
    Reply reply = talk.say(List.of(print)).get(0);
    return new Result(reply.rows(), reply.refusal());
  }
}
