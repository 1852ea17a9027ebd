package io.washa.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.washa.agent.routeros.Sentence;
import io.washa.protocol.Applied.Outcome;
import io.washa.protocol.ApplyDesired;
import io.washa.protocol.ApplyDesired.Access;
import io.washa.protocol.Assign;
import io.washa.protocol.Command;
import io.washa.protocol.Drift;
import io.washa.simulators.routeros.DialResult;
import io.washa.simulators.routeros.Opened;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules of a whole router, on a router. */
@ParameterizedClass
@ValueSource(strings = {"6.49.10", "7.12.1", "7.20"})
class RulesTest {
  private static final String FILTER = "/ip/firewall/filter";
  private static final String NAT = "/ip/firewall/nat";
  private static final String LIST = "/ip/firewall/address-list";
  private static final String BINDINGS = "/ip/hotspot/ip-binding";
  private static final String TELEVISION = "AA:BB:CC:00:00:77";
  private static final Assign.Paused PAUSED =
      new Assign.Paused("192.0.2.7:8080", List.of("portal.example", "192.0.2.9"));
  private static final Assign.Hotspot HOTSPOT =
      new Assign.Hotspot(
          List.of("portal.example", "192.0.2.9"),
          "hotspot",
          Map.of("login.html", "<html>Karibu</html>", "alogin.html", "<html>Asante</html>"));

  private final String version;
  @TempDir Path data;
  private Fixture site;
  private final UUID id = UUID.randomUUID();

  RulesTest(String version) {
    this.version = version;
  }

  @BeforeEach
  void aSite() {
    site = new Fixture(data, Fixture.tower().version(version).hotspot("cafe", "10.5.50.1"));
  }

  @AfterEach
  void close() {
    site.close();
  }

  private void serve(Assign.@Nullable Paused paused, Assign.@Nullable Hotspot hotspot) {
    site.rules = new Assign.Rules(null, false, paused, hotspot);
    site.connect();
    site.snapshot(1, Fixture.on(id, 1, "amina"));
    site.awaitResult(Fixture.on(id, 1, "amina"), Outcome.APPLIED);
    site.sweep();
  }

  private void change(Assign.@Nullable Paused paused, Assign.@Nullable Hotspot hotspot) {
    site.rules = new Assign.Rules(null, false, paused, hotspot);
    site.assign();
  }

  private List<String> comments(String menu) {
    return site.simulator.state().rows(menu).stream()
        .filter(row -> !"true".equals(row.get("dynamic")))
        .map(row -> row.getOrDefault("comment", ""))
        .filter(comment -> !comment.isEmpty())
        .toList();
  }

  private String filterRule(String comment) {
    return site.simulator.state().rows(FILTER).stream()
        .filter(row -> comment.equals(row.get("comment")))
        .map(row -> row.getOrDefault(".id", ""))
        .findFirst()
        .orElseThrow();
  }

  /** The FastTrack rule that every router comes with. */
  private String fastTrack() {
    return site.simulator.state().rows(FILTER).stream()
        .filter(row -> "fasttrack-connection".equals(row.get("action")))
        .map(row -> row.getOrDefault(".id", ""))
        .findFirst()
        .orElseThrow();
  }

  private void noFastTrack() {
    site.byHand(Sentence.of(FILTER + "/set").set("numbers", fastTrack()).set("disabled", "yes"));
  }

  private List<String> forward() {
    return site.simulator.state().rows(FILTER).stream()
        .filter(row -> "forward".equals(row.get("chain")))
        .filter(row -> !"true".equals(row.get("dynamic")))
        .map(row -> row.getOrDefault("comment", ""))
        .toList();
  }

  private static final String[] IN_ORDER = {
    "washa:rule:paused-dns",
    "washa:rule:paused-dns-tcp",
    "washa:rule:paused-reachable",
    "washa:rule:paused-drop"
  };

  @Test
  void thePauseIsInstalledOnceBeforeWhatLetsThrough() {
    List<String> before = forward();
    serve(PAUSED, null);
    assertThat(forward()).startsWith(IN_ORDER).endsWith(before.toArray(String[]::new));
    assertThat(forward()).hasSize(before.size() + IN_ORDER.length);
    assertThat(comments(NAT)).contains("washa:rule:paused-page");
    assertThat(comments(LIST))
        .contains("washa:rule:portal.example", "washa:rule:192.0.2.9", "washa:rule:192.0.2.7");
    site.simulator.resetCounters();
    Drift drift = site.sweep();
    assertThat(drift.lines()).hasSize(1);
    assertThat(drift.lines().get(0)).startsWith("FastTrack").contains("past speed limits");
    assertThat(site.simulator.counters().flashWrites()).isZero();
    noFastTrack();
    assertThat(site.sweep().lines()).isEmpty();
  }

