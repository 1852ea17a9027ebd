package io.washa.network.sessions;

import static io.washa.network.Town.all;
import static io.washa.network.Town.came;
import static io.washa.network.Town.gone;
import static org.assertj.core.api.Assertions.assertThat;

import io.washa.network.RouterReports;
import io.washa.network.Town;
import io.washa.network.Town.Payer;
import io.washa.network.Town.Tower;
import io.washa.protocol.Health;
import io.washa.protocol.Observed;
import io.washa.protocol.Observed.Session;
import io.washa.protocol.Usage;
import io.washa.testing.CoreTest;
import io.washa.testing.Isp;
import io.washa.testing.World;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@CoreTest
class SessionHistoryTest {
  private static final String PHONE = "AA:BB:CC:00:00:01";

  private final Town town;
  private final RouterReports reports;
  private final Isp isp;
  private final Tower tower;
  private final Payer mary;

  SessionHistoryTest(World world, Town town, RouterReports reports) {
    this.town = town;
    this.reports = reports;
    this.isp = world.anIsp();
    this.tower = town.aTower(isp);
    this.mary = town.aPayer(isp);
  }

  @Test
  void aSessionHasABeginAnEndADeviceAnAddressAndItsBytes() {
    tell(came(tower, session("*1", 0, 0, 0)));
    tell(new Usage(tower.router(), List.of(session("*1", 60, 100, 2000))));
    tell(gone(tower, session("*1", 90, 150, 2500)));

    assertThat(history("*1")).isEqualTo("AA:BB:CC:00:00:01 10.0.0.7 150 2500 ended null");
    assertThat(
            sql(
                "SELECT extract(epoch FROM ended_at - began_at)::int BETWEEN 0 AND 90 FROM session"))
        .isEqualTo("true");
  }

  @Test
  void theSameReportTwiceOrLateChangesNothing() {
    Observed begun = came(tower, session("*1", 0, 0, 0));
    Usage first = new Usage(tower.router(), List.of(session("*1", 60, 100, 2000)));
    Usage second = new Usage(tower.router(), List.of(session("*1", 120, 300, 5000)));
    Observed over = gone(tower, session("*1", 121, 310, 5100));
    tell(begun);
    tell(first);
    tell(second);
    tell(over);
    String once = history("*1");
    String ended = sql("SELECT ended_at FROM session");

    tell(second);
    tell(first);
    tell(begun);
    tell(over);
    tell(over);

    assertThat(history("*1")).isEqualTo(once).contains("310 5100 ended");
    assertThat(sql("SELECT ended_at FROM session")).isEqualTo(ended);
    assertThat(used("day")).isEqualTo("5410");
  }

  @Test
  void reportsInTheWrongOrderMakeTheSameHistory() {
    tell(gone(tower, session("*1", 121, 310, 5100)));
    tell(new Usage(tower.router(), List.of(session("*1", 60, 100, 2000))));
    tell(came(tower, session("*1", 0, 0, 0)));

    assertThat(history("*1")).contains("310 5100 ended");
    assertThat(used("ever")).isEqualTo("5410");
  }

  @Test
  void aSessionThatIsHeardOfAgainAfterItsEndGoesOn() {
    tell(came(tower, session("*1", 10, 0, 0)));
    tell(gone(tower, session("*1", 20, 0, 0)));
    tell(came(tower, session("*1", 20, 0, 0)));
    assertThat(history("*1")).contains("ended");

    tell(new Usage(tower.router(), List.of(session("*1", 21, 1, 1))));

    assertThat(history("*1")).contains("live");
  }

  @Test
  void whatACompleteReportDoesNotNameIsAGhostAndIsClosed() {
    tell(came(tower, session("*1", 10, 5, 5), session("*2", 10, 7, 7, "AA:BB:CC:00:00:02")));

    tell(all(tower, session("*2", 20, 7, 7, "AA:BB:CC:00:00:02")));

    assertThat(history("*1")).endsWith("ended lost");
    assertThat(history("*2")).endsWith("live null");
  }

  @Test
  void theRestOfACompleteReportTakesBackWhatItsFirstPartClosed() {
    tell(came(tower, session("*1", 10, 5, 5), session("*2", 10, 7, 7, "AA:BB:CC:00:00:02")));

    tell(all(tower, session("*1", 10, 5, 5)));
    tell(came(tower, session("*2", 10, 7, 7, "AA:BB:CC:00:00:02")));

    assertThat(history("*2")).endsWith("live null");
    assertThat(used("ever")).isEqualTo("24");
  }

  @Test
  void aDevicesNewSessionClosesItsOldOneAndAnotherDevicesDoesNot() {
    tell(came(tower, session("*1", 10, 0, 0)));
    tell(came(tower, session("*2", 5, 0, 0, "AA:BB:CC:00:00:02")));
    assertThat(history("*1")).endsWith("live null");

    tell(came(tower, session("*3", 0, 0, 0)));

    assertThat(history("*1")).endsWith("ended replaced");
    assertThat(history("*2")).endsWith("live null");
    assertThat(history("*3")).endsWith("live null");
  }

