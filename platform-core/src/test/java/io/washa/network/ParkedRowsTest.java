package io.washa.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.washa.network.DesiredState.Sending;
import io.washa.network.Town.Payer;
import io.washa.network.Town.Tower;
import io.washa.protocol.ApplyDesired;
import io.washa.testing.CoreTest;
import io.washa.testing.Isp;
import io.washa.testing.World;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Rows that cannot be sent keep nobody waiting, however many they are. */
@CoreTest
class ParkedRowsTest {
  private final Town town;
  private final DesiredState desired;
  private final JdbcClient jdbc;
  private final Isp isp;
  private final Tower tower;
  private final Payer first;

  ParkedRowsTest(World world, Town town, DesiredState desired, JdbcClient jdbc) {
    this.town = town;
    this.desired = desired;
    this.jdbc = jdbc;
    this.isp = world.anIsp();
    this.tower = town.aTower(isp);
    this.first = town.aPayer(isp);
  }

  @Test
  void aRowBehindMoreUnreadableOnesThanAChangeHoldsIsSent() {
    unreadable(ApplyDesired.MAX_ROWS + 1);
    UUID mary = town.aPayerNotYetOnline(isp).access();

    assertThat(next().parts())
        .flatExtracting(ApplyDesired::rows)
        .extracting("access")
        .containsExactly(first.access(), mary);
    assertThat(parked()).isEqualTo(ApplyDesired.MAX_ROWS + 1L);

    Sending change = next();
    assertThat(change.isSnapshot()).isFalse();
    assertThat(change.parts())
        .flatExtracting(ApplyDesired::rows)
        .extracting("access")
        .containsExactly(first.access(), mary);
  }

  @Test
  void aRowThatIsSentAnewIsLookedAtAgain() {
    unreadable(1);
    assertThat(next().parts())
        .flatExtracting(ApplyDesired::rows)
        .extracting("access")
        .containsExactly(first.access());
    assertThat(parked()).isEqualTo(1);

    isp.does(() ->
        jdbc.sql(
                """
                UPDATE access a SET password = f.password, generation = a.generation + 1,
                       outcome = 'pending', error = NULL
                  FROM access f WHERE f.id = ? AND a.outcome = 'failed'
                """)
            .param(first.access())
            .update());

    assertThat(next().parts())
        .flatExtracting(ApplyDesired::rows)
        .extracting("name")
        .contains("broken-1");
    assertThat(parked()).isZero();
  }

  private Sending next() {
    return isp.asks(() -> desired.next(tower.router()).orElseThrow());
  }

  private long parked() {
    return isp.asks(() ->
        jdbc.sql("SELECT count(*) FROM access WHERE outcome = 'failed' AND error LIKE '%password%'")
            .query(Long.class)
            .single());
  }

  /** Lines like the first's whose passwords were sealed for nobody. */
  private void unreadable(int many) {
    isp.does(() -> {
      jdbc.sql(
              """
              INSERT INTO service (subscriber_id, site_id, plan_id, method, username, password)
              SELECT subscriber_id, site_id, plan_id, method, 'broken-' || n, password
                FROM service, generate_series(1, ?) n WHERE id = ?
              """)
          .params(many, first.service())
          .update();
      jdbc.sql(
              """
              INSERT INTO access (service_id, router_id, method, name, password, profile,
                                  rate_limit, devices, enabled)
              SELECT s.id, a.router_id, a.method, s.username, '\\x00', a.profile, a.rate_limit,
                     a.devices, true
                FROM service s, access a WHERE a.id = ? AND s.username LIKE 'broken-%'
              """)
          .param(first.access())
          .update();
      jdbc.sql("UPDATE work.router_sync SET desired = desired + 1 WHERE router = ?")
          .param(tower.router())
          .update();
    });
  }
}
