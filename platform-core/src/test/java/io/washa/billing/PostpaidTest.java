package io.washa.billing;

import static io.washa.billing.PostpaidMonthsOfTests.OWNER;
import static io.washa.billing.PostpaidMonthsOfTests.PRICE;
import static io.washa.billing.PostpaidMonthsOfTests.at;
import static io.washa.testing.World.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.washa.billing.documents.Document;
import io.washa.testing.CoreTest;
import io.washa.testing.Isp;
import io.washa.testing.World;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Months that are paid when they are over: whose they are, and what they cost. */
@CoreTest
class PostpaidTest {
  private final PostpaidMonthsOfTests words;
  private final World world;
  private final JdbcClient jdbc;
  private final Postpaid postpaid;
  private final PostpaidMonths months;
  private final PostpaidDebts debts;
  private final TransactionTemplate transaction;
  private PostpaidMonthsOfTests.AtAnIsp there;
  private Isp isp;
  private Isp.ASubscriber mary;

  PostpaidTest(
      PostpaidMonthsOfTests words,
      World world,
      JdbcClient jdbc,
      Postpaid postpaid,
      PostpaidMonths months,
      PostpaidDebts debts,
      TransactionTemplate transaction) {
    this.words = words;
    this.world = world;
    this.jdbc = jdbc;
    this.postpaid = postpaid;
    this.months = months;
    this.debts = debts;
    this.transaction = transaction;
  }

  @BeforeEach
  void aMonthlySubscriber() {
    there = words.atAnIsp();
    isp = there.isp;
    mary = there.aMonthly();
  }

  @Test
  void itIsOnAtOnceAndUntilTheMonthsEnd() {
    assertThat(there.begin(mary, "2031-03-10T12:00"))
        .isEqualTo(new PostpaidAnswer.Begun(LocalDate.of(2031, 3, 10), at("2031-04-01T00:00")));

    assertThat(there.state(mary)).isEqualTo("active");
    assertThat(there.accessEnds(mary)).isEqualTo(at("2031-04-01T00:00"));
    assertThat(there.begin(mary, "2031-03-10T12:00")).isInstanceOf(PostpaidAnswer.Already.class);
  }

  @Test
  void onlyPlansOfOneMonthAreEverPostpaid() {
    Isp.ASubscriber john = world.aSubscriber(isp);

    assertThat(there.begin(john, "2031-03-10T12:00")).isInstanceOf(PostpaidAnswer.NotMonthly.class);
    assertThat(isp.<PostpaidAnswer>asks(() -> postpaid.begin(UUID.randomUUID(), OWNER)))
        .isInstanceOf(PostpaidAnswer.NoService.class);
  }

  @Test
  void whatWasPaidBeforeIsNotInvoicedAgain() {
    isp.does(() ->
        jdbc.sql(
                """
                INSERT INTO subscription (service_id, plan_id, state, ends_at)
                VALUES (?, ?, 'active', '2031-03-20 10:00+03')
                """)
            .params(mary.service(), isp.monthPlan())
            .update());

    assertThat(there.begin(mary, "2031-03-10T12:00"))
        .isEqualTo(new PostpaidAnswer.Begun(LocalDate.of(2031, 3, 21), at("2031-04-01T00:00")));
  }

  @Test
  void atMonthsEndItGoesOnAndTheDaysUsedAreInvoicedOnceHoweverOftenItRuns() {
    there.begin(mary, "2031-03-10T12:00");

    there.close(mary, "2031-03-31T23:55");
    there.close(mary, "2031-03-31T23:56");

    Document invoice = there.onlyInvoice(mary);
    assertThat(invoice.lines().getFirst().description())
        .endsWith("10–31 March 2031, 22 of 31 days");
    assertThat(invoice.total()).isEqualTo(106_452);
    assertThat(invoice.dueOn()).isEqualTo(LocalDate.of(2031, 4, 14));
    assertThat(there.accessEnds(mary)).isEqualTo(at("2031-05-01T00:00"));
    assertThat(there.dueAt(PostpaidMonths.KIND)).isEqualTo(at("2031-04-30T23:50"));

    there.close(mary, "2031-04-30T23:55");
    assertThat(there.invoices(mary).size()).isEqualTo(2);
    assertThat(there.invoices(mary).getFirst().total()).isEqualTo(PRICE);
    assertThat(there.invoices(mary).getFirst().lines().getFirst().description())
        .endsWith(": April 2031");
    assertThat(there.count("SELECT sum(amount) FROM posting")).isZero();
  }

