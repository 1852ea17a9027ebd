package io.washa.subscriptions;

import static io.washa.testing.World.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.washa.catalog.Catalog;
import io.washa.catalog.Period;
import io.washa.catalog.Plans;
import io.washa.customers.Services;
import io.washa.network.Routers;
import io.washa.protocol.Assign;
import io.washa.tenancy.Settings;
import io.washa.testing.CoreTest;
import io.washa.testing.Isp;
import io.washa.testing.World;
import io.washa.work.DueHandler;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** When periods begin and end, and what is lent between them. */
@CoreTest
class TermsTest {
  private static final ZoneId NAIROBI = ZoneId.of("Africa/Nairobi");

  private final World world;
  private final JdbcClient jdbc;
  private final Settings settings;
  private final Subscriptions subscriptions;
  private final Services services;
  private final Plans plans;
  private final Catalog catalog;
  private final Routers routers;
  private final PlanChange planChange;
  private final List<DueHandler> handlers;
  private final TransactionTemplate transaction;
  private Isp isp;
  private Isp.ASubscriber mary;

  TermsTest(
      World world,
      JdbcClient jdbc,
      Settings settings,
      Subscriptions subscriptions,
      Services services,
      Plans plans,
      Catalog catalog,
      Routers routers,
      PlanChange planChange,
      List<DueHandler> handlers,
      TransactionTemplate transaction) {
    this.world = world;
    this.jdbc = jdbc;
    this.settings = settings;
    this.subscriptions = subscriptions;
    this.services = services;
    this.plans = plans;
    this.catalog = catalog;
    this.routers = routers;
    this.planChange = planChange;
    this.handlers = handlers;
    this.transaction = transaction;
  }

