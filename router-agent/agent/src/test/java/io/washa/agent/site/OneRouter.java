package io.washa.agent.site;

import io.washa.agent.routeros.RouterAddress;
import io.washa.agent.routeros.RouterConnection;
import io.washa.agent.routeros.Sentence;
import io.washa.agent.routeros.Timings;
import io.washa.agent.store.AgentFolder;
import io.washa.protocol.Applied;
import io.washa.protocol.Applied.Outcome;
import io.washa.protocol.ApplyDesired;
import io.washa.protocol.ApplyDesired.Access;
import io.washa.protocol.ApplyDesired.Profile;
import io.washa.protocol.Assign;
import io.washa.simulators.routeros.DialResult;
import io.washa.simulators.routeros.RouterOsSimulator;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A router on the wire and what keeps it as desired: no hub, no thread, no waiting. */
final class OneRouter implements AutoCloseable {
  static final Assign.Pppoe PPPOE =
      new Assign.Pppoe("10.10.0.1", "washa-pool", "10.10.0.2-10.10.63.254");
  static final Assign.Paused PAUSED = new Assign.Paused("192.0.2.7:80", List.of("192.0.2.7"));

  final RouterOsSimulator simulator;
  private final AgentFolder folder;
  private final UUID id = UUID.randomUUID();
  private final List<Profile> profiles;
  private final RouterConnection connection;
  private final Map<UUID, Applied.Result> results = new LinkedHashMap<>();
  private DesiredRows rows;
  private Reconciler reconciler;
  private long generation;

  OneRouter(Path data, RouterOsSimulator.Builder builder, Profile... profiles) throws IOException {
    this.simulator = builder.user("washa", "secret").start();
    this.folder = AgentFolder.open(data);
    this.profiles = List.of(profiles);
    this.connection =
        RouterConnection.open(
            new RouterAddress("127.0.0.1", simulator.apiPort(), null, "washa", "secret"),
            Timings.standard().unpaced());
    Assign.Router router = assigned(null);
    this.rows = new DesiredRows(router, folder.router(id));
    this.reconciler = new Reconciler(router, rows, new RouterOps(connection), Stance.KEEPS);
  }

  /** Tells where those who have not paid are sent. */
  void pauseBy(Assign.@Nullable Paused paused) {
    Assign.Router router = assigned(paused);
    rows = new DesiredRows(router, folder.router(id));
    reconciler = new Reconciler(router, rows, new RouterOps(connection), Stance.KEEPS);
  }

  private Assign.Router assigned(Assign.@Nullable Paused paused) {
    return new Assign.Router(
        id,
        1,
        "tower",
        "127.0.0.1",
        simulator.apiPort(),
        null,
        "washa",
        "secret",
        PPPOE,
        new Assign.Rules(null, false, paused, null));
  }

  /** Has these rows, and no others, made true by a full comparison. */
  void sweep(Access... wanted) throws IOException {
    sweep(List.of(wanted));
  }

  void sweep(List<Access> wanted) throws IOException {
    accept(true, wanted);
    reconciler.sweep(Orphans.NONE, () -> {});
    report();
  }

  /** The same, while somebody else does something just before each write. */
  void sweep(List<Access> wanted, Reconciler.Interruption meanwhile) throws IOException {
    accept(true, wanted);
    reconciler.sweep(Orphans.NONE, meanwhile);
    report();
  }

  /** Has rows that changed made true by a look at them alone. */
  void change(Access... changed) throws IOException {
    change(List.of(changed));
  }

  void change(List<Access> changed) throws IOException {
    accept(false, changed);
    reconciler.narrow(rows.takeDirty(), () -> {});
    report();
  }

  /** Compares again although nothing was sent. */
  void sweepAgain() throws IOException {
    reconciler.sweep(Orphans.NONE, () -> {});
    report();
  }

  private void accept(boolean snapshot, List<Access> changed) throws IOException {
    long base = generation++;
    int parts = snapshot ? Math.max(1, (changed.size() + 499) / 500) : 1;
    for (int part = 1; part <= parts; part++) {
      List<Access> some =
          parts == 1
              ? changed
              : changed.subList(part * 500 - 500, Math.min(part * 500, changed.size()));
      Acceptance answer =
          rows.accept(
              new ApplyDesired(
                  id, 1, snapshot, base, generation, part, parts, profiles, new ArrayList<>(some)));
      if (answer instanceof Acceptance.Older || answer instanceof Acceptance.BaseMissing) {
        throw new IllegalStateException("not taken: " + answer);
      }
    }
  }

  private void report() {
    for (Applied applied : rows.takeReports()) {
      applied.results().forEach(result -> results.put(result.access(), result));
    }
  }

  /** What was reported last of a row. */
  Applied.Result result(Access row) {
    Applied.Result result = results.get(row.access());
    if (result == null || result.generation() != row.generation()) {
      throw new IllegalStateException("nothing was reported of " + row + ": " + result);
    }
    return result;
  }

  boolean isApplied(Access row) {
    return result(row).outcome() == Outcome.APPLIED;
  }

  /** What a full comparison would write, in words. */
  String plan() throws IOException {
    return reconciler.describe();
  }

  /** Everybody who is online in a table, as the hub would hear it. */
  Set<String> online(String method) throws IOException {
    Set<String> keys = new LinkedHashSet<>();
    AccessTable table = rows.table(method).orElseThrow();
    new RouterOps(connection).active(table, true, Set.of()).forEach(row -> keys.add(row.name()));
    return keys;
  }

  /** Says something to the router, as a person with another program would. */
  void say(Sentence sentence) throws IOException {
    var refusal = connection.call(sentence, Duration.ofSeconds(5)).refusal();
    if (refusal.isPresent()) {
      throw new IllegalStateException(sentence + ": " + refusal.get());
    }
  }

  /** Rows of a menu. */
  List<Map<String, String>> rows(String menu) {
    return simulator.state().rows(menu);
  }

  /** The one row of a menu with this value. */
  Map<String, String> row(String menu, String column, String value) {
    List<Map<String, String>> found =
        rows(menu).stream().filter(row -> value.equals(row.get(column))).toList();
    if (found.size() != 1) {
      throw new IllegalStateException(
          found.size() + " rows of " + menu + " have " + column + " " + value);
    }
    return found.get(0);
  }

  /** The id of that row. */
  String id(String menu, String column, String value) {
    return row(menu, column, value).getOrDefault(".id", "");
  }

  boolean dials(Access row) {
    return simulator.dial(row.name(), row.password()) instanceof DialResult.Accepted;
  }

  boolean dials(Access row, String mac) {
    return simulator.dial(row.name(), row.password(), mac) instanceof DialResult.Accepted;
  }

  /** How many sentences of each command were said since the last reset. */
  long said(String command) {
    return simulator.commands().stream().filter(command::equals).count();
  }

  @Override
  public void close() throws IOException {
    connection.close();
    folder.close();
    simulator.close();
  }
}