  @Test
  void februaryCostsAWholeMonthAndHalfOfItHalf() {
    Isp.ASubscriber john = there.aMonthly();
    there.begin(mary, "2031-02-01T00:00");
    there.begin(john, "2031-02-15T08:00");

    there.close(mary, "2031-02-28T23:50");
    there.close(john, "2031-02-28T23:50");

    assertThat(there.onlyInvoice(mary).total()).isEqualTo(PRICE);
    assertThat(there.invoices(john).getFirst().total()).isEqualTo(PRICE / 2);
    assertThat(there.invoices(john).getFirst().lines().getFirst().description())
        .endsWith("15–28 February 2031, 14 of 28 days");
  }

  @Test
  void beforeTheMonthsLastMinutesNothingIsClosed() {
    there.begin(mary, "2031-03-10T12:00");

    there.close(mary, "2031-03-31T23:40");

    assertThat(there.invoices(mary)).isEmpty();
    assertThat(there.accessEnds(mary)).isEqualTo(at("2031-04-01T00:00"));
  }

  @Test
  void anOutageOverTwoMonthsIsCaughtUpOnOneInvoice() {
    there.begin(mary, "2031-03-10T12:00");

    there.close(mary, "2031-05-02T09:00");

    assertThat(there.onlyInvoice(mary).lines()).hasSize(2);
    assertThat(there.onlyInvoice(mary).total()).isEqualTo(106_452 + PRICE);
    assertThat(there.accessEnds(mary)).isEqualTo(at("2031-06-01T00:00"));
  }

  @Test
  void severalServicesOfOnePayerAreLinesOfOneInvoice() {
    Isp.ASubscriber child = there.aMonthly();
    isp.does(() ->
        jdbc.sql("UPDATE service SET payer_id = ? WHERE id = ?")
            .params(mary.id(), child.service())
            .update());
    there.begin(mary, "2031-03-01T12:00");
    there.begin(child, "2031-03-16T12:00");

    there.close(mary, "2031-03-31T23:55");

    assertThat(there.onlyInvoice(mary).lines()).hasSize(2);
    assertThat(there.onlyInvoice(mary).total()).isEqualTo(PRICE + 77_419);
    assertThat(
            there.count("SELECT count(*) FROM subscription WHERE ends_at = '2031-05-01 00:00+03'"))
        .isEqualTo(2);
  }

  @Test
  void whatBreaksOffInTheMiddleIsDoneWholeTheNextTime() {
    there.begin(mary, "2031-03-10T12:00");

    isp.does(() ->
        transaction.executeWithoutResult(killed -> {
          months.close(mary.id(), at("2031-03-31T23:55"));
          killed.setRollbackOnly();
        }));
    assertThat(there.invoices(mary)).isEmpty();
    assertThat(there.accessEnds(mary)).isEqualTo(at("2031-04-01T00:00"));

    there.close(mary, "2031-03-31T23:56");
    assertThat(there.onlyInvoice(mary).number()).as("no number is lost").isEqualTo(1);
    assertThat(there.accessEnds(mary)).isEqualTo(at("2031-05-01T00:00"));
  }

