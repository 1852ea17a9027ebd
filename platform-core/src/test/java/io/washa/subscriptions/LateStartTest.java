package io.washa.subscriptions;

import static io.washa.testing.World.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.washa.catalog.Plans;
import io.washa.customers.Services;
import io.washa.network.AccessConfirmed;
import io.washa.network.Routers;
import io.washa.network.SessionsSeen;
import io.washa.protocol.Assign;
import io.washa.testing.CoreTest;
import io.washa.testing.Isp;
import io.washa.testing.World;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Time that was paid for while the subscriber could not have it. */
@CoreTest
class LateStartTest {
  private final World world;
  private final JdbcClient jdbc;
  private final Routers routers;
  private final Services services;
  private final Plans plans;
  private final Subscriptions subscriptions;
  private final ApplicationEventPublisher events;
  private final TransactionTemplate transaction;
  private Isp isp;
  private Isp.ASubscriber mary;

  LateStartTest(
      World world,
      JdbcClient jdbc,
      Routers routers,
      Services services,
      Plans plans,
      Subscriptions subscriptions,
      ApplicationEventPublisher events,
      TransactionTemplate transaction) {
    this.world = world;
    this.jdbc = jdbc;
    this.routers = routers;
    this.services = services;
    this.plans = plans;
    this.subscriptions = subscriptions;
    this.events = events;
    this.transaction = transaction;
  }

  @BeforeEach
  void anIspWithARouter() {
    isp = world.anIsp();
    mary = world.aSubscriber(isp);
    assertThat(
            isp.asks(() ->
                routers.create(
                    new Routers.NewRouter(
                        isp.site(),
                        "mtaani-1",
                        new Routers.Endpoint("127.0.0.1", 8728),
                        new Routers.Login("washa", "secret"),
                        new Assign.Pppoe("10.0.0.1", "washa", "10.0.0.2-10.0.0.254")))))
        .isPresent();
  }

  @Test
  void whoWasCutGetsTheTimeFromWhenTheAccessIsConfirmed() {
    renew("one", false);
    assertThat(count("SELECT count(*) FROM access WHERE ends_at IS NULL"))
        .as("no end as long as the router is away")
        .isEqualTo(1);

    ago("30 minutes");
    confirmed();

    eventually("begun", () -> count("SELECT count(*) FROM period WHERE waits IS NOT NULL") == 0);
    assertThat(left()).isBetween(Duration.ofMinutes(59), Duration.ofMinutes(60));
    assertThat(count("SELECT count(*) FROM access WHERE ends_at IS NOT NULL")).isEqualTo(1);
  }

  @Test
  void whatIsConfirmedAtOnceStaysAsItIs() {
    renew("one", false);

    confirmed();

    eventually("begun", () -> count("SELECT count(*) FROM period WHERE waits IS NOT NULL") == 0);
    assertThat(left()).isBetween(Duration.ofMinutes(59), Duration.ofMinutes(60));
  }

  @Test
  void whoWasNotCutLosesAndWinsNothing() {
    renew("one", false);
    confirmed();
    eventually("begun", () -> count("SELECT count(*) FROM period WHERE waits IS NOT NULL") == 0);

    renew("two", false);

    assertThat(count("SELECT count(*) FROM period WHERE waits IS NOT NULL")).isZero();
    assertThat(left()).isBetween(Duration.ofMinutes(119), Duration.ofMinutes(120));
  }

  @Test
  void timeThatHasNotBegunDoesNotEnd() {
    renew("one", false);
    ago("3 hours");
    isp.does(() ->
        jdbc.sql("UPDATE work.due SET due_at = work.platform_now() WHERE kind = 'subscription'")
            .update());

    eventually(
        "looked at and put off",
        () -> count("SELECT count(*) FROM work.due WHERE due_at > work.platform_now()") == 1);
    assertThat(count("SELECT count(*) FROM subscription WHERE state = 'active'")).isEqualTo(1);

    confirmed();
    eventually("begun", () -> count("SELECT count(*) FROM period WHERE waits IS NOT NULL") == 0);
    assertThat(left()).isBetween(Duration.ofMinutes(59), Duration.ofMinutes(60));
  }

  @Test
  void aShortPassThatWasFoundLateBeginsWithItsFirstSession() {
    isp.does(() ->
        jdbc.sql("UPDATE service SET method = 'hotspot' WHERE id = ?")
            .param(mary.service())
            .update());
    renew("one", true);
    confirmed();
    assertThat(count("SELECT count(*) FROM period WHERE waits = 'session'")).isEqualTo(1);
    ago("2 hours");

    isp.does(() ->
        transaction.executeWithoutResult(
            _ -> events.publishEvent(new SessionsSeen(Set.of(access())))));

    eventually("begun", () -> count("SELECT count(*) FROM period WHERE waits IS NOT NULL") == 0);
    assertThat(left()).isBetween(Duration.ofMinutes(59), Duration.ofMinutes(60));
  }