  @Test
  void whoIsPausedReachesThePageAndThePortalAndNothingElse() {
    serve(PAUSED, null);
    String address = address("amina");
    assertThat(site.simulator.open(address, "192.0.2.50", 443).outcome()).isEqualTo("internet");
    site.byHand(Sentence.of(LIST + "/add").set("list", "washa-paused").set("address", address));
    assertThat(site.simulator.open(address, "192.0.2.50", 443).outcome()).isEqualTo("dropped");
    assertThat(site.simulator.open(address, "192.0.2.9", 443).outcome()).isEqualTo("internet");
    Opened page = site.simulator.open(address, "192.0.2.50", 80);
    assertThat(page.outcome()).isEqualTo("redirected");
    assertThat(page.address() + ":" + page.port()).isEqualTo("192.0.2.7:8080");
  }

  private String address(String user) {
    return site.simulator.dial(user, "pw-" + user) instanceof DialResult.Accepted accepted
        ? accepted.address()
        : "refused";
  }

  @Test
  void theOrderIsRepaired() {
    serve(PAUSED, null);
    site.byHand(
        Sentence.of(FILTER + "/move")
            .set("numbers", fastTrack())
            .set("destination", filterRule("washa:rule:paused-dns-tcp")));
    assertThat(forward().subList(0, 4)).doesNotContain("washa:rule:paused-drop");
    assertThat(site.sweep().lines()).anySatisfy(line -> assertThat(line).startsWith("move up"));
    assertThat(forward()).startsWith(IN_ORDER);
  }

  @Test
  void theRulesFollowTheSettingsAndGoWithThem() {
    serve(PAUSED, null);
    change(new Assign.Paused("192.0.2.8:80", List.of("portal.example")), null);
    Eventually.until(
        "the redirect follows",
        () ->
            site.simulator.state().rows(NAT).stream()
                .anyMatch(row -> "192.0.2.8".equals(row.get("to-addresses"))));
    Eventually.until("a host is gone", () -> !comments(LIST).contains("washa:rule:192.0.2.9"));
    change(null, null);
    Eventually.until("no rule is left", () -> !comments(NAT).contains("washa:rule:paused-page"));
    Eventually.until("no host is left", () -> comments(LIST).isEmpty());
    assertThat(forward()).doesNotContain(IN_ORDER).isNotEmpty();
  }

  @Test
  void theWalledGardenOpensForWhoHasNotLoggedIn() {
    noFastTrack();
    serve(null, HOTSPOT);
    assertThat(comments("/ip/hotspot/walled-garden/ip"))
        .containsExactlyInAnyOrder("washa:rule:portal.example", "washa:rule:192.0.2.9");
    assertThat(comments("/ip/hotspot/walled-garden")).containsExactly("washa:rule:portal.example");
    assertThat(site.sweep().lines()).isEmpty();
    change(null, null);
    Eventually.until(
        "the garden is closed", () -> comments("/ip/hotspot/walled-garden/ip").isEmpty());
  }

  @Test
  void aTelevisionIsLetInWhileItsRowIsOn() {
    serve(null, null);
    Access on = television(2, true);
    hotspot(1, 2, on);
    site.awaitResult(on, Outcome.APPLIED);
    Eventually.until("the binding is there", () -> bindings().equals(List.of(TELEVISION)));
    Access off = television(3, false);
    hotspot(2, 3, off);
    site.awaitResult(off, Outcome.APPLIED);
    Eventually.until("the binding is gone", () -> bindings().isEmpty());
  }

  @Test
  void aForeignBindingIsTakenOverWhenAPersonSaysSo() {
    site.byHand(
        Sentence.of(BINDINGS + "/add").set("mac-address", TELEVISION).set("type", "blocked"));
    serve(null, null);
    Access on = television(2, true);
    hotspot(1, 2, on);
    site.awaitResult(on, Outcome.APPLIED);
    assertThat(site.sweep().foreign()).containsExactly("binding " + TELEVISION);
    assertThat(site.command(Command.ADOPT, "binding " + TELEVISION).ok()).isTrue();
    assertThat(site.sweep().foreign()).isEmpty();
    assertThat(site.simulator.state().rows(BINDINGS).get(0)).containsEntry("type", "bypassed");
  }

  private List<String> bindings() {
    return site.simulator.state().rows(BINDINGS).stream()
        .map(row -> row.getOrDefault("mac-address", ""))
        .toList();
  }

  private Access television(long generation, boolean on) {
    return new Access(
        id(),
        generation,
        "hotspot",
        "brian",
        "pw",
        "washa-day",
        on,
        null,
        false,
        null,
        new ApplyDesired.Bounds(null, null, 0, 0, List.of(TELEVISION)));
  }

  private final UUID television = UUID.randomUUID();

  private UUID id() {
    return television;
  }

  private void hotspot(long base, long generation, Access row) {
    site.hub.send(
        new ApplyDesired(
            site.router,
            1,
            false,
            base,
            generation,
            1,
            1,
            List.of(new ApplyDesired.Profile("washa-day", "1M/4M", "hotspot", 1)),
            List.of(row)));
  }
}
