package io.washa.subscriptions;

import static io.washa.testing.World.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.washa.catalog.Catalog;
import io.washa.catalog.DataRules;
import io.washa.network.RouterReports;
import io.washa.network.Town;
import io.washa.network.Town.Payer;
import io.washa.network.Town.Tower;
import io.washa.protocol.Observed.Session;
import io.washa.protocol.Usage;
import io.washa.testing.CoreTest;
import io.washa.testing.Isp;
import io.washa.testing.World;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@CoreTest
class DataLimitsTest {
  private static final DataRules.FairUse TWO_MEGABYTES_A_DAY =
      new DataRules.FairUse(2, DataRules.Window.DAY, new Catalog.Speed(1000, 512));

  private final Town town;
  private final DataRules rules;
  private final DataAllowances allowances;
  private final DataLimitLooks looks;
  private final RouterReports reports;
  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final Isp isp;
  private final Tower tower;
  private long uptime;

  DataLimitsTest(
      World world,
      Town town,
      DataRules rules,
      DataAllowances allowances,
      DataLimitLooks looks,
      RouterReports reports,
      JdbcClient jdbc,
      TransactionTemplate transaction) {
    this.town = town;
    this.rules = rules;
    this.allowances = allowances;
    this.looks = looks;
    this.reports = reports;
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.isp = world.anIsp();
    this.tower = town.aTower(isp);
  }

  @Test
  void whoseDataIsUsedUpIsSwitchedOffAndWhoHasAByteLeftIsNot() {
    Payer mary = aPayerWithMegabytes(3);
    Payer joe = aPayerWithMegabytes(3);

    counts(mary, 3_000_000);
    counts(joe, 2_999_999);

    eventually("Mary is off", () -> !isOn(mary));
    assertThat(isp.asks(() -> allowances.of(mary.service())))
        .hasValueSatisfying(allowance -> {
          assertThat(allowance.used()).isEqualTo(3_000_000);
          assertThat(allowance.cap()).isEqualTo(3_000_000);
          assertThat(allowance.usedUpAt()).isNotNull();
        });
    assertThat(isOn(joe)).isTrue();
    assertThat(isp.asks(() -> allowances.of(joe.service()).orElseThrow().usedUpAt())).isNull();
  }

  @Test
  void theSameReportAgainSwitchesNobodyOffTwice() {
    Payer mary = aPayerWithMegabytes(3);
    counts(mary, 3_000_000);
    eventually("Mary is off", () -> !isOn(mary));
    String generation = generation(mary);

    tell(mary, 3_000_000);
    isp.does(() -> transaction.executeWithoutResult(_ -> looks.handle(look(mary))));

    assertThat(generation(mary)).isEqualTo(generation);
    assertThat(isOn(mary)).isFalse();
  }

  @Test
  void whatWasUsedBeforeThePeriodDoesNotCount() {
    Payer mary = town.aPayer(isp);
    counts(mary, 50_000_000);
    isp.does(() -> rules.cap(isp.monthPlan(), 3L));

    counts(mary, 51_000_000);
    eventually("the period's begin is noted", () -> isBegun(mary));
    counts(mary, 52_500_000);

    assertThat(isOn(mary)).isTrue();
    assertThat(isp.<Long>asks(() -> allowances.of(mary.service()).orElseThrow().used()))
        .isEqualTo(1_500_000);
  }

  @Test
  void aRenewalOfUsedUpDataBeginsAtOnce() {
    Payer mary = aPayerWithMegabytes(3);
    counts(mary, 3_500_000);
    eventually("Mary is off", () -> !isOn(mary));

    town.renew(isp, mary.service(), isp.monthPlan());

    assertThat(isOn(mary)).as("in the payment's own transaction").isTrue();
    eventually("the next period has begun", () -> periodsThatBegan(mary).equals("2"));
    assertThat(days(mary)).as("until the end of all").isBetween(27, 31);
    counts(mary, 6_499_999);
    assertThat(isOn(mary)).isTrue();
    counts(mary, 6_500_000);
    eventually("Mary is off again", () -> !isOn(mary));
  }

