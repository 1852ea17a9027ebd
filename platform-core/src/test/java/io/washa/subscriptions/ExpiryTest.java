package io.washa.subscriptions;

import static io.washa.testing.World.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.washa.catalog.Plans;
import io.washa.customers.Services;
import io.washa.testing.CoreTest;
import io.washa.testing.Isp;
import io.washa.testing.World;
import io.washa.work.DueIndex;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@CoreTest
class ExpiryTest {
  private final Subscriptions subscriptions;
  private final SubscriptionExpiry expiry;
  private final Services services;
  private final Plans plans;
  private final DueIndex due;
  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final Isp isp;
  private final Isp.ASubscriber mary;

  ExpiryTest(
      World world,
      Subscriptions subscriptions,
      SubscriptionExpiry expiry,
      Services services,
      Plans plans,
      DueIndex due,
      JdbcClient jdbc,
      TransactionTemplate transaction) {
    this.subscriptions = subscriptions;
    this.expiry = expiry;
    this.services = services;
    this.plans = plans;
    this.due = due;
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.isp = world.anIsp();
    this.mary = world.aSubscriber(isp);
  }

  @Test
  void aSubscriptionWhoseTimeIsOverExpiresByItself() {
    renew("first");
    timePasses(Duration.ofMinutes(61));

    eventually("it expired", () -> state().equals("expired"));
    eventually("its due row is gone", () -> dueRows() == 0);
  }

  @Test
  void aSubscriptionWhoseTimeIsNotOverStays() {
    renew("first");
    timePasses(Duration.ofMinutes(59));

    isp.does(expiry::handleDue);

    assertThat(state()).isEqualTo("active");
    assertThat(dueRows()).isEqualTo(1);
  }

  @Test
  void aRenewalBeforeTheEndAddsItsPeriodToTheEnd() {
    Renewal first = renew("first");
    Renewal second = renew("second");

    assertThat(second.startsAt()).isEqualTo(first.endsAt());
    assertThat(Duration.between(first.endsAt(), second.endsAt())).isEqualTo(Duration.ofHours(1));
  }

  @Test
  void aRenewalAfterTheEndBeginsNow() {
    renew("first");
    timePasses(Duration.ofHours(5));
    eventually("it expired", () -> state().equals("expired"));

    Renewal second = renew("second");

    assertThat(second.startsAt()).isAfter(Instant.now().minusSeconds(60));
    assertThat(state()).isEqualTo("active");
  }

  @Test
  void theSameCauseRenewsOnce() {
    Renewal first = renew("same");
    Renewal again = renew("same");

    assertThat(again).isEqualTo(first);
  }

  @Test
  void aMissingDueRowIsFoundByTheSweep() {
    renew("first");
    isp.does(() -> jdbc.sql("DELETE FROM work.due").update());

    assertThat(isp.asks(expiry::sweep)).isEqualTo(1);
    assertThat(dueRows()).isEqualTo(1);
    assertThat(isp.asks(expiry::sweep)).isZero();
  }

  private Renewal renew(String cause) {
    return isp.asks(() ->
        transaction.execute(_ ->
            subscriptions.renew(
                services.findById(mary.service()).orElseThrow(),
                plans.findById(isp.hourPlan()).orElseThrow(),
                cause)));
  }

  /** For this subscription only, so that other tests keep their time. */
  private void timePasses(Duration time) {
    isp.does(() ->
        transaction.executeWithoutResult(_ ->
            jdbc.sql(
                    """
                    UPDATE subscription SET ends_at = ends_at - ? * interval '1 second'
                    RETURNING id, ends_at
                    """)
                .param(time.toSeconds())
                .query(
                    (RowCallbackHandler)
                        row ->
                            due.set(
                                SubscriptionExpiry.KIND,
                                row.getObject("id", java.util.UUID.class),
                                row.getObject("ends_at", OffsetDateTime.class).toInstant()))));
  }

  private String state() {
    return isp.asks(() ->
        jdbc.sql("SELECT state FROM subscription").query((row, _) -> row.getString(1)).single());
  }

  private long dueRows() {
    return isp.asks(
        () -> jdbc.sql("SELECT count(*) FROM work.due").query((row, _) -> row.getLong(1)).single());
  }
}
