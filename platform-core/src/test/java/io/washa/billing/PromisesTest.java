package io.washa.billing;

import static io.washa.testing.World.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.washa.audit.Audit;
import io.washa.billing.Promises.Promised;
import io.washa.testing.CoreTest;
import io.washa.testing.Isp;
import io.washa.testing.World;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Promises that staff take say why they are not to be had. */
@CoreTest
class PromisesTest {
  private final World world;
  private final Promises promises;
  private final Audit audit;
  private final JdbcClient jdbc;
  private final Isp isp;
  private final Isp.ASubscriber mary;

  PromisesTest(World world, Promises promises, Audit audit, JdbcClient jdbc) {
    this.world = world;
    this.promises = promises;
    this.audit = audit;
    this.jdbc = jdbc;
    this.isp = world.anIsp();
    this.mary = world.aSubscriber(isp);
  }

  @Test
  void aPromiseIsForWhoseTimeIsOverAndOnlyOnce() {
    assertThat(promise(1)).isInstanceOf(Promised.NotNow.class);
    world.paysByStk(isp, mary);
    eventually("it is on", () -> state().equals("active"));
    assertThat(promise(1)).isInstanceOf(Promised.On.class);
    isp.does(() -> {
      jdbc.sql("UPDATE subscription SET ends_at = work.platform_now()").update();
      jdbc.sql("UPDATE work.due SET due_at = work.platform_now() WHERE kind = 'subscription'")
          .update();
    });
    eventually("its time is over", () -> state().equals("expired"));

    int most = isp.asks(promises::most);
    assertThat(promise(most + 1)).isEqualTo(new Promised.TooLong(most));
    assertThat(promise(0)).isEqualTo(new Promised.TooLong(most));
    assertThat(promise(1)).isInstanceOf(Promised.Until.class);
    assertThat(promise(1)).isInstanceOf(Promised.Had.class);
    assertThat(isp.asks(() -> audit.of("service:" + mary.service())))
        .filteredOn(entry -> entry.deed().action().equals("promise.taken"))
        .hasSize(1);
  }

  private Promised promise(int hours) {
    return isp.asks(() -> promises.take(mary.service(), hours, "jane"));
  }

  private String state() {
    return isp.asks(() ->
        jdbc.sql("SELECT state FROM subscription WHERE service_id = ?")
            .param(mary.service())
            .query((row, _) -> row.getString(1))
            .optional()
            .orElse(""));
  }
}
