package io.washa.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.washa.agent.routeros.RouterAddress;
import io.washa.agent.routeros.RouterConnection;
import io.washa.agent.routeros.Sentence;
import io.washa.agent.routeros.Timings;
import io.washa.protocol.Applied;
import io.washa.protocol.Applied.Outcome;
import io.washa.protocol.ApplyDesired;
import io.washa.protocol.ApplyDesired.Access;
import io.washa.protocol.Assign;
import io.washa.protocol.Command;
import io.washa.protocol.CommandResult;
import io.washa.protocol.Hello;
import io.washa.protocol.Observed;
import io.washa.simulators.routeros.CostModel;
import io.washa.simulators.routeros.RouterOsSimulator;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@ValueSource(strings = {"6.49.10", "7.12.1", "7.20"})
class HotspotTest {
  private static final String PHONE = "AA:BB:CC:00:11:22";
  private static final ApplyDesired.Profile DAY =
      new ApplyDesired.Profile("washa-day", "1M/4M", "hotspot", 1);

  private static final String TABLET = "AA:BB:CC:99:99:99";

  private final String version;
  @TempDir Path data;
  private final UUID id = UUID.randomUUID();
  private final TestHub hub = new TestHub();
  private RouterOsSimulator router;
  private Agent agent;
  private int connections;

  HotspotTest(String version) {
    this.version = version;
  }

  @BeforeEach
  void aSite() throws Exception {
    start(router());
  }

  private RouterOsSimulator.Builder router() {
    return RouterOsSimulator.builder()
        .identity("cafe")
        .version(version)
        .user("washa", "secret")
        .hotspot("cafe", "10.5.50.1");
  }

  private void start(RouterOsSimulator.Builder builder) throws Exception {
    router = builder.start();
    agent =
        new Agent(
            new AgentConfig(
                hub.uri(),
                data,
                TestHub.CODE,
                AgentClock.system(),
                Fixture.quickHub(),
                Fixture.quickSite()));
    agent.start();
    hub.awaitConnections(++connections);
    hub.send(
        new Assign(
            List.of(
                new Assign.Router(
                    id,
                    1,
                    "cafe",
                    "127.0.0.1",
                    router.apiPort(),
                    null,
                    "washa",
                    "secret",
                    new Assign.Pppoe("10.10.0.1", "washa-pool", "10.10.0.2-10.10.3.254")))));
    hub.await(Observed.class, Observed::reachable);
  }

  @AfterEach
  void close() {
    agent.close();
    hub.close();
    router.close();
  }

