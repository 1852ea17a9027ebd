package io.washa.billing;

import static io.washa.testing.World.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.washa.billing.documents.Document;
import io.washa.billing.documents.Documents;
import io.washa.customers.Customers;
import io.washa.network.Routers;
import io.washa.protocol.Assign;
import io.washa.tenancy.Settings;
import io.washa.testing.CoreTest;
import io.washa.testing.Isp;
import io.washa.testing.Safaricom;
import io.washa.testing.World;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Months that are paid when they are over. Their ends lie in 2031, told to whoever closes them. */
@CoreTest
class PostpaidTest {
  private static final ZoneId NAIROBI = ZoneId.of("Africa/Nairobi");
  private static final String OWNER = "owner@example";
  private static final long PRICE = 150_000;

  private final World world;
  private final JdbcClient jdbc;
  private final Settings settings;
  private final Postpaid postpaid;
  private final PostpaidMonths months;
  private final PostpaidDebts debts;
  private final Charges charges;
  private final Documents documents;
  private final Customers customers;
  private final Routers routers;
  private final TransactionTemplate transaction;
  private Isp isp;
  private Isp.ASubscriber mary;

  PostpaidTest(
      World world,
      JdbcClient jdbc,
      Settings settings,
      Postpaid postpaid,
      PostpaidMonths months,
      PostpaidDebts debts,
      Charges charges,
      Documents documents,
      Customers customers,
      Routers routers,
      TransactionTemplate transaction) {
    this.world = world;
    this.jdbc = jdbc;
    this.settings = settings;
    this.postpaid = postpaid;
    this.months = months;
    this.debts = debts;
    this.charges = charges;
    this.documents = documents;
    this.customers = customers;
    this.routers = routers;
    this.transaction = transaction;
  }

  @BeforeEach
  void anIspWithARouter() {
    isp = world.anIsp();
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
    mary = aMonthly();
  }

  @Test
  void itIsOnAtOnceAndUntilTheMonthsEnd() {
    assertThat(begin(mary, "2031-03-10T12:00"))
        .isEqualTo(new PostpaidAnswer.Begun(LocalDate.of(2031, 3, 10), at("2031-04-01T00:00")));

    assertThat(state()).isEqualTo("active");
    assertThat(accessEnds()).isEqualTo(at("2031-04-01T00:00"));
    assertThat(begin(mary, "2031-03-10T12:00")).isInstanceOf(PostpaidAnswer.Already.class);
  }

  @Test
  void onlyPlansOfOneMonthAreEverPostpaid() {
    Isp.ASubscriber john = world.aSubscriber(isp);

    assertThat(begin(john, "2031-03-10T12:00")).isInstanceOf(PostpaidAnswer.NotMonthly.class);
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

    assertThat(begin(mary, "2031-03-10T12:00"))
        .isEqualTo(new PostpaidAnswer.Begun(LocalDate.of(2031, 3, 21), at("2031-04-01T00:00")));
  }

  @Test
  void atMonthsEndItGoesOnAndTheDaysUsedAreInvoicedOnceHoweverOftenItRuns() {
    begin(mary, "2031-03-10T12:00");

    close(mary, "2031-03-31T23:55");
    close(mary, "2031-03-31T23:56");

    Document invoice = onlyInvoice();
    assertThat(invoice.lines().getFirst().description())
        .endsWith("10–31 March 2031, 22 of 31 days");
    assertThat(invoice.total()).isEqualTo(106_452);
    assertThat(invoice.dueOn()).isEqualTo(LocalDate.of(2031, 4, 14));
    assertThat(accessEnds()).isEqualTo(at("2031-05-01T00:00"));
    assertThat(dueAt(PostpaidMonths.KIND)).isEqualTo(at("2031-04-30T23:50"));

    close(mary, "2031-04-30T23:55");
    assertThat(documents().size()).isEqualTo(2);
    assertThat(documents().getFirst().total()).isEqualTo(PRICE);
    assertThat(documents().getFirst().lines().getFirst().description()).endsWith(": April 2031");
    assertThat(count("SELECT sum(amount) FROM posting")).isZero();
  }

