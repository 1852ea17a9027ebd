package io.washa.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.washa.agent.routeros.RouterConnection;
import io.washa.simulators.routeros.CostModel;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The limit of a repair is one only as long as it repairs. */
class BareRepairTest {
  @Test
  void whatWasDamagedIsAsItWas() throws Exception {
    try (RouterSite router = new RouterSite("small", CostModel.FREE);
        RouterConnection connection = router.connect()) {
      RouterSite.prepare(connection);
      for (int i = 0; i < 500; i++) {
        RouterSite.add(connection, "user" + i);
      }
      Map<String, Map<String, String>> right = router.table();

      BareRepair.damage(connection);

      assertThat(router.table()).hasSize(450);
      assertThat(wrong(right, router)).isEqualTo(450);
      new BareRepair(connection, right).run();
      assertThat(router.table()).hasSize(500);
      assertThat(wrong(right, router)).isZero();
    }
  }

  private static long wrong(Map<String, Map<String, String>> right, RouterSite router) {
    Map<String, Map<String, String>> now = router.table();
    return right.entrySet().stream()
        .filter(entry ->
            !BareRepair.isSame(entry.getValue(), now.getOrDefault(entry.getKey(), Map.of())))
        .count();
  }
}
