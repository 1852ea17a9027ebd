package io.washa.bench;

import io.washa.agent.routeros.LoginRefusedException;
import io.washa.agent.routeros.Reply;
import io.washa.agent.routeros.RouterAddress;
import io.washa.agent.routeros.RouterConnection;
import io.washa.agent.routeros.RouterLostException;
import io.washa.agent.routeros.Sentence;
import io.washa.agent.routeros.Timings;
import io.washa.protocol.Assign;
import io.washa.simulators.routeros.CostModel;
import io.washa.simulators.routeros.Counters;
import io.washa.simulators.routeros.DialResult;
import io.washa.simulators.routeros.RouterOsSimulator;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A router, and the sentences that a loop without agent or platform says to it. */
final class RouterSite implements AutoCloseable {
  static final String USER = "washa";
  static final String PASSWORD = "router-pw";
  static final Assign.Pppoe PPPOE =
      new Assign.Pppoe("10.99.0.1", "washa-pppoe", "10.99.0.2-10.99.15.254");

  static final String PROFILE = "day";

  /** As many rows as the agent names in one sentence. */
  static final int TARGETS = 100;

  static final Duration PATIENCE = Duration.ofSeconds(30);

  private final RouterOsSimulator simulator;

  RouterSite(String name, CostModel cost) {
    simulator = described(name, cost).start();
  }

  /** One whose configuration lies in a file. */
  RouterSite(String name, CostModel cost, Path flash, int port) {
    simulator = described(name, cost).flash(flash).apiPort(port).start();
  }

  private static RouterOsSimulator.Builder described(String name, CostModel cost) {
    return RouterOsSimulator.builder()
        .identity(name)
        .user(USER, PASSWORD)
        .apiPort(0)
        .controlPort(0)
        .cost(cost);
  }

  /** What it has done since it booted or was asked to count anew. */
  Counters counters() {
    return simulator.counters();
  }

  /** Counts anew. */
  void resetCounters() {
    simulator.resetCounters();
  }

  /** Paths of the newest commands since then. */
  List<String> commands() {
    return simulator.commands();
  }

  /** A power cut; it boots at once. */
  void reboot() {
    simulator.power(false);
    simulator.power(true);
  }

  /** Every secret by its name, looked at from outside: that costs the router nothing. */
  Map<String, Map<String, String>> table() {
    Map<String, Map<String, String>> rows = new HashMap<>();
    for (Map<String, String> row : simulator.state().rows("/ppp/secret")) {
      rows.put(row.getOrDefault("name", ""), row);
    }
    return rows;
  }

  int port() {
    return simulator.apiPort();
  }

  RouterConnection connect() throws RouterLostException, LoginRefusedException {
    return RouterConnection.open(
        new RouterAddress("127.0.0.1", port(), null, USER, PASSWORD), Timings.standard().unpaced());
  }

  /** Has a subscriber's modem dial in; whether it was let in. */
  boolean dial(String user) {
    return simulator.dial(user, "pw") instanceof DialResult.Accepted;
  }

  /** What the router itself says: each secret's name, and whether it is on. */
  Map<String, Boolean> secrets() throws RouterLostException, LoginRefusedException {
    Map<String, Boolean> on = new LinkedHashMap<>();
    try (RouterConnection router = connect()) {
      for (Map<String, String> row : said(router, print("name", "disabled")).rows()) {
        on.put(row.get("name"), !"true".equals(row.get("disabled")));
      }
    }
    return on;
  }

  /** How many sessions are live. */
  int sessions() throws RouterLostException, LoginRefusedException {
    try (RouterConnection router = connect()) {
      return said(router, Sentence.of("/ppp/active/print").properties("name")).rows().size();
    }
  }

  /** What all subscribers of the plan share, as the agent makes it once. */
  static void prepare(RouterConnection router) throws RouterLostException {
    said(
        router,
        Sentence.of("/ip/pool/add").set("name", PPPOE.pool()).set("ranges", PPPOE.poolRanges()));
    said(
        router,
        Sentence.of("/ppp/profile/add")
            .set("name", PROFILE)
            .set("local-address", PPPOE.localAddress())
            .set("remote-address", PPPOE.pool())
            .set("rate-limit", "2M/5M"));
  }

  /** Lets a subscriber in who was never here, and reads that back. */
  static void add(RouterConnection router, String user) throws RouterLostException {
    Sentence look = print("name", "disabled", "comment").whereAny("name", List.of(user));
    said(router, look);
    said(
        router,
        Sentence.of("/ppp/secret/add")
            .set("name", user)
            .set("password", "pw")
            .set("service", "pppoe")
            .set("profile", PROFILE)
            .set("disabled", "no")
            .set("comment", "bench"));
    if (said(router, look).rows().size() != 1) {
      throw new IllegalStateException(user + " was not read back");
    }
  }

  /** Switches everybody on or off, ends the sessions of those who are off, reads both back. */
  static void switchAll(RouterConnection router, boolean on) throws RouterLostException {
    write(router, ids(router, "/ppp/secret"), "/ppp/secret/set", on ? "no" : "yes");
    for (Map<String, String> row : said(router, print("name", "disabled")).rows()) {
      if ("true".equals(row.get("disabled")) == on) {
        throw new IllegalStateException(row + " was not switched");
      }
    }
    if (!on) {
      write(router, ids(router, "/ppp/active"), "/ppp/active/remove", null);
      if (!ids(router, "/ppp/active").isEmpty()) {
        throw new IllegalStateException("sessions are left");
      }
    }
  }

  private static List<String> ids(RouterConnection router, String menu) throws RouterLostException {
    return said(router, Sentence.of(menu + "/print").properties(".id", "name")).rows().stream()
        .map(row -> row.getOrDefault(".id", ""))
        .toList();
  }

  static void write(
      RouterConnection router,
      List<String> ids,
      String command,
      @org.jspecify.annotations.Nullable String disabled)
      throws RouterLostException {
    List<Sentence> sentences = new ArrayList<>();
    for (int from = 0; from < ids.size(); from += TARGETS) {
      String numbers = String.join(",", ids.subList(from, Math.min(from + TARGETS, ids.size())));
      Sentence sentence =
          Sentence.of(command).set(command.endsWith("/remove") ? ".id" : "numbers", numbers);
      sentences.add(disabled == null ? sentence : sentence.set("disabled", disabled));
    }
    for (Reply reply : router.callAll(sentences, PATIENCE)) {
      refuse(reply);
    }
  }

  private static Sentence print(String... properties) {
    return Sentence.of("/ppp/secret/print").properties(properties);
  }

  static Reply said(RouterConnection router, Sentence sentence) throws RouterLostException {
    return refuse(router.call(sentence, PATIENCE));
  }

  static Reply refuse(Reply reply) {
    reply
        .refusal()
        .ifPresent(trap -> {
          throw new IllegalStateException("the router refuses: " + trap.message());
        });
    return reply;
  }

  @Override
  public void close() {
    simulator.close();
  }
}