  @Test
  void whoPaidForTheNextPeriodBeforeGoesOnWithItWithoutAPause() {
    Payer mary = aPayerWithMegabytes(3);
    town.renew(isp, mary.service(), isp.monthPlan());
    assertThat(days(mary)).isBetween(58, 62);

    counts(mary, 3_000_000);

    eventually("the next period has begun", () -> periodsThatBegan(mary).equals("2"));
    assertThat(isOn(mary)).isTrue();
    assertThat(days(mary)).isBetween(27, 31);
  }

  @Test
  void aTopUpSwitchesOnAgainAndIsUsedUpInItsTurn() {
    Payer mary = aPayerWithMegabytes(3);
    counts(mary, 3_000_000);
    eventually("Mary is off", () -> !isOn(mary));

    assertThat(topUp(mary, 2)).isTrue();

    assertThat(isOn(mary)).isTrue();
    assertThat(isp.asks(() -> allowances.of(mary.service()).orElseThrow().usedUpAt())).isNull();
    counts(mary, 5_000_000);
    eventually("Mary is off again", () -> !isOn(mary));
  }

  @Test
  void thereIsNothingToTopUpWithoutTimeThatRuns() {
    Payer mary = aPayerWithMegabytes(3);
    isp.does(() ->
        jdbc.sql(
                "UPDATE period SET starts_at = starts_at - interval '1 year', ends_at = ends_at - interval '1 year'")
            .update());

    assertThat(topUp(mary, 2)).isFalse();
  }

  @Test
  void whoExceedsFairUseGoesOnSlowerUntilTheDayIsOver() {
    Payer mary = aPayerWithFairUse();
    counts(mary, 1_999_999);
    assertThat(slowRate(mary)).isEqualTo("null");

    counts(mary, 2_000_000);

    eventually("Mary is slow", () -> slowRate(mary).equals("512k/1M"));
    assertThat(isOn(mary)).isTrue();
    assertThat(due(mary)).as("at midnight of the ISP's zone").isEqualTo("21:00:00");

    theDayPasses();

    eventually("Mary is fast again", () -> slowRate(mary).equals("null"));
  }

  @Test
  void aRenewalDoesNotEndASlowDay() {
    Payer mary = aPayerWithFairUse();
    counts(mary, 2_000_000);
    eventually("Mary is slow", () -> slowRate(mary).equals("512k/1M"));

    town.renew(isp, mary.service(), isp.monthPlan());
    isp.does(() -> looks.handle(look(mary)));

    assertThat(slowRate(mary)).isEqualTo("512k/1M");
    assertThat(town.value(isp, "SELECT rate_limit FROM access WHERE id = ?", mary.access()))
        .isEqualTo("2M/10M");
  }

  @Test
  void anotherPlanWithoutFairUseIsFastFromItsBegin() {
    Payer mary = aPayerWithFairUse();
    counts(mary, 2_000_000);
    eventually("Mary is slow", () -> slowRate(mary).equals("512k/1M"));

    isp.does(() -> rules.withoutFairUse(isp.monthPlan()));
    counts(mary, 2_000_001);

    eventually("Mary is fast again", () -> slowRate(mary).equals("null"));
  }

  @Test
  void aSlowLineThatNobodyResetIsFoundByTheSweep() {
    Payer mary = aPayerWithFairUse();
    counts(mary, 2_000_000);
    eventually("Mary is slow", () -> slowRate(mary).equals("512k/1M"));
    isp.does(() -> jdbc.sql("DELETE FROM work.due WHERE kind = 'data-limit'").update());
    isp.does(() ->
        jdbc.sql("UPDATE usage SET begins_at = begins_at - interval '1 day' WHERE grain = 'day'")
            .update());

    isp.does(looks::sweep);

    eventually("Mary is fast again", () -> slowRate(mary).equals("null"));
  }

