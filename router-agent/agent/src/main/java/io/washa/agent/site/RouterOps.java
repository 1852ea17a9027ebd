package io.washa.agent.site;

import io.washa.agent.routeros.Reply;
import io.washa.agent.routeros.RouterConnection;
import io.washa.agent.routeros.RouterLostException;
import io.washa.agent.routeros.Sentence;
import io.washa.agent.routeros.Trap;
import io.washa.agent.site.AccessTable.Live;
import io.washa.protocol.ApplyDesired;
import io.washa.protocol.Observed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The sentences this program says to a router. */
final class RouterOps {
  private static final System.Logger LOG = System.getLogger("washa.site");

  /** For a sentence about a few rows. */
  static final Duration SHORT = Duration.ofSeconds(5);

  /** For a whole table: small boards take tens of seconds. */
  private static final Duration LONG = Duration.ofMinutes(2);

  /** More keys than this are read faster as the whole table, even of a throttled router. */
  static final int MANY = 1000;

  /** Keys in one query, and sessions in one removal, of which none keeps anybody waiting long. */
  private static final int A_SENTENCE = 200;

  private final RouterConnection connection;

  RouterOps(RouterConnection connection) {
    this.connection = connection;
  }

  /**
   * A row of a menu that RouterOS fills by itself.
   *
   * @param columns as the router gave them
   */
  record Active(String id, String name, String address, Map<String, String> columns) {}

  /** Asks for the router's name, now. */
  String name(Duration deadline) throws RouterLostException {
    return field(connection.call(Sentence.of("/system/identity/print"), deadline), "name");
  }

  /** What was said to the router over this connection. */
  RouterConnection.Tally tally() {
    return connection.tally();
  }

  /** Seconds since the router's start. */
  long uptimeSeconds() throws RouterLostException {
    Sentence print = Sentence.of("/system/resource/print").properties("uptime");
    return Normal.seconds(field(connection.call(print, SHORT), "uptime"));
  }

