package io.washa.agent.site;

import io.washa.protocol.Observed;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * When somebody looks who is online, and at whom: at everybody every few seconds, in between at
 * those whose rows just changed. Before each look devices that wait are let in, so that it sees
 * them. Belongs to its worker's thread, except where it says otherwise.
 */
final class SessionRounds {
  private final SessionWatch watch;
  private final WaitingDevices devices;
  private final Outbox outbox;
  private final SiteSettings settings;
  private final FreshUsers fresh = new FreshUsers();

  private volatile boolean sayAgain;
  private long connectedAt;
  private long nextEverybody;
  private long nextFresh;

  SessionRounds(SessionWatch watch, WaitingDevices devices, Outbox outbox, SiteSettings settings) {
    this.watch = watch;
    this.devices = devices;
    this.outbox = outbox;
    this.settings = settings;
  }

  /** Rows of these users changed. From any thread. */
  void fresh(Set<UserKey> users) {
    fresh.add(users);
  }

  /** The hub is new and has to hear who is online. From any thread. */
  void sayAgain() {
    sayAgain = true;
  }

  /** Whether it has to be said again; asking takes it away. */
  boolean takeSayAgain() {
    boolean again = sayAgain;
    sayAgain = false;
    return again;
  }

  /** The connection is a new one: everybody is looked at at once. */
  void connected() {
    long now = System.nanoTime();
    devices.connected();
    connectedAt = now;
    nextEverybody = now;
    nextFresh = now;
  }

  /** When something is due next. */
  long nextNanos() {
    return fresh.isEmpty() || nextEverybody - nextFresh < 0 ? nextEverybody : nextFresh;
  }

  /**
   * Looks, if it is due.
   *
   * @return whether everybody was looked at
   */
  boolean look(RouterLink.Open open, Observed.@Nullable Identity identity) throws IOException {
    long now = System.nanoTime();
    Set<UserKey> looked = fresh.now();
    boolean everybody = now - nextEverybody >= 0 || (sayAgain && !watch.isKnown());
    if (everybody) {
      nextFresh = now + settings.freshSessionsEvery().toNanos();
      boolean reconnected = now - connectedAt < FreshUsers.FRESH.toNanos();
      letIn(open, reconnected ? null : looked);
      watch.everybody(open.ops());
      nextEverybody = System.nanoTime() + settings.sessionsEvery().toNanos();
    } else if (!looked.isEmpty() && now - nextFresh >= 0) {
      nextFresh = now + settings.freshSessionsEvery().toNanos();
      letIn(open, looked);
      watch.some(open.ops(), looked);
    }
    if (takeSayAgain()) {
      outbox.send(watch.reachable(identity, null));
      watch.sendEverybody(identity);
    }
    return everybody;
  }

  /**
   * Lets devices in that wait; whoever comes in is to be seen at once.
   *
   * @param users whose; null: everybody's
   */
  void letIn(RouterLink.Open open, @Nullable Set<UserKey> users) throws IOException {
    if (open.stance().writes() && devices.letIn(open.ops(), users)) {
      nextFresh = System.nanoTime();
    }
  }

  /** The same after a full comparison: after the first everybody may have been away. */
  void letInAfterSweep(RouterLink.Open open, boolean first) throws IOException {
    letIn(open, first ? null : fresh.now());
  }
}
