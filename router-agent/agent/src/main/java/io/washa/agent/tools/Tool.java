package io.washa.agent.tools;

import io.washa.agent.routeros.Reply;
import io.washa.agent.routeros.RouterConnection;
import io.washa.agent.routeros.RouterLostException;
import io.washa.agent.routeros.Sentence;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Something that one router does once, on a thread that may wait for it. */
public interface Tool {
  /**
   * Does it.
   *
   * @return the answer for a person
   * @throws ToolRefusedException if the router will not, or the argument is no good
   * @throws RouterLostException if the router went away meanwhile
   */
  String use(Errand errand) throws RouterLostException, ToolRefusedException, InterruptedException;

  /**
   * Where and with what.
   *
   * @param router shared with others, who are not kept waiting
   * @param username of ours on the router
   * @param argument as the command's constant says
   * @param deadlineNanos on the scale of {@link System#nanoTime}
   * @param now the platform's time, empty if it is not known
   */
  record Errand(
      RouterConnection router,
      String username,
      String argument,
      long deadlineNanos,
      Optional<Instant> now) {

    /** How much time is left. */
    Duration left() {
      return Duration.ofNanos(Math.max(deadlineNanos - System.nanoTime(), 0));
    }

    /** Says a sentence that has to succeed. */
    Reply say(Sentence sentence) throws RouterLostException, ToolRefusedException {
      Reply reply = router.call(sentence, left());
      if (reply.refusal().isPresent()) {
        throw new ToolRefusedException("the router says: " + reply.refusal().get().message());
      }
      return reply;
    }

    /** The first row of a menu, without columns if the router has none or will not show it. */
    Map<String, String> first(Sentence print) throws RouterLostException {
      Reply reply = router.call(print, left());
      return reply.rows().isEmpty() ? Map.of() : reply.rows().get(0);
    }

    @Override
    public String toString() {
      return "Errand at " + username;
    }
  }
}
