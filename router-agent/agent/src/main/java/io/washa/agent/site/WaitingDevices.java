package io.washa.agent.site;

import io.washa.agent.routeros.Reply;
import io.washa.agent.routeros.RouterLostException;
import io.washa.agent.routeros.Sentence;
import io.washa.agent.site.AccessTable.Live;
import io.washa.protocol.ApplyDesired.Access;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Lets devices in that wait at a hotspot, from the router's side, so that nobody types a password.
 * A device is logged in once for each change of its row and each connection to the router: whoever
 * logs out stays out. Belongs to its worker's thread.
 */
final class WaitingDevices {
  private static final System.Logger LOG = System.getLogger("washa.site");

  /** More devices than this are looked for in the whole table. */
  private static final int MANY = 200;

  private static final Live ACTIVE = HotspotUsers.SESSIONS;
  private static final RouterOps.Look HOSTS =
      new RouterOps.Look(
          "/ip/hotspot/host", "mac-address", List.of("mac-address", "address", "to-address"), true);
  private static final RouterOps.Look SESSIONS =
      new RouterOps.Look(ACTIVE.menu(), ACTIVE.user(), List.of(ACTIVE.user(), "mac-address"), true);

  private final String router;
  private final DesiredRows rows;
  private final Map<UUID, Long> done = new HashMap<>();
  private final Map<UUID, String> refusals = new HashMap<>();

  WaitingDevices(String router, DesiredRows rows) {
    this.router = router;
    this.rows = rows;
  }

  /** The connection to the router is a new one: it may have forgotten everybody. */
  void connected() {
    done.clear();
    refusals.clear();
  }

  /**
   * Looks for the devices and lets those in that are there. A refusal is no error of the access:
   * the user is on and can log in by hand.
   *
   * @param users of these users; null: all
   * @return whether one was let in
   */
  boolean letIn(RouterOps ops, @Nullable Set<UserKey> users) throws RouterLostException {
    Map<String, Access> waiting = new LinkedHashMap<>();
    rows.waitingForDevice(HotspotUsers.METHOD, users)
        .forEach((device, row) -> {
          Long finished = done.get(row.access());
          if (finished == null || finished != row.generation()) {
            waiting.put(device, row);
          }
        });
    if (waiting.isEmpty()) {
      return false;
    }
    boolean all = waiting.size() > MANY;
    List<Map<String, String>> hosts = ops.read(HOSTS, all ? null : waiting.keySet());
    if (hosts.isEmpty()) {
      return false;
    }
    Collection<String> names = waiting.values().stream().map(Access::name).toList();
    Set<String> online = new HashSet<>();
    for (Map<String, String> row : ops.read(SESSIONS, all ? null : names)) {
      online.add(session(row.getOrDefault(ACTIVE.user(), ""), row.get("mac-address")));
    }
    return login(ops, logins(waiting, hosts, online));
  }

  /** A login about to be tried. */
  private record Login(Access row, Sentence sentence) {}

  private List<Login> logins(
      Map<String, Access> waiting, List<Map<String, String>> hosts, Set<String> online) {
    List<Login> logins = new ArrayList<>();
    for (Map<String, String> host : hosts) {
      String device = mac(host.get("mac-address"));
      Access row = waiting.get(device);
      if (row == null || !rows.isCurrent(row.access(), row.generation())) {
        continue;
      }
      if (online.contains(session(row.name(), device))) {
        done.put(row.access(), row.generation());
      } else {
        Sentence sentence =
            Sentence.of(ACTIVE.menu() + "/login")
                .set("user", row.name())
                .set("password", row.password())
                .set("mac-address", device)
                .set("ip", host.getOrDefault("address", ""));
        logins.add(new Login(row, sentence));
      }
    }
    return logins;
  }

  private boolean login(RouterOps ops, List<Login> logins) throws RouterLostException {
    List<Reply> replies = ops.say(logins.stream().map(Login::sentence).toList());
    boolean any = false;
    for (int i = 0; i < logins.size(); i++) {
      Access row = logins.get(i).row();
      Optional<String> refusal = replies.get(i).refusal().map(trap -> trap.message());
      if (refusal.isEmpty()) {
        done.put(row.access(), row.generation());
        any = true;
        LOG.log(System.Logger.Level.INFO, "{0}: let the device of {1} in", router, row.name());
      } else if (!refusal.get().equals(refusals.put(row.access(), refusal.get()))) {
        LOG.log(
            System.Logger.Level.WARNING,
            "{0}: did not let the device of {1} in: {2}",
            router,
            row.name(),
            refusal.get());
      }
    }
    return any;
  }

  /** The device that waits for a row, as it is compared; empty if none does. */
  static String device(Access row) {
    return mac(row.device());
  }

  /**
   * Of two rows for one device the one that ends last; on a tie the greater id, so that looking
   * twice finds the same.
   */
  static Access thatCounts(Access one, Access other) {
    return LAST_TO_END.compare(one, other) >= 0 ? one : other;
  }

  private static final Comparator<Access> LAST_TO_END =
      Comparator.comparing(Access::endsAt, Comparator.nullsLast(Comparator.<Instant>naturalOrder()))
          .thenComparing(Access::access);

  private static String session(String user, @Nullable String device) {
    return user + " " + mac(device);
  }

  private static String mac(@Nullable String text) {
    return text == null ? "" : text.toUpperCase(Locale.ROOT);
  }
}