  @Test
  void februaryCostsAWholeMonthAndHalfOfItHalf() {
    Isp.ASubscriber john = aMonthly();
    begin(mary, "2031-02-01T00:00");
    begin(john, "2031-02-15T08:00");

    close(mary, "2031-02-28T23:50");
    close(john, "2031-02-28T23:50");

    assertThat(onlyInvoice().total()).isEqualTo(PRICE);
    assertThat(invoices(john).getFirst().total()).isEqualTo(PRICE / 2);
    assertThat(invoices(john).getFirst().lines().getFirst().description())
        .endsWith("15–28 February 2031, 14 of 28 days");
  }

  @Test
  void beforeTheMonthsLastMinutesNothingIsClosed() {
    begin(mary, "2031-03-10T12:00");

    close(mary, "2031-03-31T23:40");

    assertThat(documents()).isEmpty();
    assertThat(accessEnds()).isEqualTo(at("2031-04-01T00:00"));
  }

  @Test
  void anOutageOverTwoMonthsIsCaughtUpOnOneInvoice() {
    begin(mary, "2031-03-10T12:00");

    close(mary, "2031-05-02T09:00");

    assertThat(onlyInvoice().lines()).hasSize(2);
    assertThat(onlyInvoice().total()).isEqualTo(106_452 + PRICE);
    assertThat(accessEnds()).isEqualTo(at("2031-06-01T00:00"));
  }

  @Test
  void severalServicesOfOnePayerAreLinesOfOneInvoice() {
    Isp.ASubscriber child = aMonthly();
    isp.does(() ->
        jdbc.sql("UPDATE service SET payer_id = ? WHERE id = ?")
            .params(mary.id(), child.service())
            .update());
    begin(mary, "2031-03-01T12:00");
    begin(child, "2031-03-16T12:00");

    close(mary, "2031-03-31T23:55");

    assertThat(onlyInvoice().lines()).hasSize(2);
    assertThat(onlyInvoice().total()).isEqualTo(PRICE + 77_419);
    assertThat(count("SELECT count(*) FROM subscription WHERE ends_at = '2031-05-01 00:00+03'"))
        .isEqualTo(2);
  }

  @Test
  void whatBreaksOffInTheMiddleIsDoneWholeTheNextTime() {
    begin(mary, "2031-03-10T12:00");

    isp.does(() ->
        transaction.executeWithoutResult(killed -> {
          months.close(mary.id(), at("2031-03-31T23:55"));
          killed.setRollbackOnly();
        }));
    assertThat(documents()).isEmpty();
    assertThat(accessEnds()).isEqualTo(at("2031-04-01T00:00"));

    close(mary, "2031-03-31T23:56");
    assertThat(onlyInvoice().number()).as("no number is lost").isEqualTo(1);
    assertThat(accessEnds()).isEqualTo(at("2031-05-01T00:00"));
  }

  @Test
  void moneyInTheWalletPaysTheInvoiceAtOnce() {
    begin(mary, "2031-03-10T12:00");
    credit(200_000);

    close(mary, "2031-03-31T23:55");

    assertThat(onlyInvoice().state()).isEqualTo(Document.State.PAID);
    assertThat(count("SELECT balance FROM wallet")).isEqualTo(200_000 - 106_452);
  }

  @Test
  void aPaymentPaysInvoicesTheOldestFirstAndBuysNoTime() {
    begin(mary, "2031-03-01T12:00");
    close(mary, "2031-03-31T23:55");
    close(mary, "2031-04-30T23:55");

    pays("2000");

    eventually("applied", () -> count("SELECT count(*) FROM payment_application") == 1);
    assertThat(documents().getLast().state()).isEqualTo(Document.State.PAID);
    assertThat(documents().getFirst().outstanding()).isEqualTo(100_000);
    assertThat(count("SELECT count(*) FROM period")).isZero();
    assertThat(count("SELECT missing FROM payment_application WHERE outcome = 'settled'"))
        .isEqualTo(100_000);
  }

