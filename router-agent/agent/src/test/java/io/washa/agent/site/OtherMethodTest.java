package io.washa.agent.site;

import static org.assertj.core.api.Assertions.assertThat;

import io.washa.protocol.ApplyDesired.Access;
import io.washa.protocol.ApplyDesired.Profile;
import io.washa.simulators.routeros.RouterOsSimulator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An access that gets another method keeps its id and moves from one table to another. */
class OtherMethodTest {
  private static final String LIST = "/ip/firewall/address-list";

  private final Access amina = Rows.on("pppoe", "amina", "home");
  private final Access baraka = Rows.on("pppoe", "baraka", "home");
  private final Access bank = Rows.bound(Rows.on("static", "bank", "fixed"), "10.30.0.5", null);
  @TempDir Path data;
  private OneRouter router;

  @BeforeEach
  void aRouter() throws IOException {
    router =
        new OneRouter(
            data,
            RouterOsSimulator.builder().hotspot("hs1", "10.20.0.1"),
            new Profile("home", "2M/10M", "pppoe", 1),
            new Profile("day", "1M/4M", "hotspot", 1),
            new Profile("fixed", "2M/10M", "static", 1));
    router.pauseBy(OneRouter.PAUSED);
  }

  @AfterEach
  void close() throws IOException {
    router.close();
  }

  private List<String> names(String menu) {
    return router.rows(menu).stream().map(row -> row.getOrDefault("name", "")).toList();
  }

  @Test
  void theRowInTheTableThatItLeavesGoesWithItsSessionAndNobodyElses() throws IOException {
    router.sweep(amina, baraka);
    assertThat(router.dials(amina)).isTrue();
    assertThat(router.dials(baraka)).isTrue();
    Access moved = Rows.moved(amina, "hotspot", "day");
    router.change(moved);
    assertThat(router.isApplied(moved)).isTrue();
    assertThat(names("/ppp/secret")).contains("baraka").doesNotContain("amina");
    assertThat(names("/ip/hotspot/user")).contains("amina");
    assertThat(router.online("pppoe")).containsExactly("baraka");
    assertThat(router.plan()).isEqualTo(ReconcilePlan.NOTHING);
  }

  @Test
  void aFullComparisonFindsWhatAnEarlierMethodLeftBehind() throws IOException {
    router.sweep(amina, baraka);
    router.sweep(Rows.moved(amina, "hotspot", "day"), baraka);
    assertThat(names("/ppp/secret")).contains("baraka").doesNotContain("amina");
    assertThat(names("/ip/hotspot/user")).contains("amina");
  }

  @Test
  void whoWasPausedByAddressIsPausedNoMoreUnderAnotherMethod() throws IOException {
    Access off = Rows.off(bank);
    router.sweep(off);
    assertThat(entries()).containsExactly("10.30.0.5");
    Access moved = Rows.moved(off, "pppoe", "home");
    router.change(moved);
    assertThat(router.isApplied(moved)).isTrue();
    assertThat(names("/queue/simple")).doesNotContain("bank");
    assertThat(entries()).isEmpty();
  }

  private List<String> entries() {
    return router.rows(LIST).stream()
        .filter(row -> Pausing.LIST.equals(row.get("list")))
        .map(row -> row.getOrDefault("address", ""))
        .toList();
  }
}
