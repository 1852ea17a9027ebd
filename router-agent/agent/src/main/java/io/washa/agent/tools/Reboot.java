package io.washa.agent.tools;

import io.washa.agent.routeros.Reply;
import io.washa.agent.routeros.RouterLostException;
import io.washa.agent.routeros.Sentence;

/** Restarts the router: the one command of which a broken connection means that it worked. */
final class Reboot implements Tool {
  private static final String DONE = "the router restarts";

  @Override
  public String use(Errand errand) throws RouterLostException, ToolRefusedException {
    Reply reply;
    try {
      reply = errand.router().call(Sentence.of("/system/reboot"), errand.left());
    } catch (RouterLostException e) {
      if (e.outcomeUnknown()) {
        return DONE;
      }
      throw e;
    }
    if (reply.refusal().isPresent()) {
      throw new ToolRefusedException("the router says: " + reply.refusal().get().message());
    }
    return DONE;
  }
}
