package io.washa.agent.site;

import io.washa.agent.routeros.Reply;
import io.washa.agent.routeros.RouterLostException;
import io.washa.agent.routeros.Sentence;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What lets a router that was away for a moment go without a full comparison when it is back: a few
 * counts instead of all its rows.
 *
 * <p>Why this is sound. After a full comparison that was read back, a router can only become
 * different by what we write (then there is no proof until the counts were taken again), by its own
 * restart (a factory reset, a restored backup and a lost write all come with one; the boot's
 * instant tells), by being another box (the serial tells), or by somebody else who writes to it.
 * The last we would not notice on a connection that stands either, until the next full comparison;
 * a broken connection changes nothing about that, and the full comparison comes when it would have
 * come anyway. The counts are more than that argument needs: they find at once what others added,
 * removed, switched on or off, or gave another profile, unless two changes cancel out.
 *
 * <p>A restart of this program knows no proof. Belongs to its worker's thread.
 */
final class Proof {
  /** How far apart two looks at one boot's instant may seem: uptime is told in whole seconds. */
  private static final long SAME_BOOT_SECONDS = 3;

  private @Nullable Taken taken;

  private record Taken(String serial, long bootSeconds, List<String> answers, long writes) {}

  /** There is no proof any more. */
  void forget() {
    taken = null;
  }

  /** Whether there is a proof that nothing written since makes doubtful. */
  boolean covers(long writes) {
    return taken != null && taken.writes() == writes;
  }

  /** Whether there is any proof, fresh or not. */
  boolean exists() {
    return taken != null;
  }

  /** Looks at a router that was just found right. */
  void take(String serial, RouterOps ops, List<Sentence> questions) throws RouterLostException {
    long boot = boot(ops);
    List<String> answers = ask(ops, questions);
    taken = new Taken(serial, boot, answers, ops.tally().writes());
  }

  /** Whether the router is as it was, as far as a few sentences can tell. */
  boolean holds(String serial, RouterOps ops, List<Sentence> questions) throws RouterLostException {
    Taken before = taken;
    if (before == null
        || !before.serial().equals(serial)
        || Math.abs(boot(ops) - before.bootSeconds()) > SAME_BOOT_SECONDS) {
      return false;
    }
    if (!before.answers().equals(ask(ops, questions))) {
      return false;
    }
    taken = new Taken(serial, before.bootSeconds(), before.answers(), ops.tally().writes());
    return true;
  }

  /** When the router started, on this machine's own count of seconds. */
  private static long boot(RouterOps ops) throws RouterLostException {
    return System.nanoTime() / 1_000_000_000 - ops.uptimeSeconds();
  }

  private static List<String> ask(RouterOps ops, List<Sentence> questions)
      throws RouterLostException {
    List<String> answers = new ArrayList<>();
    for (Reply reply : ops.say(questions)) {
      String count = reply.ret();
      answers.add(count == null ? String.valueOf(reply.rows()) : count);
    }
    return answers;
  }
}