  @Test
  void endingInvoicesTheDaysUntilTodayAndTheServiceIsPrepaidFromTomorrow() {
    there.begin(mary, "2031-03-10T12:00");
    there.close(mary, "2031-03-31T23:55");

    PostpaidAnswer answer =
        isp.asks(() ->
            transaction.execute(_ -> postpaid.end(mary.service(), OWNER, at("2031-04-20T12:00"))));

    assertThat(answer).isInstanceOf(PostpaidAnswer.Ended.class);
    PostpaidAnswer.Ended ended = (PostpaidAnswer.Ended) answer;
    assertThat(ended.until()).isEqualTo(at("2031-04-21T00:00"));
    assertThat(ended.last().orElseThrow().total()).isEqualTo(100_000);
    assertThat(ended.last().orElseThrow().lines().getFirst().description())
        .endsWith("1–20 April 2031, 20 of 30 days");
    assertThat(there.accessEnds(mary)).isEqualTo(at("2031-04-21T00:00"));
    assertThat(isp.<PostpaidAnswer>asks(() -> postpaid.end(mary.service(), OWNER)))
        .isInstanceOf(PostpaidAnswer.Already.class);
    there.close(mary, "2031-04-30T23:55");
    assertThat(there.invoices(mary)).hasSize(2);
  }

  @Test
  void itDoesNotExpireByItself() {
    there.begin(mary, "2031-03-10T12:00");
    Isp.ASubscriber prepaid = world.aSubscriber(isp);
    isp.does(() -> {
      jdbc.sql(
              """
              INSERT INTO subscription (service_id, plan_id, state) VALUES (?, ?, 'active')
              """)
          .params(prepaid.service(), isp.hourPlan())
          .update();
      jdbc.sql("UPDATE subscription SET ends_at = work.platform_now() - interval '1 hour'")
          .update();
      jdbc.sql(
              """
              INSERT INTO work.due (tenant, kind, subject, due_at)
              SELECT work.tenant_of_role(), 'subscription', id, work.platform_now()
                FROM subscription
              """)
          .update();
    });

    eventually(
        "the prepaid one ended",
        () -> there.count("SELECT count(*) FROM subscription WHERE state = 'expired'") == 1);
    eventually(
        "both were looked at",
        () -> there.count("SELECT count(*) FROM work.due WHERE kind = 'subscription'") == 0);
    assertThat(there.count("SELECT count(*) FROM subscription WHERE state = 'active'"))
        .isEqualTo(1);
  }

  @Test
  void manyMonthsThatEndAtOnceAreEachInvoicedOnceByTwoWhoWorkAtTheSameTime()
      throws InterruptedException {
    List<Isp.ASubscriber> all = new ArrayList<>(List.of(mary));
    for (int i = 0; i < 29; i++) {
      all.add(there.aMonthly());
    }
    isp.does(() -> all.forEach(each -> postpaid.begin(each.service(), OWNER)));
    isp.does(() -> {
      jdbc.sql(
              "UPDATE service SET billed_to ="
                  + " (date_trunc('month', work.platform_now()) - interval '1 month')::date"
                  + " WHERE billing = 'postpaid'")
          .update();
      jdbc.sql("UPDATE work.due SET due_at = work.platform_now() WHERE kind = 'postpaid-month'")
          .update();
    });

    Thread other =
        Thread.ofVirtual()
            .start(() ->
                isp.does(() -> {
                  int _ = months.handleDue();
                }));
    isp.does(() -> {
      int _ = months.handleDue();
    });
    other.join();

    eventually("all are invoiced", () -> there.count("SELECT count(*) FROM document") == 30);
    assertThat(there.count("SELECT count(DISTINCT number) FROM document")).isEqualTo(30);
    assertThat(there.count("SELECT max(number) FROM document")).isEqualTo(30);
  }

  @Test
  void aPayerWhomNoRowLooksAfterIsFoundByTheSweep() {
    there.begin(mary, "2031-03-10T12:00");
    isp.does(() -> jdbc.sql("DELETE FROM work.due").update());

    isp.does(() -> {
      assertThat(months.sweep()).isZero();
      assertThat(debts.sweep()).isZero();
    });

    eventually(
        "it is looked after",
        () ->
            there.count(
                    "SELECT count(*) FROM work.due WHERE kind = 'postpaid-month'"
                        + " AND due_at > work.platform_now()")
                == 1);
  }
}
