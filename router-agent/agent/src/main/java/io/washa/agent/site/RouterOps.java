package io.washa.agent.site;

import io.washa.agent.routeros.Reply;
import io.washa.agent.routeros.RouterConnection;
import io.washa.agent.routeros.RouterLostException;
import io.washa.agent.routeros.Sentence;
import io.washa.agent.routeros.Trap;
import io.washa.protocol.Observed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The sentences this program says to a router. */
final class RouterOps {
  private static final System.Logger LOG = System.getLogger("washa.site");

  /** For a sentence about a few rows. */
  static final Duration SHORT = Duration.ofSeconds(5);

  /** For a whole table: small boards take tens of seconds. */
  private static final Duration LONG = Duration.ofMinutes(2);

  private static final int NAMES_A_QUERY = 50;

  private final RouterConnection connection;

  RouterOps(RouterConnection connection) {
    this.connection = connection;
  }

  /** A live PPP session. */
  record Active(String id, String name, String address, long uptimeSeconds) {}

  /** Asks for the router's name, now. */
  String name(Duration deadline) throws RouterLostException {
    return field(connection.call(Sentence.of("/system/identity/print"), deadline), "name");
  }

  /** Asks who the router is. */
  Observed.Identity identity() throws RouterLostException {
    String name = name(SHORT);
    Reply resource =
        connection.call(
            Sentence.of("/system/resource/print").properties("version", "board-name"), SHORT);
    return new Observed.Identity(
        name, serial(), field(resource, "version"), field(resource, "board-name"));
  }

  /** A board has a serial number; a virtual router only a license. */
  private String serial() throws RouterLostException {
    String serial =
        field(connection.call(Sentence.of("/system/routerboard/print"), SHORT), "serial-number");
    if (!serial.isEmpty()) {
      return serial;
    }
    Reply license = connection.call(Sentence.of("/system/license/print"), SHORT);
    String id = field(license, "software-id");
    return id.isEmpty() ? field(license, "system-id") : id;
  }

  private static String field(Reply reply, String name) {
    return reply.rows().isEmpty() ? "" : reply.rows().get(0).getOrDefault(name, "");
  }

  /** Reads every secret, or those of some names. */
  List<Seen.Secret> secrets(boolean all, Set<String> names) throws RouterLostException {
    Sentence print =
        Sentence.of("/ppp/secret/print")
            .properties(".id", "name", "service", "profile", "disabled", "comment");
    return rows(print, all, names).stream().map(Seen.Secret::of).toList();
  }

  /** Reads profiles and pools. */
  Seen.Shared shared() throws RouterLostException {
    Sentence profiles =
        Sentence.of("/ppp/profile/print")
            .properties(".id", "name", "local-address", "remote-address", "rate-limit", "comment");
    Sentence pools = Sentence.of("/ip/pool/print").properties(".id", "name", "ranges", "comment");
    return new Seen.Shared(
        rows(profiles, true, Set.of()).stream().map(Seen.Profile::of).toList(),
        rows(pools, true, Set.of()).stream().map(Seen.Pool::of).toList());
  }

  /** Reads live sessions, all or those of some names. */
  List<Active> active(boolean all, Set<String> names) throws RouterLostException {
    Sentence print =
        Sentence.of("/ppp/active/print").properties(".id", "name", "address", "uptime");
    List<Active> sessions = new ArrayList<>();
    for (Map<String, String> row : rows(print, all, names)) {
      sessions.add(
          new Active(
              row.getOrDefault(".id", ""),
              row.getOrDefault("name", ""),
              row.getOrDefault("address", ""),
              Normal.seconds(row.get("uptime"))));
    }
    return sessions;
  }

  private List<Map<String, String>> rows(Sentence print, boolean all, Set<String> names)
      throws RouterLostException {
    List<Sentence> queries = new ArrayList<>();
    if (all) {
      queries.add(print);
    }
    List<String> list = all ? List.of() : List.copyOf(names);
    for (int from = 0; from < list.size(); from += NAMES_A_QUERY) {
      int to = Math.min(from + NAMES_A_QUERY, list.size());
      queries.add(print.whereAny("name", list.subList(from, to)));
    }
    List<Map<String, String>> rows = new ArrayList<>();
    for (Reply reply : connection.callAll(queries, all ? LONG : SHORT)) {
      if (reply.refusal().isPresent()) {
        throw refusedRead(print, reply.refusal().get());
      }
      rows.addAll(reply.rows());
    }
    return rows;
  }

  /** A read that is refused leaves nothing to compare with; the connection is given up. */
  private RouterLostException refusedRead(Sentence print, Trap trap) {
    connection.close();
    return RouterLostException.refused(
        "the router refuses " + print.command() + ": " + trap.message());
  }

  /** A refusal of a write. */
  record Refusal(Trap.Kind kind, String message) {}

  /**
   * Writes steps, a few ahead of their replies. A refused sentence about many rows is tried again
   * in halves, until the row it was about is alone.
   *
   * @return refusals by user, pool or profile name
   */
  Map<String, Refusal> write(List<Step> steps) throws RouterLostException {
    Map<String, Refusal> refusals = new HashMap<>();
    List<Reply> replies =
        connection.callAll(steps.stream().map(Step::sentence).toList(), Duration.ofSeconds(30));
    List<Step> halves = new ArrayList<>();
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      if (replies.get(i).refusal().isPresent()) {
        Trap trap = replies.get(i).refusal().get();
        if (step.targets().size() > 1 && !step.targets().get(0).id().isEmpty()) {
          halves.addAll(step.halves());
        } else if (step.kind() != Step.Kind.REMOVE || trap.kind() != Trap.Kind.MISSING) {
          String name = step.targets().get(0).name();
          refusals.put(name, new Refusal(trap.kind(), trap.message()));
          LOG.log(
              System.Logger.Level.WARNING,
              "router refused \"{0}\": {1} ({2})",
              step.describe(),
              trap.message(),
              trap.kind());
        }
      }
    }
    if (!halves.isEmpty()) {
      refusals.putAll(write(halves));
    }
    return refusals;
  }

  /**
   * Removes the live sessions of users and reads back that they are gone. A user who may be online
   * can have come back at once with a new session; that one is not meant.
   *
   * @param mayReturn users who may be online
   * @return names whose sessions are still there
   */
  Set<String> kick(Set<String> names, Set<String> mayReturn) throws RouterLostException {
    Set<String> left = new HashSet<>();
    if (names.isEmpty()) {
      return left;
    }
    boolean all = names.size() > NAMES_A_QUERY * 2;
    Set<String> ids = new HashSet<>();
    for (Active session : active(all, names)) {
      if (names.contains(session.name())) {
        ids.add(session.id());
      }
    }
    if (ids.isEmpty()) {
      return left;
    }
    removeSessions(List.copyOf(ids));
    for (Active session : active(all, names)) {
      if (names.contains(session.name())
          && (ids.contains(session.id()) || !mayReturn.contains(session.name()))) {
        left.add(session.name());
      }
    }
    return left;
  }

  private void removeSessions(List<String> ids) throws RouterLostException {
    List<Step.Target> targets = new ArrayList<>();
    for (String id : ids) {
      targets.add(new Step.Target(null, 0, "session " + id, id));
    }
    List<Step> steps = new ArrayList<>();
    for (int from = 0; from < targets.size(); from += Step.MAX_TARGETS) {
      int to = Math.min(from + Step.MAX_TARGETS, targets.size());
      steps.add(
          new Step(
              Step.Kind.REMOVE,
              Sentence.of("/ppp/active/remove"),
              targets.subList(from, to),
              "remove session"));
    }
    write(steps);
  }
}