  @Test
  void whoOwesForLongIsCutAndWhoPaysAllThatIsOverdueIsOnAgain() {
    begin(mary, "2031-03-10T12:00");
    close(mary, "2031-03-31T23:55");

    look(mary, "2031-04-21T23:00");
    assertThat(state()).as("seven days after the 14th").isEqualTo("active");
    assertThat(dueAt(PostpaidDebts.KIND)).isEqualTo(at("2031-04-22T00:00"));
    look(mary, "2031-04-22T00:00");
    assertThat(state()).isEqualTo("suspended");
    assertThat(count("SELECT count(*) FROM access WHERE enabled")).isZero();

    credit(50_000);
    look(mary, "2031-04-23T10:00");
    assertThat(state()).as("a part").isEqualTo("suspended");

    credit(60_000);
    look(mary, "2031-04-24T10:00");
    assertThat(state()).isEqualTo("active");
    assertThat(accessEnds()).isEqualTo(at("2031-05-01T00:00"));
    assertThat(count("SELECT count(*) FROM access WHERE enabled")).isEqualTo(1);
  }

  @Test
  void nobodyIsCutWhereTheIspNeverCuts() {
    isp.does(() -> settings.write(PostpaidRules.CHOICE, new PostpaidRules(14, 0), OWNER));
    begin(mary, "2031-03-10T12:00");
    close(mary, "2031-03-31T23:55");

    look(mary, "2031-08-22T00:00");

    assertThat(state()).isEqualTo("active");
  }

  @Test
  void aPaymentBringsWhoWasCutBack() {
    begin(mary, "2031-03-10T12:00");
    close(mary, "2031-03-31T23:55");
    look(mary, "2031-04-22T00:00");
    assertThat(state()).isEqualTo("suspended");

    pays("1065");

    eventually("on again", () -> state().equals("active"));
  }

  @Test
  void monthsInWhichItWasOffFromEndToEndAreNotInvoiced() {
    begin(mary, "2031-03-10T12:00");
    close(mary, "2031-03-31T23:55");
    look(mary, "2031-04-22T00:00");

    close(mary, "2031-04-30T23:55");
    close(mary, "2031-05-31T23:55");

    assertThat(documents()).as("March, and April in which it was cut").hasSize(2);
  }

  @Test
  void endingInvoicesTheDaysUntilTodayAndTheServiceIsPrepaidFromTomorrow() {
    begin(mary, "2031-03-10T12:00");
    close(mary, "2031-03-31T23:55");

    PostpaidAnswer answer =
        isp.asks(() ->
            transaction.execute(_ -> postpaid.end(mary.service(), OWNER, at("2031-04-20T12:00"))));

    assertThat(answer).isInstanceOf(PostpaidAnswer.Ended.class);
    PostpaidAnswer.Ended ended = (PostpaidAnswer.Ended) answer;
    assertThat(ended.until()).isEqualTo(at("2031-04-21T00:00"));
    assertThat(ended.last().orElseThrow().total()).isEqualTo(100_000);
    assertThat(ended.last().orElseThrow().lines().getFirst().description())
        .endsWith("1–20 April 2031, 20 of 30 days");
    assertThat(accessEnds()).isEqualTo(at("2031-04-21T00:00"));
    assertThat(isp.<PostpaidAnswer>asks(() -> postpaid.end(mary.service(), OWNER)))
        .isInstanceOf(PostpaidAnswer.Already.class);
    close(mary, "2031-04-30T23:55");
    assertThat(documents()).hasSize(2);
  }

