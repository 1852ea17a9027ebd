package io.washa.agent.site;

import static org.assertj.core.api.Assertions.assertThat;

import io.washa.agent.routeros.Sentence;
import io.washa.protocol.ApplyDesired.Access;
import io.washa.protocol.ApplyDesired.Profile;
import io.washa.simulators.routeros.LanResult;
import io.washa.simulators.routeros.RouterOsSimulator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@ValueSource(strings = {"6.49.10", "7.12.1", "7.21"})
class DhcpTest {
  private static final String LEASES = "/ip/dhcp-server/lease";
  private static final String MAC = "AA:BB:CC:00:11:22";
  private static final Profile HOME = new Profile("home", "2M/10M", "dhcp", 1, "homes", "");
  private static final Profile FAST = new Profile("fast", "5M/20M", "dhcp", 1, "", "");

  private final String version;
  private final Access amina =
      Rows.bound(Rows.on("dhcp", "amina-home", "home"), "10.20.0.9", "aa:bb:cc:00:11:22");
  @TempDir Path data;
  private OneRouter router;

  DhcpTest(String version) {
    this.version = version;
  }

  @BeforeEach
  void aRouterThatLeasesAddresses() throws IOException {
    router = new OneRouter(data, RouterOsSimulator.builder().version(version), HOME, FAST);
    router.pauseBy(OneRouter.PAUSED);
    router.say(
        Sentence.of("/ip/pool/add").set("name", "lan").set("ranges", "10.20.0.100-10.20.0.199"));
    router.say(
        Sentence.of("/ip/dhcp-server/add")
            .set("name", "lan")
            .set("interface", "ether2")
            .set("address-pool", "lan"));
  }

  @AfterEach
  void close() throws IOException {
    router.close();
  }

  @Test
  void aServiceIsAStaticLeaseWithSpeedAndListAndASecondLookWritesNothing() throws IOException {
    router.sweep(amina);
    assertThat(lease())
        .containsEntry("address", "10.20.0.9")
        .containsEntry("rate-limit", "2M/10M")
        .containsEntry("address-lists", "homes")
        .containsEntry("comment", Marks.of(amina));
    assertThat(router.isApplied(amina)).isTrue();
    assertThat(router.plan()).isEqualTo(ReconcilePlan.NOTHING);
    assertThat(router.simulator.requestLease(MAC, "tv")).isEqualTo(bound("10.20.0.9"));
  }

  @Test
  void withoutAFixedAddressTheLeaseTakesOneOfThePool() throws IOException {
    Access any = Rows.bound(amina, null, MAC);
    router.sweep(any);
    assertThat(router.isApplied(any)).isTrue();
    assertThat(router.simulator.requestLease(MAC, "tv")).isEqualTo(bound("10.20.0.100"));
    assertThat(router.plan()).isEqualTo(ReconcilePlan.NOTHING);
  }

  @Test
  void aDeviceThatIsThereAlreadyKeepsItsLeaseWhichIsMadeStatic() throws IOException {
    router.simulator.requestLease(MAC, "tv");
    assertThat(lease()).containsEntry("dynamic", "true");
    String id = router.id(LEASES, "mac-address", MAC);
    Access any = Rows.bound(amina, null, MAC);
    router.sweep(any);
    assertThat(router.isApplied(any)).isTrue();
    assertThat(router.id(LEASES, "mac-address", MAC)).isEqualTo(id);
    assertThat(lease())
        .containsEntry("dynamic", "false")
        .containsEntry("status", "bound")
        .containsEntry("address", "10.20.0.100")
        .containsEntry("rate-limit", "2M/10M");
  }

  @Test
  void aLeaseThatAPersonMadeIsAConflictAndAnotherDevicesIsNot() throws IOException {
    router.say(
        Sentence.of(LEASES + "/add")
            .set("mac-address", MAC)
            .set("address", "10.20.0.7")
            .set("comment", "printer"));
    Access other = Rows.bound(Rows.on("dhcp", "brian", "home"), "10.20.0.8", "AA:BB:CC:77:77:77");
    router.sweep(amina, other);
    assertThat(router.result(amina).error())
        .isEqualTo(
            "the lease " + MAC + " exists on the router and is not ours; adopt or rename it");
    assertThat(lease()).containsEntry("address", "10.20.0.7");
    assertThat(router.isApplied(other)).isTrue();
  }

