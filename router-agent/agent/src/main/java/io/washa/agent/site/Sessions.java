package io.washa.agent.site;

import io.washa.agent.site.LiveSession.Place;
import io.washa.protocol.Observed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Who was last seen online on a router. Belongs to its worker's thread. */
final class Sessions {
  private final Map<Place, KnownSession> online = new HashMap<>();

  /** Sessions of which we do not know whether they still live; the next whole look tells. */
  private final Map<Place, KnownSession> before = new HashMap<>();

  private final Map<String, KnownSession> told = new HashMap<>();
  private boolean known;

  /**
   * What changed between two looks.
   *
   * @param went accesses whose last session disappeared
   * @param gone sessions that disappeared
   */
  record Changes(List<Observed.Session> came, List<UUID> went, List<Observed.Session> gone) {
    boolean isEmpty() {
      return came.isEmpty() && gone.isEmpty();
    }
  }

  /** Takes up what an earlier run of the agent knew. */
  void recall(Collection<KnownSession> sessions) {
    sessions.forEach(session -> before.put(session.seen().place(), session));
  }

  /** The router is away: whoever is online may go without our seeing it. */
  void loseSight() {
    before.putAll(online);
    online.clear();
    known = false;
  }

  /** Whether anybody has looked since the router was last away. */
  boolean isKnown() {
    return known;
  }

  /** Everybody online. */
  List<Observed.Session> all() {
    return online.values().stream().map(KnownSession::told).toList();
  }

  /** Everybody whom a restarted agent has to know again. */
  List<String> lines() {
    return (known ? online : before).values().stream().map(KnownSession::line).toList();
  }

  /**
   * Takes a look in.
   *
   * @param live the live sessions of our accesses
   * @param only accesses that the look was about; null: everybody
   * @param now the platform's time if it is known
   */
  Changes look(List<LiveSession> live, @Nullable Set<UUID> only, Optional<Instant> now) {
    List<Observed.Session> came = new ArrayList<>();
    List<KnownSession> gone = new ArrayList<>();
    Set<Place> seen = new HashSet<>();
    for (LiveSession session : live) {
      if (seen.add(session.place())) {
        take(session, now, came, gone);
      }
    }
    for (KnownSession session : List.copyOf(online.values())) {
      boolean looked = only == null || only.contains(session.seen().access());
      if (looked && !seen.contains(session.seen().place())) {
        online.remove(session.seen().place());
        gone.add(session);
      }
    }
    if (only == null) {
      known = true;
      gone.addAll(before.values());
      before.clear();
    }
    gone.forEach(session -> told.remove(session.id()));
    return new Changes(came, went(gone), gone.stream().map(KnownSession::told).toList());
  }

  private void take(
      LiveSession live,
      Optional<Instant> now,
      List<Observed.Session> came,
      List<KnownSession> gone) {
    KnownSession old = online.get(live.place());
    KnownSession lost = before.get(live.place());
    KnownSession session;
    if (old != null && old.goesOnAs(live)) {
      session = old.after(live);
    } else if (old == null && lost != null && lost.cameBackAs(live, now)) {
      before.remove(live.place());
      session = lost.after(live);
    } else {
      if (old != null) {
        gone.add(old);
      }
      session = KnownSession.begun(live, now);
    }
    online.put(live.place(), session);
    if (old == null || !old.id().equals(session.id()) || live.hasOtherAddress(old.seen())) {
      came.add(session.told());
    }
  }

  private List<UUID> went(List<KnownSession> gone) {
    Set<UUID> still = online.keySet().stream().map(Place::access).collect(Collectors.toSet());
    Set<UUID> went = new LinkedHashSet<>();
    gone.forEach(session -> went.add(session.seen().access()));
    went.removeAll(still);
    return List.copyOf(went);
  }

  /** Takes counters in that are read apart from the sessions. */
  void count(Meters meters) {
    online.replaceAll((place, session) -> {
      Meters.Bytes bytes = meters.of(session.seen());
      return bytes == null ? session : session.counted(bytes.up(), bytes.down());
    });
  }

  /** Sessions that have counted on since this was last asked. */
  List<Observed.Session> moved() {
    List<Observed.Session> moved = new ArrayList<>();
    for (KnownSession session : online.values()) {
      KnownSession last = told.put(session.id(), session);
      boolean counts = session.up().total() >= 0 || session.down().total() >= 0;
      if (counts
          && (last == null
              || last.up().total() != session.up().total()
              || last.down().total() != session.down().total())) {
        moved.add(session.told());
      }
    }
    return moved;
  }
}
