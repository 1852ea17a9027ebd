package io.washa.agent.site;

import static org.assertj.core.api.Assertions.assertThat;

import io.washa.agent.routeros.Sentence;
import io.washa.protocol.ApplyDesired.Access;
import io.washa.protocol.ApplyDesired.Profile;
import io.washa.simulators.routeros.RouterOsSimulator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@ValueSource(strings = {"6.49.10", "7.12.1", "7.21"})
class StaticAddressTest {
  private static final String QUEUES = "/queue/simple";
  private static final String LIST = "/ip/firewall/address-list";
  private static final Profile HOME =
      new Profile("home", "2M/10M 4M/20M 1M/8M 10/10 5 512k/1M", "static", 1);
  private static final Profile FAST = new Profile("fast", "5M/20M", "static", 1);

  private final String version;
  private final Access bank = Rows.bound(Rows.on("static", "bank", "home"), "10.30.0.5", null);
  @TempDir Path data;
  private OneRouter router;

  StaticAddressTest(String version) {
    this.version = version;
  }

  @BeforeEach
  void aRouterThatPauses() throws IOException {
    router = new OneRouter(data, RouterOsSimulator.builder().version(version), HOME, FAST);
    router.pauseBy(OneRouter.PAUSED);
  }

  @AfterEach
  void close() throws IOException {
    router.close();
  }

  @Test
  void aFixedAddressIsAQueueHoweverItPrintsAndASecondLookWritesNothing() throws IOException {
    router.sweep(bank);
    assertThat(queue())
        .containsEntry("target", "10.30.0.5/32")
        .containsEntry("max-limit", "2000000/10000000")
        .containsEntry("burst-limit", "4000000/20000000")
        .containsEntry("burst-threshold", "1000000/8000000")
        .containsEntry("burst-time", "10s/10s")
        .containsEntry("priority", "5/5")
        .containsEntry("limit-at", "512000/1000000");
    assertThat(router.isApplied(bank)).isTrue();
    assertThat(router.plan()).isEqualTo(ReconcilePlan.NOTHING);
  }

  @Test
  void anotherPlanChangesTheQueueAndKeepsItsCounters() throws IOException {
    router.sweep(bank);
    String id = router.id(QUEUES, "name", "bank");
    router.change(Rows.on(bank, "fast"));
    assertThat(queue())
        .containsEntry(".id", id)
        .containsEntry("max-limit", "5000000/20000000")
        .containsEntry("burst-limit", "0/0")
        .containsEntry("priority", "8/8");
    assertThat(router.plan()).isEqualTo(ReconcilePlan.NOTHING);
  }

  @Test
  void whoHasNotPaidIsOnThePausedListForGoodAndWhoPaysIsNot() throws IOException {
    router.sweep(bank);
    Access off = Rows.off(bank);
    router.change(off);
    assertThat(router.isApplied(off)).isTrue();
    assertThat(router.row(LIST, "address", "10.30.0.5"))
        .containsEntry("list", "washa-paused")
        .doesNotContainKey("timeout");
    router.sweepAgain();
    assertThat(paused()).hasSize(1);
    assertThat(router.plan()).isEqualTo(ReconcilePlan.NOTHING);
    Access on = Rows.on(off);
    router.change(on);
    assertThat(router.isApplied(on)).isTrue();
    assertThat(paused()).isEmpty();
  }

  @Test
  void anEntryThatSomebodyTookAwayComesBackAndOneForNobodyGoes() throws IOException {
    Access off = Rows.off(bank);
    router.sweep(off);
    router.say(
        Sentence.of(LIST + "/remove").set("numbers", router.id(LIST, "address", "10.30.0.5")));
    router.say(
        Sentence.of(LIST + "/add")
            .set("list", "washa-paused")
            .set("address", "10.30.0.77")
            .set("comment", "washa:00000000:paused"));
    router.sweepAgain();
    assertThat(paused())
        .singleElement()
        .satisfies(row -> assertThat(row).containsEntry("address", "10.30.0.5"));
  }

  @Test
  void anEntryOfSomebodyElsesKeepsWhoPaidFromBeingCalledConnected() throws IOException {
    router.say(Sentence.of(LIST + "/add").set("list", "washa-paused").set("address", "10.30.0.5"));
    router.sweep(bank);
    assertThat(router.result(bank).error()).contains("is not ours; remove it");
    Access off = Rows.off(bank);
    router.change(off);
    assertThat(router.isApplied(off)).isTrue();
  }

  @Test
  void anotherAddressMovesQueueAndEntry() throws IOException {
    Access off = Rows.off(bank);
    router.sweep(off);
    router.change(Rows.bound(off, "10.30.0.6", null));
    assertThat(queue()).containsEntry("target", "10.30.0.6/32");
    assertThat(paused())
        .singleElement()
        .satisfies(row -> assertThat(row).containsEntry("address", "10.30.0.6"));
  }

  @Test
  void aRemovedRowLeavesNeitherQueueNorEntry() throws IOException {
    Access off = Rows.off(bank);
    router.sweep(off);
    router.change(Rows.removed(off));
    assertThat(router.rows(QUEUES)).isEmpty();
    assertThat(paused()).isEmpty();
  }

  @Test
  void ourQueueStandsBeforeOneThatWouldCatchItsAddress() throws IOException {
    catchAll("rest", "0.0.0.0/0");
    router.sweep(bank);
    assertThat(names()).containsExactly("bank", "rest");
    Access shop = Rows.bound(Rows.on("static", "shop", "fast"), "10.30.0.6", null);
    router.change(shop);
    assertThat(names()).containsExactly("bank", "shop", "rest");
  }

  @Test
  void aQueueThatSomebodyPutInFrontIsLeftBehind() throws IOException {
    router.sweep(bank);
    catchAll("net", "10.30.0.0/24");
    catchAll("elsewhere", "10.31.0.0/24");
    router.say(
        Sentence.of(QUEUES + "/move")
            .set("numbers", router.id(QUEUES, "name", "net"))
            .set("destination", router.id(QUEUES, "name", "bank")));
    router.say(
        Sentence.of(QUEUES + "/move")
            .set("numbers", router.id(QUEUES, "name", "elsewhere"))
            .set("destination", router.id(QUEUES, "name", "net")));
    assertThat(router.plan()).isEqualTo("move up queue: bank");
    router.sweepAgain();
    assertThat(names()).containsExactly("elsewhere", "bank", "net");
    assertThat(router.plan()).isEqualTo(ReconcilePlan.NOTHING);
  }

  @Test
  void withoutAPausedPageNobodySaysThatItIsOff() throws IOException {
    router.pauseBy(null);
    router.sweep(bank);
    assertThat(router.isApplied(bank)).isTrue();
    Access off = Rows.off(bank);
    router.change(off);
    assertThat(router.result(off).error()).contains("has no paused page");
    assertThat(paused()).hasSize(1);
  }

  private void catchAll(String name, String target) throws IOException {
    router.say(Sentence.of(QUEUES + "/add").set("name", name).set("target", target));
  }

  private List<String> names() {
    return router.rows(QUEUES).stream().map(row -> row.getOrDefault("name", "")).toList();
  }

  /** What stands on the paused list; the rules have a list of their own in the same menu. */
  private List<Map<String, String>> paused() {
    return router.rows(LIST).stream().filter(row -> Pausing.LIST.equals(row.get("list"))).toList();
  }

  private Map<String, String> queue() {
    return router.row(QUEUES, "name", "bank");
  }
}
