package io.washa.network.sessions;

import io.washa.network.SiteText;
import io.washa.protocol.Observed;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a report says of one session.
 *
 * @param number as the router tells sessions apart
 * @param uptime seconds; of two reports the one with more is the later
 * @param up bytes by the router's counter, -1 if unknown
 * @param gone whether it is over
 */
record Told(
    UUID access,
    String number,
    @Nullable String mac,
    @Nullable String address,
    long uptime,
    long up,
    long down,
    boolean gone) {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final int LONGEST_NUMBER = 120;
  private static final int LONGEST_ADDRESS = 64;
  private static final int LONGEST_MAC = 17;

  private record Key(UUID access, String number) {}

  /** One line for each session that has a number; an older agent gives none, and has no history. */
  static List<Told> of(Collection<Observed.Session> live, Collection<Observed.Session> gone) {
    Map<Key, Told> lines = new LinkedHashMap<>();
    live.forEach(session -> add(lines, session, false));
    gone.forEach(session -> add(lines, session, true));
    return List.copyOf(lines.values());
  }

  static String json(List<Told> lines) {
    return JSON.writeValueAsString(lines);
  }

  private static void add(Map<Key, Told> lines, Observed.Session session, boolean gone) {
    if (session.id().isBlank()) {
      return;
    }
    Told told =
        new Told(
            session.access(),
            SiteText.known(session.id(), LONGEST_NUMBER),
            SiteText.clean(session.mac(), LONGEST_MAC),
            SiteText.clean(session.address(), LONGEST_ADDRESS),
            Math.max(0, session.uptimeSeconds()),
            session.up(),
            session.down(),
            gone);
    lines.merge(new Key(told.access(), told.number()), told, Told::and);
  }

  /** Two lines of one report on one session. */
  private Told and(Told other) {
    return new Told(
        access,
        number,
        other.mac == null ? mac : other.mac,
        other.address == null ? address : other.address,
        Math.max(uptime, other.uptime),
        Math.max(up, other.up),
        Math.max(down, other.down),
        gone || other.gone);
  }
}