  @Test
  void aPeriodThatWasTakenBackDoesNotBegin() {
    renew("one", false);
    assertThat(cancel("one")).isTrue();

    confirmed();

    assertThat(count("SELECT count(*) FROM period WHERE waits IS NOT NULL")).isZero();
    assertThat(count("SELECT count(*) FROM subscription WHERE state = 'expired'")).isEqualTo(1);
    assertThat(count("SELECT count(*) FROM access WHERE enabled")).isZero();
  }

  @Test
  void whatWasSwitchedOffAndConfirmedBeginsNothing() {
    renew("one", false);
    isp.does(() -> jdbc.sql("UPDATE access SET enabled = false").update());

    confirmed();

    assertThat(count("SELECT count(*) FROM work.scheduled_tasks")).isZero();
    assertThat(count("SELECT count(*) FROM period WHERE waits IS NOT NULL")).isEqualTo(1);
  }

  @Test
  void whoPaysAgainWhileTimeWaitsGetsBothPeriodsAndNoMore() {
    renew("one", false);
    ago("3 hours");

    renew("two", false);
    ago("1 hour");
    confirmed();

    eventually("begun", () -> count("SELECT count(*) FROM period WHERE waits IS NOT NULL") == 0);
    assertThat(left()).isBetween(Duration.ofMinutes(119), Duration.ofMinutes(120));
    assertThat(
            count("SELECT extract(epoch FROM max(ends_at) - min(starts_at))::bigint FROM period"))
        .isEqualTo(7200);
  }

  @Test
  void ofTwoPeriodsThatWaitTheSecondBeginsIfTheFirstIsTakenBack() {
    renew("one", false);
    renew("two", false);

    assertThat(cancel("one")).isTrue();
    ago("3 hours");
    confirmed();

    eventually("begun", () -> count("SELECT count(*) FROM period WHERE waits IS NOT NULL") == 0);
    assertThat(left()).isBetween(Duration.ofMinutes(59), Duration.ofMinutes(60));
  }

  @Test
  void whatWasSentWithoutAnEndGetsItsEndEvenIfItIsConfirmedAtOnce() {
    renew("one", false);
    assertThat(count("SELECT count(*) FROM access WHERE ends_at IS NULL")).isEqualTo(1);

    confirmed();

    eventually("it has", () -> count("SELECT count(*) FROM access WHERE ends_at IS NULL") == 0);
    assertThat(
            count(
                "SELECT count(*) FROM access a JOIN subscription s ON s.service_id = a.service_id"
                    + " WHERE a.ends_at = s.ends_at"))
        .isEqualTo(1);
  }

  private boolean cancel(String cause) {
    return isp.asks(
        () -> Boolean.TRUE.equals(transaction.execute(_ -> subscriptions.cancel("test:" + cause))));
  }

  private void renew(String cause, boolean foundLate) {
    isp.does(() ->
        transaction.executeWithoutResult(_ ->
            assertThat(
                    subscriptions.renew(
                        services.findById(mary.service()).orElseThrow(),
                        plans.findById(isp.hourPlan()).orElseThrow(),
                        "test:" + cause,
                        new Subscriptions.Stretch(1000, foundLate)))
                .isNotNull()));
  }

  private void ago(String interval) {
    isp.does(() -> {
      jdbc.sql(
              "UPDATE period SET starts_at = starts_at - ?::interval,"
                  + " ends_at = ends_at - ?::interval")
          .params(interval, interval)
          .update();
      jdbc.sql("UPDATE subscription SET ends_at = ends_at - ?::interval").param(interval).update();
    });
  }

  private void confirmed() {
    isp.does(() ->
        transaction.executeWithoutResult(_ -> {
          jdbc.sql("UPDATE access SET applied_generation = generation").update();
          events.publishEvent(new AccessConfirmed(Set.of(access())));
        }));
  }

  private UUID access() {
    return jdbc.sql("SELECT id FROM access")
        .query((row, _) -> row.getObject(1, UUID.class))
        .single();
  }

  private Duration left() {
    return Duration.ofSeconds(
        count(
            "SELECT extract(epoch FROM ends_at - work.platform_now())::bigint FROM subscription"));
  }

  private long count(String sql) {
    return isp.asks(() -> jdbc.sql(sql).query((row, _) -> row.getLong(1)).single());
  }
}
