package io.washa.network.outages;

import static io.washa.network.Town.came;
import static io.washa.network.Town.gone;
import static org.assertj.core.api.Assertions.assertThat;

import io.washa.network.RouterReports;
import io.washa.network.Town;
import io.washa.network.Town.Payer;
import io.washa.network.Town.Tower;
import io.washa.protocol.Observed;
import io.washa.protocol.Observed.Session;
import io.washa.tenancy.Settings;
import io.washa.testing.CoreTest;
import io.washa.testing.Isp;
import io.washa.testing.World;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Its routers have no agent connected: what the platform sees of that is asked, not told. */
@CoreTest
class OutagesTest {
  private final Town town;
  private final RouterReports reports;
  private final RouterOutages routerOutages;
  private final SiteOutages siteOutages;
  private final Outages outages;
  private final Settings settings;
  private final JdbcClient jdbc;
  private final Isp isp;
  private final Tower tower;
  private final List<Payer> people = new ArrayList<>();

  OutagesTest(
      World world,
      Town town,
      RouterReports reports,
      RouterOutages routerOutages,
      SiteOutages siteOutages,
      Outages outages,
      Settings settings,
      JdbcClient jdbc) {
    this.town = town;
    this.reports = reports;
    this.routerOutages = routerOutages;
    this.siteOutages = siteOutages;
    this.outages = outages;
    this.settings = settings;
    this.jdbc = jdbc;
    this.isp = world.anIsp();
    this.tower = town.aTower(isp);
  }

  @BeforeEach
  void fourPeopleAndRulesForAFew() {
    for (int i = 0; i < 4; i++) {
      people.add(town.aPayer(isp));
    }
    isp.does(() -> settings.write(OutageRules.CHOICE, new OutageRules(5, 3, 50), "jane@isp.test"));
  }

  @Test
  void aRouterThatIsAwayForLongerThanTheRuleSaysIsOutAndAffectsWhoHasPaid() {
    tell(came(tower));
    looksAtRouters();
    assertThat(open()).as("it has only just gone").isEmpty();
    pay(people.get(3), false);
    minutesPass(6);

    looksAtRouters();

    assertThat(open())
        .singleElement()
        .satisfies(line -> {
          assertThat(line.kind()).isEqualTo("router");
          assertThat(line.reason()).isEqualTo("agent_away");
          assertThat(line.affected()).isEqualTo(3);
        });
    assertThat(isp.asks(() -> outages.people(open().getFirst().id(), 10))).hasSize(3);
  }

  @Test
  void anOutageIsOneHoweverOftenItIsLookedAt() {
    tell(silent());
    minutesPass(6);
    looksAtRouters();
    looksAtRouters();
    tell(silent());
    looksAtRouters();

    assertThat(isp.asks(() -> outages.newest(10))).hasSize(1);
  }

  @Test
  void itEndsWhenTheRouterAnswersAndWhoPaidMeanwhileWasAffectedToo() {
    pay(people.get(3), false);
    tell(silent());
    minutesPass(6);
    looksAtRouters();
    pay(people.get(3), true);

    tell(came(tower));

    assertThat(open()).isEmpty();
    assertThat(isp.asks(() -> outages.newest(10)))
        .singleElement()
        .satisfies(line -> {
          assertThat(line.endedAt()).isNotNull();
          assertThat(line.affected()).isEqualTo(4);
        });
  }

  @Test
  void aRouterThatNobodyEverHeardOfIsNotOut() {
    minutesPass(600);
    isp.does(() -> jdbc.sql("DELETE FROM work.due WHERE kind = 'router-outage'").update());
    isp.does(routerOutages::sweep);
    looksAtRouters();

    assertThat(open()).isEmpty();
    assertThat(due("router-outage")).as("it is looked at again").isEqualTo("1");
  }

  @Test
  void everyRouterIsLookedAtThoughNobodySaysThatItIsGone() {
    tell(came(tower));
    isp.does(() -> jdbc.sql("DELETE FROM work.due WHERE kind = 'router-outage'").update());

    isp.does(routerOutages::sweep);

    assertThat(due("router-outage")).isEqualTo("1");
  }

  @Test
  void anAgentThatLeavesIsNotedAtOnce() {
    tell(came(tower));

    isp.does(() -> routerOutages.agentLeft(isp.site()));

    assertThat(town.value(isp, "SELECT down_since IS NOT NULL FROM router")).isEqualTo("true");
    assertThat(due("router-outage")).isEqualTo("1");
  }

  @Test
  void manySessionsThatDropTogetherAreAnOutageOfThePlace() {
    everybodyIsOnline();
    drop(0, 1, 2);

    looksAtSites();

    assertThat(open())
        .singleElement()
        .satisfies(line -> {
          assertThat(line.kind()).isEqualTo("site");
          assertThat(line.affected()).isEqualTo(3);
        });
  }

