package io.washa.network.sessions;

import static io.washa.network.Town.came;
import static org.assertj.core.api.Assertions.assertThat;

import io.washa.network.RouterReports;
import io.washa.network.Town;
import io.washa.network.Town.Payer;
import io.washa.network.Town.Tower;
import io.washa.protocol.Observed.Session;
import io.washa.tenancy.Settings;
import io.washa.testing.CoreTest;
import io.washa.testing.Isp;
import io.washa.testing.World;
import io.washa.work.DueHandler;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

@CoreTest
class UsageListTest {
  private static final ZoneId NAIROBI = ZoneId.of("Africa/Nairobi");

  private final Town town;
  private final RouterReports reports;
  private final UsageList usage;
  private final SessionList sessions;
  private final HistoryPruning pruning;
  private final Settings settings;
  private final JdbcClient jdbc;
  private final Clock clock;
  private final Isp isp;
  private final Tower tower;
  private final Payer mary;

  UsageListTest(
      World world,
      Town town,
      RouterReports reports,
      UsageList usage,
      SessionList sessions,
      HistoryPruning pruning,
      Settings settings,
      JdbcClient jdbc,
      Clock clock) {
    this.town = town;
    this.reports = reports;
    this.usage = usage;
    this.sessions = sessions;
    this.pruning = pruning;
    this.settings = settings;
    this.jdbc = jdbc;
    this.clock = clock;
    this.isp = world.anIsp();
    this.tower = town.aTower(isp);
    this.mary = town.aPayer(isp);
  }

  @Test
  void aDayBeginsAtMidnightOfTheIspsOwnZone() {
    uses("*1", 700, 300);

    ZonedDateTime midnight =
        ZonedDateTime.now(clock.withZone(NAIROBI)).truncatedTo(ChronoUnit.DAYS);
    assertThat(isp.asks(() -> usage.days(mary.service(), 5)))
        .containsExactly(new UsageList.Line(midnight.toInstant(), 700, 300));
  }

  @Test
  void whatWasUsedBeforeMidnightIsNotOfTodayAndMayBeOfTheMonth() {
    uses("*1", 700, 300);
    Instant today =
        ZonedDateTime.now(clock.withZone(NAIROBI)).truncatedTo(ChronoUnit.DAYS).toInstant();
    keptFor(today.minus(Duration.ofDays(1)), 50);
    keptFor(today.minus(Duration.ofDays(40)), 5000);

    UsageList.Used used = isp.asks(() -> usage.used(mary.service()));

    assertThat(used.today()).isEqualTo(1000);
    assertThat(used.month()).isBetween(1000L, 1050L);
    assertThat(isp.asks(() -> usage.days(mary.service(), 5))).hasSize(3);
  }

  @Test
  void usageSinceAnInstantGoesByTheHour() {
    uses("*1", 700, 300);

    assertThat(since(Duration.ofMinutes(5))).isEqualTo(1000);
    assertThat(since(Duration.ofHours(-1))).isZero();
  }

  @Test
  void oldHistoryGoesInBatchesAndTheRestStays() {
    uses("*1", 1, 1);
    isp.does(() ->
        jdbc.sql(
                """
                INSERT INTO session (router_id, access_id, number, began_at, uptime, ended_at)
                SELECT ?, ?, 'old' || n || '-' || m, work.platform_now() - interval '200 days', 60,
                       work.platform_now() - n * interval '1 day'
                  FROM generate_series(1, 100) n, generate_series(1, 60) m
                """)
            .params(tower.router(), mary.access())
            .update());
    isp.does(
        () -> settings.write(HistoryKept.CHOICE, new HistoryKept(30, 30, 60), "jane@isp.test"));
    Instant day = clock.instant().truncatedTo(ChronoUnit.DAYS);
    keptFor(day.minus(Duration.ofDays(59)), 5);
    keptFor(day.minus(Duration.ofDays(62)), 5);
    isp.does(() -> pruning.sweep());
    assertThat(isp.<Integer>asks(pruning::handleDue)).as("nothing is due yet").isZero();
    assertThat(count("session")).isEqualTo(6001);
    isp.does(() ->
        jdbc.sql("UPDATE work.due SET due_at = '2020-01-01' WHERE kind = 'history'").update());

    isp.does(() -> {
      int batches = 1;
      while (pruning.handleDue() == DueHandler.BATCH) {
        batches++;
      }
      assertThat(batches).as("unless the worker has helped").isLessThanOrEqualTo(3);
    });

    assertThat(count("session")).isBetween(29L * 60 + 1, 30L * 60 + 1);
    assertThat(count("usage")).as("this hour, this day, ever, and the day in time").isEqualTo(4);
    assertThat(isp.<Integer>asks(pruning::handleDue)).as("until tomorrow").isZero();
  }

  @Test
  void theLiveSessionStandsFirst() {
    uses("*1", 1, 1);
    isp.does(() -> reports.observed(isp.site(), Town.gone(tower, session("*1", 5, 1, 1))));
    uses("*2", 1, 1);

    assertThat(isp.asks(() -> sessions.ofService(mary.service(), 10)))
        .extracting(line -> line.endedAt() == null)
        .containsExactly(true, false);
  }

  private void uses(String number, long up, long down) {
    isp.does(() -> reports.observed(isp.site(), came(tower, session(number, 0, up, down))));
  }

  private Session session(String number, long uptime, long up, long down) {
    return new Session(mary.access(), null, uptime, number, null, up, down);
  }

  private void keptFor(Instant day, long bytes) {
    isp.does(() ->
        jdbc.sql("INSERT INTO usage VALUES (?, 'day', ?::timestamptz, ?, 0)")
            .params(mary.access(), day.toString(), bytes)
            .update());
  }

  private long since(Duration ago) {
    return isp.<Long>asks(() -> usage.since(mary.service(), clock.instant().minus(ago)));
  }

  private long count(String table) {
    return Long.parseLong(
        town.value(
            isp,
            table.equals("usage") ? "SELECT count(*) FROM usage" : "SELECT count(*) FROM session"));
  }
}
