package io.washa.agent.site;

import static org.assertj.core.api.Assertions.assertThat;

import io.washa.agent.routeros.Sentence;
import io.washa.protocol.ApplyDesired.Access;
import io.washa.protocol.ApplyDesired.Profile;
import io.washa.simulators.routeros.RouterOsSimulator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OneOfManyTest {
  @TempDir Path data;

  @ParameterizedTest
  @CsvSource({
    "pppoe, /ppp/secret, name",
    "hotspot, /ip/hotspot/user, name",
    "dhcp, /ip/dhcp-server/lease, mac-address",
    "static, /queue/simple, name"
  })
  void aRowThatIsGoneWhenManyAreChangedComesBackAndHoldsUpNobody(
      String method, String menu, String key) throws IOException {
    Profile slow = new Profile("washa-slow", "1M/1M", method, 1);
    Profile fast = new Profile("washa-fast", "9M/9M", method, 1);
    RouterOsSimulator.Builder builder = RouterOsSimulator.builder().hotspot("cafe", "10.5.50.1");
    try (OneRouter router = new OneRouter(data, builder, slow, fast)) {
      List<Access> rows = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        Access row = Rows.on(method, "user" + i, "washa-slow");
        rows.add(Rows.bound(row, "10.40.0." + (i + 2), "AA:BB:CC:00:00:0" + i));
      }
      router.sweep(rows);
      assertThat(rows).allMatch(router::isApplied);
      List<Access> faster = rows.stream().map(row -> Rows.on(row, "washa-fast")).toList();
      String lost = UserKey.of(rows.get(4)).name();
      AtomicBoolean done = new AtomicBoolean();
      router.simulator.resetCounters();
      router.sweep(
          faster,
          () -> {
            if (!done.getAndSet(true)) {
              router.say(Sentence.of(menu + "/remove").set("numbers", router.id(menu, key, lost)));
            }
          });
      assertThat(router.said(menu + "/set")).isGreaterThan(1);
      assertThat(faster).allMatch(router::isApplied);
      assertThat(router.row(menu, key, lost)).containsEntry("comment", Marks.of(rows.get(4)));
      assertThat(router.plan()).isEqualTo(ReconcilePlan.NOTHING);
    }
  }
}
