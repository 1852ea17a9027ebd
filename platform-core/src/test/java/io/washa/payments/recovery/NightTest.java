package io.washa.payments.recovery;

import static io.washa.testing.World.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.washa.payments.recovery.StatementUploads.State;
import io.washa.testing.CoreTest;
import io.washa.testing.Isp;
import io.washa.testing.Safaricom;
import io.washa.testing.World;
import io.washa.work.DueIndex;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What goes on while nobody looks: nightly rounds, and imports of what was uploaded. */
@CoreTest
class NightTest {
  private final World world;
  private final JdbcClient jdbc;
  private final Rounds rounds;
  private final Clock clock;
  private Isp isp;
  private Isp.ASubscriber mary;

  NightTest(World world, JdbcClient jdbc, Rounds rounds, Clock clock) {
    this.world = world;
    this.jdbc = jdbc;
    this.rounds = rounds;
    this.clock = clock;
  }

  /** What goes on. */
  @Component
  record Rounds(
      NightRounds night,
      Told told,
      PullRegistration registration,
      StatementUploads uploads,
      DueIndex due) {}

  @BeforeEach
  void anIsp() {
    isp = world.anIsp();
    mary = world.aSubscriber(isp);
  }

  @Test
  void aShortcodeThatLivesOnStatementsIsProvedInTheNightThatFollowsIncludingOneSleptThrough() {
    assertThat(isp.asks(rounds.night()::sweep)).as("it is new, which is no mistake").isZero();
    assertThat(nights()).isEqualTo(1);
    assertThat(until()).isBetween(Duration.ZERO, Duration.ofDays(1));

    Instant yesterday = clock.instant().minus(Duration.ofHours(30));
    isp.does(() -> rounds.due().set(NightRounds.KIND, isp.payBill().id(), yesterday));

    eventually("made up for", () -> tasks("prove-day") == 1);
    assertThat(tasks("pull-transactions")).as("it may not pull").isZero();
    eventually("the next is set", () -> until().isPositive());
  }

  @Test
  void theLongLookOfTheNightIsNotSwallowedByARoundThatWaits() {
    var _ = isp.asks(() -> rounds.registration().register(isp.payBill(), mary.phone()));
    eventually("its first round is over", () -> told() > 0);
    isp.does(() -> jdbc.sql("UPDATE shortcode SET told = '{}'").update());
    // A round that waits.
    isp.does(() ->
        jdbc.sql(
                """
                INSERT INTO work.scheduled_tasks
                  (task_name, task_instance, task_data, execution_time, picked, version, priority)
                VALUES ('pull-transactions', ?, ''::bytea, work.platform_now() + interval '1 hour',
                        false, 1, 50)
                """)
            .param(isp.id() + ":pull:" + isp.payBill().id())
            .update());

    isp.does(() -> rounds.due().set(NightRounds.KIND, isp.payBill().id(), clock.instant()));

    eventually(
        "48 hours were told",
        () -> {
          Instant now = clock.instant();
          return isp.asks(() ->
              rounds
                      .told()
                      .of(
                          isp.payBill().id(),
                          now.minus(Duration.ofHours(47)),
                          now.minus(Duration.ofHours(1)))
                  == Told.Much.PAYMENTS);
        });
  }

  @Test
  void aRoundLooksBackAsFarAsNothingWasToldAndNoFurtherThanMPesaKnows() {
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    UUID shortcode = isp.payBill().id();
    assertThat(gap(shortcode, now)).as("nothing was told").isEqualTo(PullTransactions.ALL);

    isp.does(() ->
        rounds
            .told()
            .payments(shortcode, now.minus(Duration.ofHours(9)), now.minus(Duration.ofHours(5))));
    assertThat(gap(shortcode, now)).isEqualTo(Duration.ofHours(5));

    isp.does(() -> rounds.told().payments(shortcode, now.minus(Duration.ofHours(5)), now));
    assertThat(gap(shortcode, now)).isEqualTo(Duration.ofHours(1));
  }

  @Test
  void whatWasUploadedIsImportedWithoutAnybodyWaiting() {
    String _ = Safaricom.paysPayBill(isp.payBill().number(), mary.account().digits(), "20");
    byte[] file = Safaricom.export(isp.payBill().number()).getBytes(StandardCharsets.UTF_8);

    upload(file);

    eventually("imported", () -> newest().state() == State.DONE);
    assertThat(nights()).as("and from now on it is proved each night").isEqualTo(1);
    assertThat(newest().lines()).isEqualTo(1);
    assertThat(newest().problems()).isEmpty();
    assertThat(count("SELECT count(*) FROM statement_upload WHERE file IS NULL")).isEqualTo(1);
    eventually("and the books are proved anew", () -> tasks("prove-day") + proved() > 0);
  }

  @Test
  void whatIsNoStatementIsRefusedWithASentenceThatStays() {
    upload("no,statement".getBytes(StandardCharsets.UTF_8));

    eventually("refused", () -> newest().state() == State.REFUSED);
    assertThat(newest().problems()).singleElement().asString().contains("Receipt No.");
  }

  private void upload(byte[] file) {
    isp.does(() ->
        rounds
            .uploads()
            .take(new StatementImport.Order(isp.payBill().id(), "owner@example", false), file));
  }

  private StatementUploads.Progress newest() {
    return isp.asks(() -> rounds.uploads().newest(isp.payBill().id())).orElseThrow();
  }

  private Duration gap(UUID shortcode, Instant now) {
    return isp.asks(
        () -> rounds.told().gap(shortcode, now, Duration.ofHours(1), PullTransactions.ALL));
  }

  private long told() {
    return count("SELECT count(*) FROM shortcode WHERE told <> '{}'");
  }

  private long proved() {
    return count("SELECT count(*) FROM shortcode WHERE proof_at IS NOT NULL");
  }

  private long nights() {
    return count(
        "SELECT count(*) FROM work.due WHERE kind = 'prove' AND tenant = work.tenant_of_role()");
  }

  private Duration until() {
    return Duration.ofSeconds(
        count(
            """
            SELECT extract(epoch FROM due_at - work.platform_now())::bigint FROM work.due
             WHERE kind = 'prove' AND tenant = work.tenant_of_role()
            """));
  }

  private long tasks(String name) {
    return isp.asks(() ->
        jdbc.sql(
                """
                SELECT count(*) FROM work.scheduled_tasks
                 WHERE task_name = ? AND starts_with(task_instance, ?)
                """)
            .params(name, isp.id() + ":")
            .query((row, _) -> row.getLong(1))
            .single());
  }

  private long count(String sql) {
    return isp.asks(() -> jdbc.sql(sql).query((row, _) -> row.getLong(1)).single());
  }
}