  @Test
  void anUptimeThatWentBackClosesWhatBeganBefore() {
    tell(health(5000));
    tell(came(tower, session("*1", 300, 5, 5)));
    tell(health(5060));
    assertThat(history("*1")).endsWith("live null");

    tell(health(20));

    assertThat(history("*1")).endsWith("ended restart");
  }

  @Test
  void bytesSurviveAReboot() {
    tell(came(tower, session("*1", 0, 0, 0)));
    tell(new Usage(tower.router(), List.of(session("*1", 60, 1000, 9000))));
    tell(all(tower, session("*1-after", 3, 10, 90)));

    assertThat(used("ever")).isEqualTo("10100");
    assertThat(used("hour")).isEqualTo("10100");
    assertThat(used("day")).isEqualTo("10100");
  }

  @Test
  void aCounterOf32BitsThatWrapsGoesOnAndOneThatBeginsAnewIsAdded() {
    tell(came(tower, session("*1", 10, 0, 4_294_967_000L)));
    tell(new Usage(tower.router(), List.of(session("*1", 20, 0, 704))));
    assertThat(used("ever")).isEqualTo("4294968000");

    tell(new Usage(tower.router(), List.of(session("*1", 15, 0, 4_294_967_200L))));
    assertThat(used("ever")).as("late news from before the wrap").isEqualTo("4294968000");

    tell(new Usage(tower.router(), List.of(session("*1", 30, 0, 200))));
    assertThat(used("ever")).isEqualTo("4294968200");
  }

  @Test
  void bytesThatTheRouterDoesNotSayAddNothing() {
    tell(came(tower, session("*1", 10, 40, 60)));
    tell(new Usage(tower.router(), List.of(session("*1", 20, -1, -1))));
    tell(new Usage(tower.router(), List.of(session("*1", 30, 50, 70))));

    assertThat(used("ever")).isEqualTo("120");
  }

  @Test
  void anOlderAgentHasNoHistoryAndItsPeopleAreOnline() {
    tell(came(tower, new Session(mary.access(), "10.0.0.9", 5)));

    assertThat(sql("SELECT count(*) FROM session")).isEqualTo("0");
    assertThat(sql("SELECT online FROM access")).isEqualTo("true");
    assertThat(sql("SELECT address FROM access")).isEqualTo("10.0.0.9");
  }

  @Test
  void whoeverIsCutOffDidNotGoByHimself() {
    tell(came(tower, session("*1", 10, 0, 0)));
    sql("UPDATE access SET enabled = false RETURNING id");

    tell(gone(tower, session("*1", 20, 0, 0)));

    assertThat(history("*1")).endsWith("ended off");
  }

  @Test
  void aRouterTellsOfItsOwnAccessesOnly() {
    Tower other = town.aTower(isp);
    tell(came(other, session("*1", 10, 5, 5)));
    assertThat(sql("SELECT count(*) FROM session")).isEqualTo("0");

    tell(came(tower, session("*1", 10, 5, 5)));
    assertThat(sql("SELECT count(*) FROM session")).isEqualTo("1");
  }

  @Test
  void figuresOfAnotherSitesRouterAreRefused() {
    UUID stranger = UUID.randomUUID();
    Usage usage = new Usage(tower.router(), List.of(session("*1", 60, 100, 2000)));

    assertThat(isp.<Boolean>asks(() -> reports.usage(stranger, usage))).isFalse();
    assertThat(sql("SELECT count(*) FROM session")).isEqualTo("0");

    assertThat(isp.<Boolean>asks(() -> reports.usage(isp.site(), usage))).isTrue();
    assertThat(sql("SELECT count(*) FROM session")).isEqualTo("1");
  }

  private Session session(String number, long uptime, long up, long down) {
    return session(number, uptime, up, down, PHONE);
  }

  private Session session(String number, long uptime, long up, long down, @Nullable String mac) {
    return new Session(mary.access(), "10.0.0.7", uptime, number, mac, up, down);
  }

  private Health health(long uptime) {
    return new Health(tower.router(), "7.20", 5, 1, 2, uptime, 1, 0, List.of());
  }

  private void tell(Observed report) {
    assertThat(isp.<Boolean>asks(() -> reports.observed(isp.site(), report))).isTrue();
  }

  private void tell(Usage report) {
    assertThat(isp.<Boolean>asks(() -> reports.usage(isp.site(), report))).isTrue();
  }

  private void tell(Health report) {
    assertThat(isp.<Boolean>asks(() -> reports.health(isp.site(), report))).isTrue();
  }

  private String history(String number) {
    return sql(
        """
        SELECT concat_ws(' ', mac, address, up, down,
                         CASE WHEN ended_at IS NULL THEN 'live' ELSE 'ended' END,
                         coalesce(cause, 'null'))
          FROM session WHERE number = ?
        """,
        number);
  }

  private String used(String grain) {
    return sql("SELECT sum(up + down)::bigint FROM usage WHERE grain = ?", grain);
  }

  private String sql(String sql, Object... parameters) {
    return town.value(isp, sql, parameters);
  }
}