  @Test
  void itDoesNotExpireByItself() {
    begin(mary, "2031-03-10T12:00");
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
        () -> count("SELECT count(*) FROM subscription WHERE state = 'expired'") == 1);
    eventually(
        "both were looked at",
        () -> count("SELECT count(*) FROM work.due WHERE kind = 'subscription'") == 0);
    assertThat(count("SELECT count(*) FROM subscription WHERE state = 'active'")).isEqualTo(1);
  }

  @Test
  void manyMonthsThatEndAtOnceAreEachInvoicedOnceByTwoWhoWorkAtTheSameTime()
      throws InterruptedException {
    List<Isp.ASubscriber> all = new ArrayList<>(List.of(mary));
    for (int i = 0; i < 29; i++) {
      all.add(aMonthly());
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

    eventually("all are invoiced", () -> count("SELECT count(*) FROM document") == 30);
    assertThat(count("SELECT count(DISTINCT number) FROM document")).isEqualTo(30);
    assertThat(count("SELECT max(number) FROM document")).isEqualTo(30);
  }

  @Test
  void aPayerWhomNoRowLooksAfterIsFoundByTheSweep() {
    begin(mary, "2031-03-10T12:00");
    isp.does(() -> jdbc.sql("DELETE FROM work.due").update());

    isp.does(() -> {
      assertThat(months.sweep()).isZero();
      assertThat(debts.sweep()).isZero();
    });

    eventually(
        "it is looked after",
        () ->
            count(
                    "SELECT count(*) FROM work.due WHERE kind = 'postpaid-month'"
                        + " AND due_at > work.platform_now()")
                == 1);
  }

  private Isp.ASubscriber aMonthly() {
    Isp.ASubscriber subscriber = world.aSubscriber(isp);
    isp.does(() -> customers.choosePlan(subscriber.service(), isp.monthPlan()));
    return subscriber;
  }

  private PostpaidAnswer begin(Isp.ASubscriber subscriber, String at) {
    return isp.asks(
        () -> transaction.execute(_ -> postpaid.begin(subscriber.service(), OWNER, at(at))));
  }

  private void close(Isp.ASubscriber payer, String at) {
    isp.does(() -> transaction.executeWithoutResult(_ -> months.close(payer.id(), at(at))));
  }

  private void look(Isp.ASubscriber payer, String at) {
    isp.does(() -> transaction.executeWithoutResult(_ -> debts.look(payer.id(), at(at))));
  }

  private List<Document> documents() {
    return invoices(mary);
  }

  private List<Document> invoices(Isp.ASubscriber payer) {
    return isp.asks(() -> documents.ofSubscriber(payer.id()));
  }

  private Document onlyInvoice() {
    assertThat(documents()).hasSize(1);
    return documents().getFirst();
  }

  private void credit(long amount) {
    isp.does(() ->
        assertThat(
                charges.credit(
                    new Charges.Move(mary.id(), amount, OWNER, "a reason"), "ben@example"))
            .isEqualTo(Charges.Moved.DONE));
  }

  private void pays(String amount) {
    String _ = Safaricom.paysPayBill(isp.payBill().number(), mary.account().digits(), amount);
  }

  private static Instant at(String local) {
    return LocalDateTime.parse(local).atZone(NAIROBI).toInstant();
  }

  private String state() {
    return isp.asks(() ->
        jdbc.sql("SELECT state FROM subscription WHERE service_id = ?")
            .param(mary.service())
            .query((row, _) -> row.getString(1))
            .single());
  }

  private Instant accessEnds() {
    return instant("SELECT ends_at FROM access WHERE service_id = '" + mary.service() + "'");
  }

  private Instant dueAt(String kind) {
    return instant("SELECT due_at FROM work.due WHERE kind = '" + kind + "'");
  }

  private Instant instant(String sql) {
    return isp.asks(() ->
        jdbc.sql(sql)
            .query((row, _) -> row.getObject(1, OffsetDateTime.class).toInstant())
            .single());
  }

  private long count(String sql) {
    return isp.asks(() -> jdbc.sql(sql).query((row, _) -> row.getLong(1)).single());
  }
}
