package io.washa.agent.site;

import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Ends the live sessions of one user of ours: everybody else on the router is none of our business.
 */
final class Kick implements RouterCommand {
  @Override
  public void run(CommandTask task, Desk desk) throws IOException {
    String name = task.command().argument();
    DesiredRows rows = desk.rows();
    boolean known = false;
    boolean left = false;
    for (String method : rows.methods()) {
      UUID access = rows.accessOf(new UserKey(method, name));
      Optional<AccessTable> table = rows.table(method);
      if (access != null && table.isPresent()) {
        known = true;
        Set<String> mayReturn = rows.mayBeOnline(table.get(), access) ? Set.of(name) : Set.of();
        left |= !desk.open().ops().kick(table.get(), Set.of(name), mayReturn).isEmpty();
      }
    }
    if (known) {
      task.answer(!left, left ? "the session could not be removed" : "kicked " + name);
    } else {
      task.answer(false, "no user of ours is called " + name);
    }
  }
}
