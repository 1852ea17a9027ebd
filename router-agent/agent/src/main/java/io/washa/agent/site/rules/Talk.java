package io.washa.agent.site.rules;

import io.washa.agent.routeros.Reply;
import io.washa.agent.routeros.RouterLostException;
import io.washa.agent.routeros.Sentence;
import java.util.List;

/** Takes sentences to a router. */
@FunctionalInterface
public interface Talk {
  /**
   * Says sentences in this order; a refusal is part of a reply.
   *
   * @throws RouterLostException if a reply did not come
   */
  List<Reply> say(List<Sentence> sentences) throws RouterLostException;
}
