package io.washa.payments.recovery;

import static io.washa.testing.World.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.washa.payments.daraja.RegisterOutcome;
import io.washa.testing.CoreTest;
import io.washa.testing.Isp;
import io.washa.testing.Safaricom;
import io.washa.testing.World;
import io.washa.work.DueIndex;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** For more than an hour no callback reaches the platform, which does not look either. */
@CoreTest
class HourOfSilenceTest {
  private static final int SUBSCRIBERS = 60;
  private static final int PAYMENTS = 240;

  private final World world;
  private final JdbcClient jdbc;
  private final PullRegistration registration;
  private final DailyProof proof;
  private final DueIndex due;
  private final Clock clock;
  private final Isp isp;

  HourOfSilenceTest(
      World world,
      JdbcClient jdbc,
      PullRegistration registration,
      DailyProof proof,
      DueIndex due,
      Clock clock) {
    this.world = world;
    this.jdbc = jdbc;
    this.registration = registration;
    this.proof = proof;
    this.due = due;
    this.clock = clock;
    this.isp = world.anIsp();
  }

  @Test
  void allThatWasPaidIsFoundAndRenewedByTheNextRound() {
    List<Isp.ASubscriber> town = new ArrayList<>();
    for (int i = 0; i < SUBSCRIBERS; i++) {
      town.add(world.aSubscriber(isp));
    }
    assertThat(isp.asks(() -> registration.register(isp.payBill(), town.getFirst().phone())))
        .isInstanceOf(RegisterOutcome.Registered.class);
    eventually(
        "the first round is over",
        () -> count("SELECT count(*) FROM shortcode WHERE pulled_at IS NOT NULL") == 1);
    Instant silence = clock.instant().minus(Duration.ofMinutes(100));
    // As if the last look had been before the silence.
    isp.does(() ->
        jdbc.sql("UPDATE shortcode SET told = tstzmultirange(tstzrange('2026-01-01', ?))")
            .param(silence.atOffset(ZoneOffset.UTC))
            .update());
    for (int i = 0; i < PAYMENTS; i++) {
      List<String> _ =
          Safaricom.paidBefore(
              isp.payBill().number(),
              town.get(i % SUBSCRIBERS).account().digits(),
              "20",
              silence.plusSeconds(60 + i * 24L),
              1);
    }
    assertThat(count("SELECT count(*) FROM payment")).isZero();

    theNextRoundIsDue();

    eventually(
        "all are renewed",
        Duration.ofSeconds(60),
        () -> count("SELECT count(*) FROM period") == PAYMENTS);
    assertThat(count("SELECT count(*) FROM payment WHERE door = 'pull'")).isEqualTo(PAYMENTS);
    assertThat(count("SELECT count(*) FROM subscription WHERE state = 'active'"))
        .isEqualTo(SUBSCRIBERS);
    assertThat(count("SELECT sum(amount) FROM posting WHERE account = '1100'"))
        .isEqualTo(PAYMENTS * 2000L);
    LocalDate day = LocalDate.ofInstant(silence.plusSeconds(60), ZoneId.of("Africa/Nairobi"));
    assertThat(isp.asks(() -> proof.of(isp.payBill().id(), day)).difference()).isZero();
  }

  private void theNextRoundIsDue() {
    isp.does(() -> due.set(PullRounds.KIND, isp.payBill().id(), clock.instant()));
  }

  private long count(String sql) {
    return isp.asks(() -> jdbc.sql(sql).query((row, _) -> row.getLong(1)).single());
  }
}