  @Test
  void fewSessionsThatDropAreNot() {
    everybodyIsOnline();
    drop(0, 1);

    assertThat(due("site-outage")).isEqualTo("0");
    looksAtSites();
    assertThat(open()).isEmpty();
  }

  @Test
  void whoIsBackWithinTheMinuteWasNotOut() {
    everybodyIsOnline();
    drop(0, 1, 2);
    tell(came(tower, session(0, "*again"), session(1, "*again")));

    looksAtSites();

    assertThat(open()).isEmpty();
  }

  @Test
  void whomWeSwitchedOffDidNotDrop() {
    everybodyIsOnline();
    people.forEach(payer -> pay(payer, false));

    drop(0, 1, 2, 3);

    assertThat(due("site-outage")).isEqualTo("0");
  }

  @Test
  void aPlaceIsBackWhenHalfOfItsPeopleAre() {
    everybodyIsOnline();
    drop(0, 1, 2, 3);
    looksAtSites();
    assertThat(open()).hasSize(1);

    tell(came(tower, session(0, "*again")));
    assertThat(open()).hasSize(1);
    tell(came(tower, session(1, "*again")));

    assertThat(open()).isEmpty();
  }

  @Test
  void anOutageIsDeclaredOnceAndEndedByHand() {
    UUID outage =
        isp.asks(() -> outages.declare(isp.site(), "Fibre cut at Roysambu", "jane@isp.test"))
            .orElseThrow();

    assertThat(isp.asks(() -> outages.declare(isp.site(), "Again", "joe@isp.test"))).isEmpty();
    assertThat(isp.asks(() -> outages.declare(isp.site(), "  ", "joe@isp.test"))).isEmpty();
    assertThat(open())
        .singleElement()
        .satisfies(line -> {
          assertThat(line.reason()).isEqualTo("Fibre cut at Roysambu");
          assertThat(line.declaredBy()).isEqualTo("jane@isp.test");
          assertThat(line.affected()).isEqualTo(4);
        });
    assertThat(isp.<Boolean>asks(() -> outages.end(outage, "joe@isp.test"))).isTrue();
    assertThat(isp.<Boolean>asks(() -> outages.end(outage, "joe@isp.test"))).isFalse();
    assertThat(open()).isEmpty();
    assertThat(isp.asks(() -> outages.declare(isp.site(), "Again", "joe@isp.test"))).isPresent();
  }

  @Test
  void aRoutersOutageIsNotEndedByHand() {
    tell(silent());
    minutesPass(6);
    looksAtRouters();

    assertThat(isp.<Boolean>asks(() -> outages.end(open().getFirst().id(), "joe@isp.test")))
        .isFalse();
    assertThat(isp.asks(() -> outages.ofRouter(tower.router(), 5))).hasSize(1);
  }

  private Observed silent() {
    return new Observed(tower.router(), false, "no answer", null, false, List.of(), List.of());
  }

  private void everybodyIsOnline() {
    tell(came(tower, session(0, "*1"), session(1, "*1"), session(2, "*1"), session(3, "*1")));
  }

  private void drop(int... who) {
    List<Session> sessions = new ArrayList<>();
    for (int each : who) {
      sessions.add(session(each, "*1"));
    }
    tell(gone(tower, sessions.toArray(Session[]::new)));
  }

  private Session session(int who, String number) {
    return new Session(people.get(who).access(), null, 5, number, null, 0, 0);
  }

  private void tell(Observed report) {
    assertThat(isp.<Boolean>asks(() -> reports.observed(isp.site(), report))).isTrue();
  }

  private void pay(Payer payer, boolean on) {
    isp.does(() ->
        jdbc.sql("UPDATE access SET enabled = ? WHERE id = ?").params(on, payer.access()).update());
  }

  private void minutesPass(int minutes) {
    isp.does(() ->
        jdbc.sql(
                """
                UPDATE router SET heard_at = heard_at - :m * interval '1 minute',
                                  down_since = down_since - :m * interval '1 minute'
                """)
            .param("m", minutes)
            .update());
  }

  private void looksAtRouters() {
    isp.does(() ->
        jdbc.sql(
                """
                INSERT INTO work.due (tenant, kind, subject, due_at)
                SELECT work.tenant_of_role(), 'router-outage', id, work.platform_now() FROM router
                ON CONFLICT (tenant, kind, subject) DO UPDATE SET due_at = excluded.due_at
                """)
            .update());
    isp.does(routerOutages::handleDue);
  }

  private void looksAtSites() {
    isp.does(() ->
        jdbc.sql("UPDATE work.due SET due_at = work.platform_now() WHERE kind = 'site-outage'")
            .update());
    isp.does(siteOutages::handleDue);
  }

  private String due(String kind) {
    return town.value(isp, "SELECT count(*) FROM work.due WHERE kind = ?", kind);
  }

  private List<Outages.Line> open() {
    return isp.asks(() -> outages.newest(10)).stream()
        .filter(line -> line.endedAt() == null)
        .toList();
  }
}
