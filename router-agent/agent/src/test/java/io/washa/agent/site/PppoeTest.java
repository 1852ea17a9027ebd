package io.washa.agent.site;

import static org.assertj.core.api.Assertions.assertThat;

import io.washa.agent.routeros.Sentence;
import io.washa.protocol.ApplyDesired.Access;
import io.washa.protocol.ApplyDesired.Profile;
import io.washa.simulators.routeros.RouterOsSimulator;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@ValueSource(strings = {"6.49.10", "7.12.1", "7.21"})
class PppoeTest {
  private static final String MAC = "AA:BB:CC:00:11:22";
  private static final Profile HOME =
      new Profile("w-home", "2M/10M 4M/20M 1M/8M 10/10", "pppoe", 1, "homes", "");
  private static final Profile OFFICE = new Profile("w-office", "20M", "pppoe", 1, "", "offices");

  private final String version;
  @TempDir Path data;
  private OneRouter router;

  PppoeTest(String version) {
    this.version = version;
  }

  @BeforeEach
  void aRouter() throws IOException {
    router = new OneRouter(data, RouterOsSimulator.builder().version(version), HOME, OFFICE);
    router.say(
        Sentence.of("/ip/pool/add").set("name", "offices").set("ranges", "10.99.0.2-10.99.0.9"));
  }

  @AfterEach
  void close() throws IOException {
    router.close();
  }

  @Test
  void aPlanIsAProfileWithBurstListAndPoolAndASecondLookWritesNothing() throws IOException {
    Access home = Rows.on("pppoe", "amina", "w-home");
    Access office = Rows.on("pppoe", "brian", "w-office");
    router.sweep(home, office);
    assertThat(router.row("/ppp/profile", "name", "w-home"))
        .containsEntry("rate-limit", "2M/10M 4M/20M 1M/8M 10/10")
        .containsEntry("local-address", "10.10.0.1")
        .containsEntry("remote-address", "washa-pool")
        .containsEntry("address-list", "homes")
        .containsEntry("only-one", "yes");
    assertThat(router.row("/ppp/profile", "name", "w-office"))
        .containsEntry("remote-address", "offices")
        .doesNotContainKey("address-list");
    assertThat(router.isApplied(home)).isTrue();
    assertThat(router.plan()).isEqualTo(ReconcilePlan.NOTHING);
  }

  @Test
  void columnsThatAPersonChangedComeBack() throws IOException {
    router.sweep(Rows.on("pppoe", "amina", "w-home"));
    String id = router.id("/ppp/profile", "name", "w-home");
    router.say(
        Sentence.of("/ppp/profile/set")
            .set("numbers", id)
            .set("only-one", "no")
            .set("address-list", "")
            .set("rate-limit", "2000k/10000k 4M/20M 1M/8M 10s/10s"));
    assertThat(router.plan()).isEqualTo("change profile: w-home");
    router.sweepAgain();
    assertThat(router.row("/ppp/profile", "name", "w-home"))
        .containsEntry("only-one", "yes")
        .containsEntry("address-list", "homes")
        // What means the same is left as it is.
        .containsEntry("rate-limit", "2000k/10000k 4M/20M 1M/8M 10s/10s");
  }

  @Test
  void aPlanWhosePoolIsMissingIsRefusedWithTheReason() throws IOException {
    Access office = Rows.on("pppoe", "brian", "w-office");
    String id = router.id("/ip/pool", "name", "offices");
    router.say(Sentence.of("/ip/pool/remove").set("numbers", id));
    router.sweep(office);
    assertThat(router.result(office).error()).contains("the pool offices does not exist");
    router.say(
        Sentence.of("/ip/pool/add").set("name", "offices").set("ranges", "10.99.0.2-10.99.0.9"));
    router.sweepAgain();
    assertThat(router.isApplied(office)).isTrue();
  }

  @Test
  void aFixedAddressAndADeviceLockAreSetAndTakenAway() throws IOException {
    Access free = Rows.on("pppoe", "amina", "w-home");
    router.sweep(free);
    Access held = Rows.bound(free, "10.10.9.9", "aa:bb:cc:00:11:22");
    router.change(held);
    assertThat(router.row("/ppp/secret", "name", "amina"))
        .containsEntry("remote-address", "10.10.9.9")
        .containsEntry("caller-id", MAC);
    assertThat(router.dials(held, "AA:BB:CC:99:99:99")).isFalse();
    assertThat(router.dials(held, MAC)).isTrue();
    assertThat(router.row("/ppp/active", "name", "amina")).containsEntry("address", "10.10.9.9");
    Access again = Rows.unbound(held);
    router.change(again);
    assertThat(router.row("/ppp/secret", "name", "amina"))
        .doesNotContainKeys("remote-address", "caller-id");
    assertThat(router.rows("/ppp/active")).isEmpty();
    assertThat(router.isApplied(again)).isTrue();
    assertThat(router.dials(again, "AA:BB:CC:99:99:99")).isTrue();
  }

  @Test
  void aLockThatIsTakenAwayAloneBothersNobody() throws IOException {
    Access locked = Rows.bound(Rows.on("pppoe", "amina", "w-home"), null, MAC);
    router.sweep(locked);
    assertThat(router.dials(locked, MAC)).isTrue();
    router.change(Rows.unbound(locked));
    assertThat(router.rows("/ppp/active")).hasSize(1);
  }

  @Test
  void severalServicesOfOneSubscriberAreRowsOfTheirOwn() throws IOException {
    Access house = Rows.on("pppoe", "amina", "w-home");
    Access shop = Rows.on("pppoe", "amina-2", "w-office");
    router.sweep(house, shop);
    assertThat(router.dials(house) && router.dials(shop)).isTrue();
    router.change(Rows.off(shop));
    assertThat(router.online("pppoe")).containsExactly("amina");
  }

  @Test
  void anotherPlanForManyIsOneSentenceAndEverySessionFollows() throws IOException {
    var rows =
        java.util.stream.IntStream.range(0, 60)
            .mapToObj(i -> Rows.on("pppoe", "user" + i, "w-home"))
            .toList();
    router.sweep(rows);
    assertThat(rows).allMatch(router::dials);
    router.simulator.resetCounters();
    router.change(rows.stream().map(row -> Rows.on(row, "w-office")).toList());
    assertThat(router.said("/ppp/secret/set")).isEqualTo(1);
    assertThat(router.rows("/ppp/active")).isEmpty();
    assertThat(router.rows("/ppp/secret")).allMatch(row -> "w-office".equals(row.get("profile")));
  }

  @Test
  void aPasswordThatCannotBeReadBackIsKeptByTheMark() throws IOException {
    Access before = Rows.on("pppoe", "amina", "w-home");
    router.sweep(before);
    Access after =
        new Access(before.access(), 2, "pppoe", "amina", "new", "w-home", true, null, false);
    router.change(after);
    assertThat(router.dials(before)).isFalse();
    assertThat(router.dials(after)).isTrue();
  }
}
