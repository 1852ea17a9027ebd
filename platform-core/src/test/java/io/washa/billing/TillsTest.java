package io.washa.billing;

import static io.washa.testing.World.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.washa.billing.Tills.Taken;
import io.washa.billing.Tills.Voiding;
import io.washa.testing.CoreTest;
import io.washa.testing.Isp;
import io.washa.testing.World;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Cash over the counter. */
@CoreTest
class TillsTest {
  private static final String ANN = "ann@example";
  private static final String BEN = "ben@example";

  private final World world;
  private final JdbcClient jdbc;
  private final Tills tills;
  private Isp isp;
  private Isp.ASubscriber mary;

  TillsTest(World world, JdbcClient jdbc, Tills tills) {
    this.world = world;
    this.jdbc = jdbc;
    this.tills = tills;
  }

  @BeforeEach
  void anIsp() {
    isp = world.anIsp();
    mary = world.aSubscriber(isp);
  }

  @Test
  void cashIsTakenOnlyIntoAnOpenDrawerAndRenewsTheService() {
    assertThat(take(2000)).isInstanceOf(Taken.NoTill.class);
    assertThat(isp.asks(() -> tills.open(ANN, 50_000))).isPresent();
    assertThat(isp.asks(() -> tills.open(ANN, 50_000))).as("a second one").isEmpty();

    assertThat(take(0)).isInstanceOf(Taken.Refused.class);
    assertThat(isp.asks(() -> tills.take(ANN, UUID.randomUUID(), 2000)))
        .isInstanceOf(Taken.Refused.class);
    assertThat(take(2000)).isInstanceOf(Taken.Done.class);

    eventually("renewed", () -> count("SELECT count(*) FROM period") == 1);
    assertThat(count("SELECT sum(amount) FROM posting WHERE account = '1000'")).isEqualTo(2000);
    assertThat(count("SELECT count(*) FROM posting WHERE account = '1100'")).isZero();
  }

  @Test
  void aVoidNeedsAnotherPersonTheSameDayAndAnOpenDrawer() {
    assertThat(isp.asks(() -> tills.open(ANN, 0))).isPresent();
    UUID first = ((Taken.Done) take(2000)).payment();
    eventually("renewed", () -> count("SELECT count(*) FROM period") == 1);

    assertThat(voided(first, ANN)).isEqualTo(Voiding.NEEDS_ANOTHER);
    assertThat(voided(first, BEN)).isEqualTo(Voiding.DONE);
    assertThat(voided(first, BEN)).as("twice").isEqualTo(Voiding.NOT_CASH);

    assertThat(count("SELECT sum(amount) FROM posting WHERE account = '1000'")).isZero();
    assertThat(count("SELECT balance FROM wallet")).isZero();
    assertThat(count("SELECT count(*) FROM subscription WHERE state = 'active'")).isZero();

    UUID second = ((Taken.Done) take(2000)).payment();
    isp.does(() ->
        jdbc.sql("UPDATE payment SET received_at = received_at - interval '1 day' WHERE id = ?")
            .param(second)
            .update());
    assertThat(voided(second, BEN)).as("yesterday's").isEqualTo(Voiding.TOO_LATE);
    UUID third = ((Taken.Done) take(2000)).payment();
    assertThat(isp.asks(() -> tills.close(ANN, 4000, ""))).isPresent();
    assertThat(voided(third, BEN)).as("of a closed drawer").isEqualTo(Voiding.TOO_LATE);
  }

  @Test
  void aClosedDrawerSaysWhatIsMissingAndIsClosedOnce() {
    assertThat(isp.asks(() -> tills.open(ANN, 10_000))).isPresent();
    assertThat(take(2000)).isInstanceOf(Taken.Done.class);

    Tills.Count count = isp.asks(() -> tills.close(ANN, 11_500, "a note torn")).orElseThrow();

    assertThat(count.expected()).isEqualTo(12_000);
    assertThat(count.difference()).isEqualTo(-500);
    assertThat(isp.asks(() -> tills.close(ANN, 11_500, ""))).isEmpty();
    assertThat(take(2000)).isInstanceOf(Taken.NoTill.class);
  }

  private Taken take(long amount) {
    return isp.asks(() -> tills.take(ANN, mary.service(), amount));
  }

  private Voiding voided(UUID payment, String approver) {
    return isp.asks(() -> tills.voidPayment(payment, approver, "wrong person"));
  }

  private long count(String sql) {
    return isp.asks(() -> jdbc.sql(sql).query((row, _) -> row.getLong(1)).single());
  }
}