  @Test
  void whoPaidIsLoggedInAtOnceWithoutTypingAnything() {
    router.join(PHONE, "10.5.50.9");
    Access brian = row(UUID.randomUUID(), 1, "brian", true, null);
    apply(1, brian);
    awaitResult(brian, Outcome.APPLIED);
    long start = System.nanoTime();
    apply(2, row(id, 2, "amina", true, PHONE));
    Eventually.until("amina is online", () -> router.isOnline(PHONE));
    // Some 30 ms on a quiet machine.
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(400));
    hub.await(
        Observed.class,
        seen -> seen.came().stream().anyMatch(s -> "10.5.50.9".equals(s.address())));
    assertThat(hub.all(Hello.class).get(0).capabilities()).contains("hotspot");
  }

  @Test
  void whoseTimeIsOverLosesSessionAndCookie() {
    online();
    Access off = row(id, 2, "amina", false, PHONE);
    apply(2, off);
    awaitResult(off, Outcome.APPLIED);
    assertThat(router.isOnline(PHONE)).isFalse();
    assertThat(router.state().rows("/ip/hotspot/cookie")).isEmpty();
    assertThat(user("amina")).containsEntry("disabled", "true");
  }

  @Test
  void aRouterThatWasRebootedLetsTheDeviceInAgain() throws Exception {
    online();
    router.power(false);
    router.power(true);
    router.join(PHONE, "10.5.50.77");
    Eventually.until("amina is online again", () -> router.isOnline(PHONE));
    assertThat(router.state().rows("/ip/hotspot/active").get(0))
        .containsEntry("address", "10.5.50.77");
  }

  @Test
  void aDeviceThatComesLaterIsLetInWhenItComes() {
    Access row = row(id, 1, "amina", true, PHONE);
    apply(1, row);
    awaitResult(row, Outcome.APPLIED);
    router.join(TABLET, "10.5.50.8");
    router.join(PHONE, "10.5.50.9");
    Eventually.until("amina is online", () -> router.isOnline(PHONE));
    assertThat(router.state().rows("/ip/hotspot/active"))
        .extracting(session -> session.get("mac-address"))
        .containsExactly(PHONE);
  }

  @Test
  void aRefusedLoginIsNoFailureOfTheAccessAndIsTriedAgain() {
    Access row = row(id, 1, "amina", true, null);
    apply(1, row);
    awaitResult(row, Outcome.APPLIED);
    router.join(TABLET, "10.5.50.8");
    assertThat(router.submitLoginForm(TABLET, "amina", "pw-amina")).isEmpty();
    router.join(PHONE, "10.5.50.9");
    Access waiting = row(id, 2, "amina", true, PHONE);
    apply(2, waiting);
    awaitResult(waiting, Outcome.APPLIED);
    Eventually.until("a login", () -> takeSaid().contains("/ip/hotspot/active/login"));
    assertThat(router.isOnline(PHONE)).isFalse();
    router.leave(TABLET);
    Eventually.until("amina is online", () -> router.isOnline(PHONE));
  }

  @Test
  void aDeviceThatIsOnlineAlreadyIsNotLoggedInAgain() {
    online();
    takeSaid();
    Access renewed = row(id, 2, "amina", true, PHONE);
    apply(2, renewed);
    awaitResult(renewed, Outcome.APPLIED);
    List<String> said = new ArrayList<>();
    Eventually.until(
        "a look at the sessions afterwards",
        () -> {
          said.addAll(takeSaid());
          int host = said.indexOf("/ip/hotspot/host/print");
          return host >= 0 && said.size() > host + 2;
        });
    assertThat(said).doesNotContain("/ip/hotspot/active/login");
    assertThat(router.state().rows("/ip/hotspot/active")).hasSize(1);
  }

  @Test
  void whoLogsOutStaysOutAndAnotherChangeLetsIn() {
    online();
    Command kick = new Command(UUID.randomUUID(), id, Command.KICK, "amina", 2000);
    hub.send(kick);
    assertThat(hub.await(CommandResult.class, r -> r.id().equals(kick.id())).ok()).isTrue();
    assertThat(router.isOnline(PHONE)).isFalse();
    takeSaid();
    for (int look = 1; look <= 3; look++) {
      Eventually.until("another look", () -> takeSaid().contains("/ip/hotspot/active/print"));
    }
    assertThat(router.isOnline(PHONE)).isFalse();
    apply(2, row(id, 2, "amina", true, PHONE));
    Eventually.until("amina is online", () -> router.isOnline(PHONE));
  }

  @Test
  void ofTwoRowsForOneDeviceTheOneThatEndsLastLetsItIn() {
    router.join(PHONE, "10.5.50.9");
    Instant soon = Instant.now().plusSeconds(3600);
    Access longer = until(row(id, 1, "amina", true, PHONE), soon.plusSeconds(3600));
    Access shorter = until(row(UUID.randomUUID(), 1, "brian", true, PHONE), soon);
    apply(1, longer, shorter);
    awaitResult(shorter, Outcome.APPLIED);
    Eventually.until("the phone is online", () -> router.isOnline(PHONE));
    takeSaid();
    for (int look = 1; look <= 3; look++) {
      Eventually.until("another look", () -> takeSaid().contains("/ip/hotspot/active/print"));
    }
    assertThat(router.state().rows("/ip/hotspot/active"))
        .extracting(session -> session.get("user"))
        .containsExactly("amina");
    apply(2, row(id, 2, "amina", false, PHONE));
    Eventually.until(
        "brian's row lets the phone in",
        () ->
            router.state().rows("/ip/hotspot/active").stream()
                .anyMatch(session -> "brian".equals(session.get("user"))));
  }

  @Test
  void aSnapshotWithoutHotspotRowsRemovesTheUsersThatAreLeft() {
    online();
    Access brian = new Access(UUID.randomUUID(), 1, "pppoe", "brian", "pw", "w", true, null, false);
    List<ApplyDesired.Profile> profiles = List.of(new ApplyDesired.Profile("w", "2M/10M"));
    hub.send(new ApplyDesired(id, 1, true, 0, 2, 1, 1, profiles, List.of(brian)));
    Eventually.until(
        "amina's user is gone",
        () ->
            router.state().rows("/ip/hotspot/user").stream()
                .noneMatch(user -> "amina".equals(user.get("name"))));
    Eventually.until("amina is offline", () -> !router.isOnline(PHONE));
    assertThat(user("default-trial")).isNotEmpty();
  }

  @Test
  void aForeignUserOfTheNameIsRefusedAndNotLoggedIn() throws Exception {
    router.join(PHONE, "10.5.50.9");
    try (RouterConnection person =
        RouterConnection.open(
            new RouterAddress("127.0.0.1", router.apiPort(), null, "washa", "secret"),
            Timings.standard())) {
      person.call(
          Sentence.of("/ip/hotspot/user/add").set("name", "amina").set("password", "pw"),
          Duration.ofSeconds(5));
    }
    Access amina = row(id, 1, "amina", true, PHONE);
    Access brian = row(UUID.randomUUID(), 1, "brian", true, null);
    apply(1, amina, brian);
    assertThat(awaitResult(amina, Outcome.FAILED).error()).contains("is not ours");
    awaitResult(brian, Outcome.APPLIED);
    assertThat(router.isOnline(PHONE)).isFalse();
  }

  @Test
  void fiveHundredExpiriesTakeFewSentences() throws Exception {
    anotherSite(router().cost(CostModel.FREE));
    List<Access> on = new ArrayList<>();
    List<Access> off = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      UUID access = UUID.randomUUID();
      on.add(row(access, 1, "user" + i, true, null));
      off.add(row(access, 2, "user" + i, false, null));
    }
    apply(1, on.toArray(Access[]::new));
    awaitResult(on.get(499), Outcome.APPLIED);
    for (int i = 0; i < 500; i++) {
      String mac = String.format(Locale.ROOT, "AA:BB:CC:00:%02X:%02X", i / 250, i % 250);
      router.join(mac, "10.5." + (51 + i / 250) + "." + (1 + i % 250));
      assertThat(router.submitLoginForm(mac, "user" + i, "pw-user" + i)).isEmpty();
    }
    takeSaid();
    apply(2, off.toArray(Access[]::new));
    awaitResult(off.get(499), Outcome.APPLIED);
    List<String> said = takeSaid();
    assertThat(said).filteredOn("/ip/hotspot/user/set"::equals).hasSize(5);
    assertThat(said).filteredOn("/ip/hotspot/active/remove"::equals).hasSize(3);
    assertThat(said).filteredOn("/ip/hotspot/cookie/remove"::equals).hasSize(5);
    assertThat(said).hasSizeLessThan(40);
    assertThat(router.state().rows("/ip/hotspot/active")).isEmpty();
  }

  @Test
  void aRouterWithoutHotspotRowsIsNotAskedForThem() {
    Access amina = new Access(id, 1, "pppoe", "amina", "pw", "w-10m", true, null, false);
    hub.send(
        new ApplyDesired(id, 1, true, 0, 1, 1, 1, List.of(Fixture.TEN_MEGABIT), List.of(amina)));
    awaitResult(amina, Outcome.APPLIED);
    assertThat(takeSaid()).noneMatch(command -> command.startsWith("/ip/hotspot"));
    Access brian = row(UUID.randomUUID(), 1, "brian", true, null);
    hub.send(new ApplyDesired(id, 1, false, 1, 2, 1, 1, List.of(DAY), List.of(brian)));
    awaitResult(brian, Outcome.APPLIED);
    assertThat(takeSaid()).anyMatch(command -> command.startsWith("/ip/hotspot"));
  }

  @Test
  void whoPaysForPppoeCostsFiveSentencesBesideAHotspotToo() {
    Access first = new Access(id, 1, "pppoe", "first", "pw", "w-10m", true, null, false);
    Access cafe = row(UUID.randomUUID(), 1, "cafe", true, null);
    List<ApplyDesired.Profile> both = List.of(Fixture.TEN_MEGABIT, DAY);
    hub.send(new ApplyDesired(id, 1, true, 0, 1, 1, 1, both, List.of(first, cafe)));
    awaitResult(first, Outcome.APPLIED);
    awaitResult(cafe, Outcome.APPLIED);
    takeSaid();
    Access second =
        new Access(UUID.randomUUID(), 1, "pppoe", "second", "pw", "w-10m", true, null, false);
    hub.send(new ApplyDesired(id, 1, false, 1, 2, 1, 1, both, List.of(second)));
    awaitResult(second, Outcome.APPLIED);
    assertThat(takeSaid())
        .filteredOn(said -> !said.contains("/active/") && !said.startsWith("/system/"))
        .filteredOn(said -> !said.startsWith("/interface")) // What counts bytes meanwhile.
        .containsExactly(
            "/ppp/secret/print",
            "/ppp/secret/add",
            "/ppp/secret/print",
            "/ppp/profile/print",
            "/ip/pool/print");
  }

  @Test
  void aRouterWithoutThePackageFailsTheHotspotRowAndNotTheOthers() throws Exception {
    anotherSite(router().withoutHotspotPackage());
    Access amina = row(id, 1, "amina", true, PHONE);
    Access brian =
        new Access(UUID.randomUUID(), 1, "pppoe", "brian", "pw", "w-10m", true, null, false);
    hub.send(
        new ApplyDesired(
            id, 1, true, 0, 1, 1, 1, List.of(Fixture.TEN_MEGABIT, DAY), List.of(amina, brian)));
    awaitResult(brian, Outcome.APPLIED);
    assertThat(awaitResult(amina, Outcome.FAILED).error()).contains("no such command");
  }

  /** The agent keeps its folder, so the new one is the agent that was enrolled. */
  private void anotherSite(RouterOsSimulator.Builder builder) throws Exception {
    agent.close();
    router.close();
    hub.forget();
    start(builder);
  }

  /** Commands said since the last call. */
  private List<String> takeSaid() {
    List<String> said = router.commands();
    router.resetCounters();
    return said;
  }

  private Map<String, String> user(String name) {
    return router.state().rows("/ip/hotspot/user").stream()
        .filter(row -> name.equals(row.get("name")))
        .findFirst()
        .orElseThrow();
  }

  private void online() {
    router.join(PHONE, "10.5.50.9");
    Access row = row(id, 1, "amina", true, PHONE);
    apply(1, row);
    Eventually.until("amina is online", () -> router.isOnline(PHONE));
    awaitResult(row, Outcome.APPLIED);
  }

  private void apply(long generation, Access... rows) {
    hub.send(
        new ApplyDesired(
            id, 1, generation == 1, generation - 1, generation, 1, 1, List.of(DAY), List.of(rows)));
  }

  private Applied.Result awaitResult(Access row, Outcome outcome) {
    return hub
        .await(
            Applied.class,
            applied -> applied.results().stream().anyMatch(result -> is(result, row, outcome)))
        .results()
        .stream()
        .filter(result -> is(result, row, outcome))
        .findFirst()
        .orElseThrow();
  }

  private static boolean is(Applied.Result result, Access row, Outcome outcome) {
    return result.access().equals(row.access())
        && result.generation() == row.generation()
        && result.outcome() == outcome;
  }

  private static Access until(Access row, Instant end) {
    return new Access(
        row.access(),
        row.generation(),
        row.method(),
        row.name(),
        row.password(),
        row.profile(),
        row.enabled(),
        end,
        row.removed(),
        row.device());
  }

  private static Access row(
      UUID access, long generation, String name, boolean on, @Nullable String device) {
    return new Access(
        access, generation, "hotspot", name, "pw-" + name, "washa-day", on, null, false, device);
  }
}
