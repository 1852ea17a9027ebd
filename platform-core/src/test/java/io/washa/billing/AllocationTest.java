package io.washa.billing;

import static io.washa.testing.World.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.washa.billing.AllocationRules.ShortPayment;
import io.washa.catalog.Plans;
import io.washa.customers.Services;
import io.washa.subscriptions.Subscriptions;
import io.washa.subscriptions.Terms;
import io.washa.tenancy.Settings;
import io.washa.testing.CoreTest;
import io.washa.testing.Isp;
import io.washa.testing.Safaricom;
import io.washa.testing.World;
import java.time.Duration;
import java.time.OffsetDateTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What money buys that is not exactly a price, and what follows around the end of a subscription.
 */
@CoreTest
class AllocationTest {
  private final World world;
  private final JdbcClient jdbc;
  private final Settings settings;
  private final Subscriptions subscriptions;
  private final Services services;
  private final Plans plans;
  private final TransactionTemplate transaction;
  private Isp isp;
  private Isp.ASubscriber mary;

  AllocationTest(
      World world,
      JdbcClient jdbc,
      Settings settings,
      Subscriptions subscriptions,
      Services services,
      Plans plans,
      TransactionTemplate transaction) {
    this.world = world;
    this.jdbc = jdbc;
    this.settings = settings;
    this.subscriptions = subscriptions;
    this.services = services;
    this.plans = plans;
    this.transaction = transaction;
  }

  @BeforeEach
  void anIsp() {
    isp = world.anIsp();
    mary = world.aSubscriber(isp);
  }

  private void rules(ShortPayment shortPayment, long tolerance, boolean fromWallet) {
    isp.does(() ->
        settings.write(
            AllocationRules.CHOICE,
            new AllocationRules(shortPayment, tolerance, fromWallet, false),
            "owner"));
  }

  @Test
  void tooLittleWaitsAndWhatIsMissingIsKnown() {
    pays("15");

    eventually("looked at", () -> count("SELECT count(*) FROM payment_application") == 1);
    assertThat(count("SELECT missing FROM payment_application")).isEqualTo(500);
    assertThat(count("SELECT count(*) FROM period")).isZero();
  }

  @Test
  void aPartBuysAPartOfTheTimeWhereTheIspSaysSo() {
    rules(ShortPayment.PART, 0, true);

    pays("15");

    eventually("renewed", () -> count("SELECT count(*) FROM period") == 1);
    assertThat(length()).isEqualTo(Duration.ofMinutes(45));
    assertThat(count("SELECT balance FROM wallet")).isZero();
    assertThat(count("SELECT count(*) FROM payment_application WHERE outcome = 'shortened'"))
        .isEqualTo(1);
    balanced();
  }

  @Test
  void aLittleTooLittleBuysAllAndTheRestIsGivenAway() {
    rules(ShortPayment.TOLERATE, 200, true);

    pays("18");

    eventually("renewed", () -> count("SELECT count(*) FROM period") == 1);
    assertThat(length()).isEqualTo(Duration.ofHours(1));
    assertThat(count("SELECT sum(amount) FROM posting WHERE account = '5200'")).isEqualTo(200);
    assertThat(count("SELECT -sum(amount) FROM posting WHERE account = '4100'")).isEqualTo(2000);
    balanced();
  }

  @Test
  void moreThanALittleTooLittleWaits() {
    rules(ShortPayment.TOLERATE, 200, true);

    pays("17");

    eventually("looked at", () -> count("SELECT count(*) FROM payment_application") == 1);
    assertThat(count("SELECT count(*) FROM period")).isZero();
    assertThat(count("SELECT balance FROM wallet")).isEqualTo(1700);
  }

  @Test
  void whatIsTooMuchRenewsAgainBeforeTheEnd() {
    pays("45");
    eventually("renewed", () -> count("SELECT count(*) FROM period") == 1);
    assertThat(count("SELECT balance FROM wallet")).isEqualTo(2500);

    nearlyOver();

    eventually("renewed from the wallet", () -> count("SELECT count(*) FROM period") == 2);
    assertThat(count("SELECT balance FROM wallet")).isEqualTo(500);
    nearlyOver();
    eventually(
        "looked at",
        () -> count("SELECT count(*) FROM work.due WHERE kind = 'renew-from-wallet'") == 0);
    assertThat(count("SELECT count(*) FROM period")).as("5 shillings are not enough").isEqualTo(2);
    balanced();
  }

  @Test
  void whatIsTooMuchStaysWhereTheIspDoesNotRenewByItself() {
    rules(ShortPayment.WAIT, 0, false);
    pays("45");
    eventually("renewed", () -> count("SELECT count(*) FROM period") == 1);

    nearlyOver();

    eventually(
        "looked at",
        () -> count("SELECT count(*) FROM work.due WHERE kind = 'renew-from-wallet'") == 0);
    assertThat(count("SELECT count(*) FROM period")).isEqualTo(1);
    assertThat(count("SELECT balance FROM wallet")).isEqualTo(2500);
  }