  @Test
  void whoHasNotPaidIsPausedAtOnceAndKeepsTheAddress() throws IOException {
    router.sweep(amina);
    router.simulator.requestLease(MAC, "tv");
    assertThat(listsOf("10.20.0.9")).containsExactly("homes");
    Access off = Rows.off(amina);
    router.change(off);
    assertThat(router.isApplied(off)).isTrue();
    assertThat(listsOf("10.20.0.9")).containsExactly("washa-paused");
    assertThat(lease()).containsEntry("status", "bound");
    assertThat(router.plan()).isEqualTo(ReconcilePlan.NOTHING);
    router.change(Rows.on(off));
    assertThat(listsOf("10.20.0.9")).containsExactly("homes");
  }

  @Test
  void withoutAPausedPageTheLeaseIsBlockedAndSlowedToNothing() throws IOException {
    router.pauseBy(null);
    router.sweep(amina);
    router.simulator.requestLease(MAC, "tv");
    Access off = Rows.off(amina);
    router.change(off);
    assertThat(lease()).containsEntry("block-access", "true").containsEntry("rate-limit", "1k/1k");
    router.simulator.releaseLease(MAC);
    assertThat(router.simulator.requestLease(MAC, "tv")).isInstanceOf(LanResult.Refused.class);
    router.change(Rows.on(off));
    assertThat(lease()).containsEntry("rate-limit", "2M/10M");
    assertThat(router.simulator.requestLease(MAC, "tv")).isEqualTo(bound("10.20.0.9"));
  }

  @Test
  void anotherPlanIsFollowedByTheLiveLease() throws IOException {
    router.sweep(amina);
    router.simulator.requestLease(MAC, "tv");
    router.change(Rows.on(amina, "fast"));
    assertThat(router.rows("/queue/simple"))
        .singleElement()
        .satisfies(queue -> assertThat(queue).containsEntry("max-limit", "5000000/20000000"));
    assertThat(listsOf("10.20.0.9")).isEmpty();
    assertThat(lease()).containsEntry("status", "bound");
  }

  @Test
  void anotherDeviceTakesOverAndTheOldOnesLeaseGoes() throws IOException {
    router.sweep(amina);
    Access replaced = Rows.bound(amina, "10.20.0.9", "AA:BB:CC:77:77:77");
    router.change(replaced);
    assertThat(router.isApplied(replaced)).isTrue();
    assertThat(router.rows(LEASES))
        .singleElement()
        .satisfies(row -> assertThat(row).containsEntry("mac-address", "AA:BB:CC:77:77:77"));
    router.change(Rows.removed(replaced));
    assertThat(router.rows(LEASES)).isEmpty();
  }

  @Test
  void onlineIsWhoHoldsALease() throws IOException {
    router.sweep(amina);
    assertThat(router.online("dhcp")).isEmpty();
    router.simulator.requestLease(MAC, "tv");
    assertThat(router.online("dhcp")).containsExactly(MAC);
  }

  @Test
  void aLeaseWithoutADeviceIsRefused() throws IOException {
    Access nobody = Rows.on("dhcp", "nobody", "home");
    router.sweep(nobody, amina);
    assertThat(router.result(nobody).error()).contains("needs the MAC address");
    assertThat(router.isApplied(amina)).isTrue();
  }

  @Test
  void manyArePausedInOneSentence() throws IOException {
    List<Access> rows =
        IntStream.range(0, 60)
            .mapToObj(i ->
                Rows.bound(
                    Rows.on("dhcp", "user" + i, "home"), null, "AA:BB:CC:00:01:%02d".formatted(i)))
            .toList();
    router.sweep(rows);
    router.simulator.resetCounters();
    router.change(rows.stream().map(Rows::off).toList());
    assertThat(router.said(LEASES + "/set")).isEqualTo(1);
    assertThat(router.rows(LEASES))
        .allMatch(row -> "washa-paused".equals(row.get("address-lists")));
  }

  private Map<String, String> lease() {
    return router.row(LEASES, "mac-address", MAC);
  }

  private List<String> listsOf(String address) {
    return router.rows("/ip/firewall/address-list").stream()
        .filter(row -> address.equals(row.get("address")))
        .map(row -> row.getOrDefault("list", ""))
        .toList();
  }

  private static LanResult bound(String address) {
    return new LanResult.Bound(address, "lan");
  }
}