  /** Sentences of which each may take a while, as one with a whole file in it. */
  List<Reply> talk(List<Sentence> sentences) throws RouterLostException {
    return connection.callAll(sentences, Duration.ofSeconds(30));
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

  /** Reads every row of a table, or those of some keys. */
  List<Seen.Row> rows(AccessTable table, boolean all, Set<String> keys) throws RouterLostException {
    List<String> columns = new ArrayList<>(List.of(".id", table.key(), "comment"));
    columns.addAll(table.reads());
    Look look = new Look(table.menu(), table.key(), columns, table.mayBeMissing());
    return read(look, all ? null : keys).stream()
        .map(row -> Seen.Row.of(table.key(), row))
        .toList();
  }

  /** Reads a table's profiles and, if they rest on them, pools; null if it has no profiles. */
  Seen.@Nullable Shared shared(Desired desired) throws RouterLostException {
    AccessTable table = desired.table();
    ProfileTable profiles = table.profiles().orElse(null);
    if (profiles == null) {
      return null;
    }
    Set<String> columns = new LinkedHashSet<>(List.of(".id", "name", "comment"));
    columns.addAll(profiles.columns(new ApplyDesired.Profile("", "")).keySet());
    Look look = new Look(profiles.menu(), "name", columns, table.mayBeMissing());
    Look pools = new Look("/ip/pool", "name", List.of(".id", "name", "ranges", "comment"), false);
    boolean needsPools =
        profiles.pool().isPresent()
            || desired.profiles().stream().anyMatch(p -> !profiles.foreignPools(p).isEmpty());
    return new Seen.Shared(
        read(look, null).stream().map(Seen.Profile::of).toList(),
        needsPools ? read(pools, null).stream().map(Seen.Pool::of).toList() : List.of());
  }

  /** Reads the paused list, the address as key. */
  List<Seen.Row> pausedList() throws RouterLostException {
    List<String> columns = List.of(".id", "address", "comment", "dynamic");
    Look list = new Look("/ip/firewall/address-list", "list", columns, false);
    return read(list, List.of(Pausing.LIST)).stream().map(r -> Seen.Row.of("address", r)).toList();
  }

  /** Reads live sessions, all or those of some names. */
  List<Active> active(AccessTable table, boolean all, Set<String> names)
      throws RouterLostException {
    Optional<Live> sessions = table.sessions();
    return sessions.isPresent() ? live(table, sessions.get(), all, names) : List.of();
  }

  private List<Active> live(AccessTable table, Live live, boolean all, Set<String> names)
      throws RouterLostException {
    Set<String> columns = new LinkedHashSet<>(List.of(".id", live.user()));
    if (table.sessions().filter(live::equals).isPresent()) {
      AccessTable.Details details = table.details();
      columns.addAll(
          List.of(
              live.address(),
              details.id(),
              details.mac(),
              details.uptime(),
              details.up(),
              details.down()));
      columns.remove("");
    }
    if (!live.status().isEmpty()) {
      columns.add("status");
    }
    Look look = new Look(live.menu(), live.user(), columns, table.mayBeMissing());
    List<Active> rows = new ArrayList<>();
    for (Map<String, String> row : read(look, all ? null : names)) {
      if (!row.getOrDefault("status", "").equals(live.status())) {
        continue;
      }
      rows.add(
          new Active(
              row.getOrDefault(".id", ""),
              row.getOrDefault(live.user(), ""),
              row.getOrDefault(live.address(), ""),
              row));
    }
    return rows;
  }

  /**
   * A menu to read.
   *
   * @param key column to ask by
   * @param columns to be read
   * @param mayBeMissing a router without this menu has no rows in it
   */
  record Look(String menu, String key, Collection<String> columns, boolean mayBeMissing) {}

  /**
   * Reads a menu's rows.
   *
   * @param keys values of the key column; null: every row
   */
  List<Map<String, String>> read(Look look, @Nullable Collection<String> keys)
      throws RouterLostException {
    Sentence print =
        Sentence.of(look.menu() + "/print").properties(look.columns().toArray(String[]::new));
    List<Sentence> queries = new ArrayList<>();
    if (keys == null) {
      queries.add(print);
    }
    List<String> list = keys == null ? List.of() : List.copyOf(keys);
    for (int from = 0; from < list.size(); from += A_SENTENCE) {
      int to = Math.min(from + A_SENTENCE, list.size());
      queries.add(print.whereAny(look.key(), list.subList(from, to)));
    }
    List<Map<String, String>> rows = new ArrayList<>();
    for (Reply reply : connection.callAll(queries, keys == null ? LONG : SHORT)) {
      Optional<Trap> refusal = reply.refusal();
      if (refusal.isPresent()) {
        if (look.mayBeMissing() && refusal.get().isNoSuchMenu()) {
          return List.of();
        }
        throw refusedRead(print, refusal.get());
      }
      rows.addAll(reply.rows());
    }
    return rows;
  }

  /** Says sentences whose refusals matter to nobody else. */
  List<Reply> say(List<Sentence> sentences) throws RouterLostException {
    return connection.callAll(sentences, SHORT);
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
   * Removes the live sessions of users, and what would bring them back, and reads back that they
   * are gone. A user who may be online can have come back at once with a new session; that one is
   * not meant.
   *
   * @param mayReturn users who may be online
   * @return names whose sessions are still there
   */
  Set<String> kick(AccessTable table, Set<String> names, Set<String> mayReturn)
      throws RouterLostException {
    Set<String> left = new HashSet<>();
    for (Live menu : table.kicks()) {
      left.addAll(clear(table, menu, names, mayReturn));
    }
    return left;
  }

  private Set<String> clear(AccessTable table, Live menu, Set<String> names, Set<String> mayReturn)
      throws RouterLostException {
    Set<String> left = new HashSet<>();
    if (names.isEmpty()) {
      return left;
    }
    boolean all = names.size() > MANY;
    Set<String> ids = new HashSet<>();
    for (Active row : live(table, menu, all, names)) {
      if (names.contains(row.name())) {
        ids.add(row.id());
      }
    }
    if (ids.isEmpty()) {
      return left;
    }
    remove(menu, List.copyOf(ids));
    for (Active row : live(table, menu, all, names)) {
      if (names.contains(row.name())
          && (ids.contains(row.id()) || !mayReturn.contains(row.name()))) {
        left.add(row.name());
      }
    }
    return left;
  }

  private void remove(Live menu, List<String> ids) throws RouterLostException {
    List<Step.Target> targets = new ArrayList<>();
    for (String id : ids) {
      targets.add(new Step.Target(null, 0, "session " + id, id));
    }
    List<Step> steps = new ArrayList<>();
    for (int from = 0; from < targets.size(); from += A_SENTENCE) {
      int to = Math.min(from + A_SENTENCE, targets.size());
      steps.add(
          new Step(
              Step.Kind.REMOVE,
              Sentence.of(menu.menu() + "/remove"),
              targets.subList(from, to),
              "remove session"));
    }
    write(steps);
  }
}