  @BeforeEach
  void anIsp() {
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
  void whatIsLentNeverLastsLongerThanThePlan() {
    terms(new Terms(5, true, 0, 0, 24));
    renew("one", isp.hourPlan());
    over("10 minutes");

    eventually("in grace", () -> state().equals("grace"));
    assertThat(seconds("SELECT lent_until - ends_at FROM subscription")).isEqualTo(3600);

    assertThat(promise(24)).isPresent();
    assertThat(seconds("SELECT lent_until - work.platform_now() FROM subscription"))
        .isBetween(3590L, 3600L);
  }

  @Test
  void whatIsLentToAMonthLastsAsLongAsTheIspSays() {
    terms(new Terms(5, true, 0, 0, 24));
    renew("one", isp.monthPlan());
    over("10 minutes");

    eventually("in grace", () -> state().equals("grace"));
    assertThat(seconds("SELECT lent_until - ends_at FROM subscription")).isEqualTo(5 * 3600);
  }

  @Test
  void whoUsedMoreThanItPaysStillGetsHalfOfWhatIsPaid() {
    terms(new Terms(0, true, 0, 0, 24));
    renew("one", isp.hourPlan());
    over("10 minutes");
    eventually("expired", () -> state().equals("expired"));
    assertThat(promise(24)).isPresent();
    isp.does(() ->
        jdbc.sql("UPDATE subscription SET lent_from = lent_from - interval '50 minutes'").update());

    renew("two", isp.hourPlan());

    assertThat(left()).isBetween(Duration.ofMinutes(29), Duration.ofMinutes(30));
  }

  @Test
  void whatIsTakenBackFromAnEndedOneLeavesItsEndAndStateAlone() {
    renew("one", isp.hourPlan());
    isp.does(() ->
        jdbc.sql(
                "UPDATE subscription SET state = 'closed', ends_at = ends_at - interval '90 days',"
                    + " lent_until = NULL")
            .update());

    assertThat(cancel("one")).isTrue();

    assertThat(state()).isEqualTo("closed");
    assertThat(seconds("SELECT work.platform_now() - ends_at FROM subscription"))
        .isGreaterThan(80 * 86_400L);
  }

  @Test
  void whatIsTakenBackDuringGraceEndsTheGraceToo() {
    terms(new Terms(5, true, 0, 0, 24));
    renew("one", isp.monthPlan());
    over("10 minutes");
    eventually("in grace", () -> state().equals("grace"));

    assertThat(cancel("one")).isTrue();

    assertThat(state()).isEqualTo("expired");
    assertThat(count("SELECT count(*) FROM subscription WHERE lent_until <= work.platform_now()"))
        .isEqualTo(1);
    assertThat(count("SELECT count(*) FROM access WHERE enabled")).isZero();
  }

  @Test
  void closingDoesNotNeedSuspending() {
    terms(new Terms(0, true, 0, 30, 0));
    renew("one", isp.hourPlan());
    over("10 minutes");
    eventually("expired", () -> state().equals("expired"));

    over("31 days");
    isp.does(() ->
        jdbc.sql("UPDATE work.due SET due_at = work.platform_now() WHERE kind = 'dunning'")
            .update());

    eventually("closed", () -> state().equals("closed"));
  }

  @Test
  void monthsThatFollowOneAnotherKeepTheirDay() {
    renew("one", isp.monthPlan());
    isp.does(() ->
        jdbc.sql("UPDATE subscription SET ends_at = '2031-01-31 12:00+03', anchor_day = 31")
            .update());

    assertThat(renew("two", isp.monthPlan()).endsAt()).isEqualTo(at("2031-02-28T12:00"));
    assertThat(renew("three", isp.monthPlan()).endsAt()).isEqualTo(at("2031-03-31T12:00"));
    assertThat(renew("four", isp.monthPlan()).endsAt()).isEqualTo(at("2031-04-30T12:00"));
  }

  @Test
  void aMonthThatBeginsOnTheTwentyEighthEndsOnTheTwentyEighth() {
    renew("one", isp.monthPlan());
    isp.does(() ->
        jdbc.sql("UPDATE subscription SET ends_at = '2031-02-28 12:00+03', anchor_day = 28")
            .update());

    assertThat(renew("two", isp.monthPlan()).endsAt()).isEqualTo(at("2031-03-28T12:00"));
  }

  @Test
  void daysEndAtTheHourOfTheIspsChoiceAndNeverEarlier() {
    terms(new Terms(0, true, 0, 0, 0, 6));
    renew("one", isp.monthPlan());
    isp.does(() ->
        jdbc.sql("UPDATE subscription SET ends_at = '2031-01-15 18:20+03', anchor_day = 15")
            .update());

    assertThat(renew("two", isp.monthPlan()).endsAt()).isEqualTo(at("2031-02-16T06:00"));
    assertThat(renew("three", isp.monthPlan()).endsAt()).isEqualTo(at("2031-03-16T06:00"));
    assertThatThrownBy(() -> new Terms(0, true, 0, 0, 0, 24))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void hoursEndToTheMinuteWhateverTheHourOfDays() {
    terms(new Terms(0, true, 0, 0, 0, 6));

    Renewal renewal = renew("one", isp.hourPlan());

    assertThat(Duration.between(renewal.startsAt(), renewal.endsAt()))
        .isEqualTo(Duration.ofHours(1));
  }

  @Test
  void anotherPlanBeginsWithItsOwnSpeedWhenTheTimeBeforeIsOver() {
    UUID fast = aFastPlan();
    Renewal first = renew("one", isp.hourPlan());

    Renewal second = renew("two", fast);

    assertThat(second.startsAt()).isEqualTo(first.endsAt());
    assertThat(rate()).isEqualTo("2M/10M");
    isp.does(planChange::handleDue);
    assertThat(rate()).as("not before").isEqualTo("2M/10M");

    timePasses("61 minutes");
    eventually("faster", () -> rate().equals("20M/50M"));
    assertThat(left()).isBetween(Duration.ofMinutes(58), Duration.ofMinutes(59));
  }

  @Test
  void anotherPlanThatIsTakenBackNeverBegins() {
    UUID fast = aFastPlan();
    Renewal first = renew("one", isp.hourPlan());
    renew("two", fast);

    assertThat(cancel("two")).isTrue();

    assertThat(ends()).isEqualTo(first.endsAt());
    timePasses("30 minutes");
    isp.does(() ->
        jdbc.sql("UPDATE work.due SET due_at = work.platform_now() WHERE kind = 'plan-change'")
            .update());
    eventually(
        "looked at", () -> count("SELECT count(*) FROM work.due WHERE kind = 'plan-change'") == 0);
    assertThat(rate()).isEqualTo("2M/10M");
  }

  @Test
  void anotherPlanBeginsAtOnceIfThePlanBeforeItIsTakenBack() {
    UUID fast = aFastPlan();
    renew("one", isp.hourPlan());
    isp.does(() -> jdbc.sql("UPDATE period SET waits = NULL").update());
    renew("two", fast);

    assertThat(cancel("one")).isTrue();

    eventually("faster", () -> rate().equals("20M/50M"));
    assertThat(left()).isBetween(Duration.ofMinutes(59), Duration.ofMinutes(60));
  }

  @Test
  void anotherPlanAfterTheEndBeginsAtOnce() {
    UUID fast = aFastPlan();
    renew("one", isp.hourPlan());
    over("10 minutes");
    eventually("expired", () -> state().equals("expired"));

    renew("two", fast);

    assertThat(rate()).isEqualTo("20M/50M");
    assertThat(count("SELECT count(*) FROM work.due WHERE kind = 'plan-change'")).isZero();
  }

  @Test
  void anotherPlanWhoseDueRowIsGoneIsFoundByTheSweep() {
    UUID fast = aFastPlan();
    renew("one", isp.hourPlan());
    renew("two", fast);
    isp.does(() -> jdbc.sql("DELETE FROM work.due WHERE kind = 'plan-change'").update());

    isp.does(() -> handlers.forEach(handler -> assertThat(handler.sweep()).isZero()));

    assertThat(count("SELECT count(*) FROM work.due WHERE kind = 'plan-change'")).isEqualTo(1);
  }

  private UUID aFastPlan() {
    return isp.asks(() ->
        catalog.offer(
            new Catalog.NewPlan(
                "Haraka",
                "pppoe",
                Money.ofMajor(CurrencyUnit.of("KES"), 100),
                new Period(1, Period.Unit.HOUR),
                new Catalog.Speed(50_000, 20_000))));
  }

  private Renewal renew(String cause, UUID plan) {
    Renewal renewal =
        isp.asks(() ->
            transaction.execute(_ ->
                subscriptions.renew(
                    services.findById(mary.service()).orElseThrow(),
                    plans.findById(plan).orElseThrow(),
                    "test:" + cause)));
    // Its time has begun.
    isp.does(() -> jdbc.sql("UPDATE period SET waits = NULL").update());
    return renewal;
  }

  private boolean cancel(String cause) {
    return isp.asks(
        () -> Boolean.TRUE.equals(transaction.execute(_ -> subscriptions.cancel("test:" + cause))));
  }

  private java.util.Optional<Instant> promise(int hours) {
    return isp.asks(() ->
        java.util.Objects.requireNonNull(
            transaction.execute(_ ->
                subscriptions.promise(
                    services.findById(mary.service()).orElseThrow(),
                    plans.findById(isp.hourPlan()).orElseThrow(),
                    hours))));
  }

  private void terms(Terms terms) {
    isp.does(() -> settings.write(Terms.CHOICE, terms, "owner"));
  }

  /** The time was over so long ago. */
  private void over(String ago) {
    isp.does(() -> {
      jdbc.sql("UPDATE subscription SET ends_at = work.platform_now() - ?::interval")
          .param(ago)
          .update();
      jdbc.sql("UPDATE work.due SET due_at = work.platform_now() WHERE kind = 'subscription'")
          .update();
    });
  }

  /** For this subscription only. */
  private void timePasses(String interval) {
    isp.does(() -> {
      jdbc.sql(
              "UPDATE period SET starts_at = starts_at - ?::interval,"
                  + " ends_at = ends_at - ?::interval")
          .params(interval, interval)
          .update();
      jdbc.sql("UPDATE subscription SET ends_at = ends_at - ?::interval").param(interval).update();
      jdbc.sql("UPDATE work.due SET due_at = due_at - ?::interval").param(interval).update();
    });
  }

  private static Instant at(String local) {
    return java.time.LocalDateTime.parse(local).atZone(NAIROBI).toInstant();
  }

  private String rate() {
    return text("SELECT rate_limit FROM access");
  }

  private String state() {
    return text("SELECT state FROM subscription");
  }

  private Instant ends() {
    return isp.asks(() ->
        jdbc.sql("SELECT ends_at FROM subscription")
            .query((row, _) -> row.getObject(1, OffsetDateTime.class).toInstant())
            .single());
  }

  private Duration left() {
    return Duration.ofSeconds(seconds("SELECT ends_at - work.platform_now() FROM subscription"));
  }

  private long seconds(String interval) {
    return count("SELECT extract(epoch FROM (" + interval + "))::bigint");
  }

  private String text(String sql) {
    return isp.asks(() -> jdbc.sql(sql).query((row, _) -> row.getString(1)).single());
  }

  private long count(String sql) {
    return isp.asks(() -> jdbc.sql(sql).query((row, _) -> row.getLong(1)).single());
  }
}