  @Test
  void aPlanWithoutLimitsCostsNoTask() {
    Payer mary = town.aPayer(isp);
    counts(mary, 900_000_000);

    assertThat(
            town.value(
                isp, "SELECT count(*) FROM work.scheduled_tasks WHERE task_name = 'data-limit'"))
        .isEqualTo("0");
    assertThat(isOn(mary)).isTrue();
    assertThat(isp.<Long>asks(() -> allowances.of(mary.service()).orElseThrow().used()))
        .isEqualTo(900_000_000);
  }

  private Payer aPayerWithMegabytes(long megabytes) {
    isp.does(() -> rules.cap(isp.monthPlan(), megabytes));
    Payer payer = town.aPayer(isp);
    eventually("the period's begin is noted", () -> isBegun(payer));
    return payer;
  }

  private Payer aPayerWithFairUse() {
    isp.does(() -> rules.fairUse(isp.monthPlan(), TWO_MEGABYTES_A_DAY));
    return town.aPayer(isp);
  }

  /** The payer's router says that so many bytes were used in all. */
  private void counts(Payer payer, long bytes) {
    uptime += 60;
    tell(payer, bytes);
  }

  private void tell(Payer payer, long bytes) {
    Session session =
        new Session(payer.access(), null, uptime, "*" + payer.access(), null, 0, bytes);
    assertThat(
            isp.<Boolean>asks(
                () -> reports.usage(isp.site(), new Usage(tower.router(), List.of(session)))))
        .isTrue();
  }

  private void theDayPasses() {
    isp.does(() ->
        transaction.executeWithoutResult(_ -> {
          jdbc.sql("UPDATE usage SET begins_at = begins_at - interval '1 day' WHERE grain = 'day'")
              .update();
          jdbc.sql("UPDATE work.due SET due_at = work.platform_now() WHERE kind = 'data-limit'")
              .update();
        }));
  }

  private boolean topUp(Payer payer, long megabytes) {
    return isp.<Boolean>asks(
        () -> transaction.execute(_ -> allowances.topUp(payer.service(), megabytes)));
  }

  private boolean isOn(Payer payer) {
    return town.value(isp, "SELECT enabled FROM access WHERE id = ?", payer.access())
        .equals("true");
  }

  private boolean isBegun(Payer payer) {
    return town.value(
            isp,
            """
            SELECT bool_and(p.used_before IS NOT NULL) FROM period p
              JOIN subscription s ON s.id = p.subscription_id
             WHERE s.service_id = ? AND p.starts_at <= work.platform_now()
            """,
            payer.service())
        .equals("true");
  }

  private String periodsThatBegan(Payer payer) {
    return town.value(
        isp,
        """
        SELECT count(*) FROM period p JOIN subscription s ON s.id = p.subscription_id
         WHERE s.service_id = ? AND p.starts_at <= work.platform_now()
        """,
        payer.service());
  }

  private int days(Payer payer) {
    String ends =
        town.value(
            isp,
            """
            SELECT extract(epoch FROM s.ends_at - work.platform_now())::bigint FROM subscription s
              JOIN access a ON a.service_id = s.service_id
             WHERE a.id = ? AND a.ends_at = s.ends_at
            """,
            payer.access());
    return (int) Duration.ofSeconds(Long.parseLong(ends)).toDays();
  }

  private String slowRate(Payer payer) {
    return town.value(isp, "SELECT slow_rate FROM access WHERE id = ?", payer.access());
  }

  private String generation(Payer payer) {
    return town.value(isp, "SELECT generation FROM access WHERE id = ?", payer.access());
  }

  private String due(Payer payer) {
    return town.value(
        isp,
        """
        SELECT (due_at AT TIME ZONE 'UTC')::time FROM work.due
         WHERE kind = 'data-limit' AND subject = ?
        """,
        look(payer).subscription());
  }

  private DataLimitLooks.Look look(Payer payer) {
    return new DataLimitLooks.Look(
        isp.asks(() ->
            jdbc.sql("SELECT id FROM subscription WHERE service_id = ?")
                .param(payer.service())
                .query((row, _) -> row.getObject(1, java.util.UUID.class))
                .single()));
  }
}