  @Test
  void graceKeepsTheInternetOnAndComesOffTheNextPeriod() {
    terms(new Terms(2, true, 0, 0, 0));
    pays("20");
    eventually("renewed", () -> count("SELECT count(*) FROM period") == 1);

    over("30 minutes");
    eventually("in grace", () -> state().equals("grace"));

    pays("20");
    eventually("renewed", () -> count("SELECT count(*) FROM period") == 2);
    assertThat(left()).isBetween(Duration.ofMinutes(29), Duration.ofMinutes(30));
  }

  @Test
  void graceIsAGiftWhereTheIspSaysSo() {
    terms(new Terms(2, false, 0, 0, 0));
    pays("20");
    eventually("renewed", () -> count("SELECT count(*) FROM period") == 1);

    over("30 minutes");
    eventually("in grace", () -> state().equals("grace"));

    pays("20");
    eventually("renewed", () -> count("SELECT count(*) FROM period") == 2);
    assertThat(left()).isBetween(Duration.ofMinutes(59), Duration.ofMinutes(60));
  }

  @Test
  void afterGraceItEndsIsSuspendedClosedAndAPaymentStillBringsItBack() {
    terms(new Terms(1, true, 10, 30, 0));
    pays("20");
    eventually("renewed", () -> count("SELECT count(*) FROM period") == 1);

    over("30 minutes");
    eventually("in grace", () -> state().equals("grace"));
    lentOver();
    eventually("expired", () -> state().equals("expired"));
    unpaidFor("11 days");
    eventually("suspended", () -> state().equals("suspended"));
    unpaidFor("31 days");
    eventually("closed", () -> state().equals("closed"));

    pays("20");
    eventually("active again", () -> state().equals("active"));
  }

  @Test
  void aPromiseGivesHoursOncePerPeriodAndTheyComeOffTheNext() {
    pays("20");
    eventually("renewed", () -> count("SELECT count(*) FROM period") == 1);
    assertThat(promise(5)).as("while it is on").isFalse();
    over("30 minutes");
    eventually("expired", () -> state().equals("expired"));

    assertThat(promise(25)).as("more than the ISP allows").isFalse();
    assertThat(promise(5)).isTrue();
    assertThat(state()).isEqualTo("promised");
    isp.does(() ->
        jdbc.sql("UPDATE subscription SET lent_from = lent_from - interval '20 minutes'").update());
    assertThat(promise(5)).as("twice").isFalse();

    pays("20");
    eventually("renewed", () -> count("SELECT count(*) FROM period") == 2);
    assertThat(left()).isBetween(Duration.ofMinutes(39), Duration.ofMinutes(40));
  }

  private boolean promise(int hours) {
    return isp.asks(() ->
        Boolean.TRUE.equals(
            transaction.execute(_ ->
                subscriptions
                    .promise(
                        services.findById(mary.service()).orElseThrow(),
                        plans.findById(isp.hourPlan()).orElseThrow(),
                        hours)
                    .isPresent())));
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

  private void lentOver() {
    isp.does(() -> {
      jdbc.sql("UPDATE subscription SET lent_until = work.platform_now()").update();
      jdbc.sql("UPDATE work.due SET due_at = work.platform_now() WHERE kind = 'subscription'")
          .update();
    });
  }

  private void unpaidFor(String days) {
    isp.does(() -> {
      jdbc.sql("UPDATE subscription SET ends_at = work.platform_now() - ?::interval")
          .param(days)
          .update();
      jdbc.sql("UPDATE work.due SET due_at = work.platform_now() WHERE kind = 'dunning'").update();
    });
  }

  private void nearlyOver() {
    isp.does(() ->
        jdbc.sql(
                "UPDATE work.due SET due_at = work.platform_now() WHERE kind = 'renew-from-wallet'")
            .update());
  }

  private Duration length() {
    return isp.asks(() ->
        jdbc.sql("SELECT starts_at, ends_at FROM period")
            .query((row, _) ->
                Duration.between(
                    row.getObject("starts_at", OffsetDateTime.class),
                    row.getObject("ends_at", OffsetDateTime.class)))
            .single());
  }

  private Duration left() {
    return Duration.ofSeconds(
        count(
            "SELECT extract(epoch FROM ends_at - work.platform_now())::bigint FROM subscription"));
  }

  private String state() {
    return isp.asks(() ->
        jdbc.sql("SELECT state FROM subscription").query((row, _) -> row.getString(1)).single());
  }

  private void balanced() {
    assertThat(count("SELECT sum(amount) FROM posting")).isZero();
    assertThat(
            count(
                "SELECT count(*) FROM wallet w WHERE balance <> coalesce((SELECT -sum(amount) FROM"
                    + " posting p WHERE p.owner = w.owner AND p.account = '2100'), 0)"))
        .isZero();
  }

  private void pays(String amount) {
    String _ = Safaricom.paysPayBill(isp.payBill().number(), mary.account().digits(), amount);
  }

  private long count(String sql) {
    return isp.asks(() -> jdbc.sql(sql).query((row, _) -> row.getLong(1)).single());
  }
}
