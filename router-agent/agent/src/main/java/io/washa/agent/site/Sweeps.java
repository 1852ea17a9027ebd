package io.washa.agent.site;

import io.washa.agent.routeros.RouterConnection.Tally;
import io.washa.agent.routeros.RouterLostException;
import io.washa.agent.routeros.Sentence;
import io.washa.agent.site.Reconciler.Interruption;
import io.washa.protocol.Assign;
import io.washa.protocol.Drift;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The full comparisons of one router: when one is due, what it found, and what the hub hears of it.
 * After a reconnect a {@link Proof} may stand in for one; the hourly ones are always whole. Belongs
 * to its worker's thread, except where it says otherwise.
 */
final class Sweeps {
  private static final double JITTER = 0.2;

  private final Assign.Router router;
  private final DesiredRows rows;
  private final Outbox outbox;
  private final Duration every;
  private final Duration proofEvery;
  private final Proof proof = new Proof();
  private final List<CommandTask> asked = new ArrayList<>();

  private volatile boolean wanted = true;
  private volatile boolean sayAgain;
  private @Nullable RouterOps ops;
  private boolean proofWanted;
  private boolean sweptSinceConnect;
  private long nextNanos = System.nanoTime();
  private long nextProofNanos = System.nanoTime();
  private Orphans stopped = Orphans.NONE;
  private Orphans allowed = Orphans.NONE;
  private @Nullable Drift last;

  Sweeps(Assign.Router router, DesiredRows rows, Outbox outbox, SiteSettings settings) {
    this.router = router;
    this.rows = rows;
    this.outbox = outbox;
    this.every = settings.sweepEvery();
    this.proofEvery = settings.keepAlive();
  }

  /** Everything is to be compared soon. From any thread. */
  void want() {
    wanted = true;
  }

  /** The hub is new and has heard nothing of what was found. From any thread. */
  void sayAgain() {
    sayAgain = true;
  }

  /**
   * The router is there again. What waited for it is looked at as if it had just changed; all else
   * only if the router may be different from when it was last found right.
   */
  void connected(RouterLink.Open open, String serial) throws RouterLostException {
    lost();
    ops = open.ops();
    sweptSinceConnect = false;
    if (open.stance().writes()) {
      rows.markWaitingDirty();
    }
    boolean proven =
        !wanted
            && open.stance().writes()
            && System.nanoTime() - nextNanos < 0
            && !rows.hasKicks()
            && proof.holds(serial, open.ops(), questions(open));
    if (proven) {
      sweptSinceConnect = true;
    } else {
      proof.forget();
      wanted = true;
    }
  }

  private List<Sentence> questions(RouterLink.Open open) {
    return Questions.about(open.reconciler().tables(), router.rules() != null);
  }

  /** The connection broke: a write whose outcome nobody knows takes the proof away. */
  void lost() {
    RouterOps broken = ops;
    if (broken != null && !proof.covers(broken.tally().writes())) {
      proof.forget();
    }
    ops = null;
    proofWanted = false;
  }

  boolean isWanted() {
    return wanted;
  }

  boolean isDue() {
    return wanted || System.nanoTime() - nextNanos >= 0;
  }

  long nextNanos() {
    return nextNanos;
  }

  /** Whether this connection's router is known to be right, fresh changes aside. */
  boolean isSweptSinceConnect() {
    return sweptSinceConnect;
  }

  /** A person lets go what stopped the last comparison: exactly that, or nothing. */
  void allow(CommandTask task) {
    if (stopped.isEmpty() || !stopped.digest().equals(task.command().argument())) {
      task.answer(false, "the plan is no longer the one that was stopped; look again");
    } else {
      allowed = stopped;
      ask(task);
    }
  }

  /** Compares everything soon and answers with what was found. */
  void ask(CommandTask task) {
    asked.add(task);
    wanted = true;
  }

  /** Compares everything. */
  void run(RouterLink.Open open, String serial, Interruption between) throws IOException {
    wanted = false;
    proof.forget();
    List<CommandTask> answers = new ArrayList<>(asked);
    Tally before = open.ops().tally();
    Comparison found = open.reconciler().sweep(allowed, between);
    asked.removeAll(answers);
    allowed = Orphans.NONE;
    stopped = found.stopped();
    long jitter = (long) (every.toNanos() * JITTER * Math.random());
    nextNanos = System.nanoTime() + every.toNanos() - jitter;
    sweptSinceConnect = true;
    if (rows.generation() > 0) {
      tell(
          found.drift(
              router.router(),
              rows.generation(),
              open.stance().why(),
              (int) (open.ops().tally().sentences() - before.sentences()),
              (int) (open.ops().tally().rows() - before.rows())),
          !answers.isEmpty());
    }
    proofWanted = found.isProven() && open.stance().writes();
    nextProofNanos = System.nanoTime() + proofEvery.toNanos();
    String text = String.join("\n", found.lines());
    answers.forEach(task ->
        task.answer(found.stopped().isEmpty(), text.isEmpty() ? ReconcilePlan.NOTHING : text));
  }

  /** Sends what changed, and what was asked for in any case. */
  private void tell(Drift drift, boolean isAsked) {
    Drift before = last;
    last = drift;
    if (isAsked || before == null || !sameNews(before, drift)) {
      outbox.send(drift);
    }
  }

  private static boolean sameNews(Drift one, Drift other) {
    return one.written() == other.written()
        && one.lines().equals(other.lines())
        && one.more() == other.more()
        && java.util.Objects.equals(one.stopped(), other.stopped())
        && java.util.Objects.equals(one.why(), other.why())
        && one.foreign().equals(other.foreign())
        && one.freeRiders().equals(other.freeRiders());
  }

  /**
   * When there is nothing else to do: says again what a new hub has not heard, and counts again
   * after writes that were read back, so that the next reconnect is a cheap one.
   */
  void idle(RouterLink.Open open, String serial) throws RouterLostException {
    Drift known = last;
    if (sayAgain && known != null) {
      outbox.send(known);
    }
    sayAgain = false;
    proofWanted |= proof.exists() && !proof.covers(open.ops().tally().writes());
    boolean quiet = !wanted && !rows.hasDirty() && !rows.hasKicks();
    if (proofWanted && quiet && System.nanoTime() - nextProofNanos >= 0) {
      proofWanted = false;
      nextProofNanos = System.nanoTime() + proofEvery.toNanos();
      proof.take(serial, open.ops(), questions(open));
    }
  }
}
