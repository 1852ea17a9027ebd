package io.washa.payments;

import static io.washa.testing.World.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.washa.catalog.Plans;
import io.washa.customers.Services;
import io.washa.insight.PaymentProgress;
import io.washa.insight.PaymentTimelines;
import io.washa.network.Routers;
import io.washa.protocol.Assign;
import io.washa.subscriptions.Subscriptions;
import io.washa.testing.CoreTest;
import io.washa.testing.Isp;
import io.washa.testing.Safaricom;
import io.washa.testing.World;
import io.washa.work.Tasks;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@CoreTest
class MoneyTest {
  private final World world;
  private final JdbcClient jdbc;
  private final PaymentTimelines timelines;
  private final Subscriptions subscriptions;
  private final Services services;
  private final Plans plans;
  private final TransactionTemplate transaction;
  private final Routers routers;
  private final Tasks tasks;
  private final String platform;
  private Isp isp;
  private Isp.ASubscriber mary;

  MoneyTest(
      World world,
      JdbcClient jdbc,
      PaymentTimelines timelines,
      Subscriptions subscriptions,
      Services services,
      Plans plans,
      TransactionTemplate transaction,
      Routers routers,
      Tasks tasks,
      @Value("${washa.public-url}") String platform) {
    this.world = world;
    this.jdbc = jdbc;
    this.timelines = timelines;
    this.subscriptions = subscriptions;
    this.services = services;
    this.plans = plans;
    this.transaction = transaction;
    this.routers = routers;
    this.tasks = tasks;
    this.platform = platform;
    this.isp = world.anIsp();
    this.mary = world.aSubscriber(isp);
  }

  @BeforeEach
  void nobodyHasPaid() {
    assertThat(count("SELECT count(*) FROM payment")).isZero();
  }

  @Test
  void aPaidPromptRenewsTheService() {
    UUID intent = world.paysByStk(isp, mary);

    eventually("the service is renewed", () -> progress(intent).applied());

    assertThat(progress(intent).state()).isEqualTo(PaymentProgress.State.PAID);
    assertThat(progress(intent).receipt()).hasSize(10);
    assertThat(progress(intent).endsAt()).isAfter(java.time.Instant.now().plusSeconds(3500));
    theBooksAgreeWithSafaricom();
  }

  @Test
  void aWrongPinFailsThePromptAndFreesTheWayForAnother() {
    UUID first = world.isPrompted(isp, mary);
    Safaricom.answers(Safaricom.promptsOn(mary.phone().msisdn()).getFirst(), "wrong-pin");
    eventually("it failed", () -> progress(first).state() == PaymentProgress.State.FAILED);
    assertThat(progress(first).resultCode()).isEqualTo("2001");

    UUID second = world.paysByStk(isp, mary);

    eventually("it was paid", () -> progress(second).applied());
    assertThat(second).isNotEqualTo(first);
  }

  @Test
  void aSecondPromptWhileOneIsOpenIsTheSamePrompt(
      @org.springframework.beans.factory.annotation.Autowired Prompting prompting) {
    UUID open = world.isPrompted(isp, mary);

    PromptAnswer again =
        isp.asks(() ->
            prompting.prompt(new PromptRequest(mary.service(), isp.hourPlan(), mary.phone())));

    assertThat(again).isEqualTo(new PromptAnswer.AlreadyOpen(open));
    Safaricom.answers(Safaricom.promptsOn(mary.phone().msisdn()).getFirst(), "cancel");
  }

  @Test
  void theSameCallbackAHundredTimesAtOnceIsOneCredit() throws Exception {
    UUID intent = world.isPrompted(isp, mary);
    String address =
        Safaricom.registration(isp.payBill().number()).get("lastStkCallbackUrl").asString();
    String checkout = Safaricom.promptsOn(mary.phone().msisdn()).getFirst();
    String body = stkPaid(checkout, "20.00", "TKN7HUNDRD");

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Integer> statuses =
          threads
              .invokeAll(
                  IntStream.range(0, 100)
                      .<java.util.concurrent.Callable<Integer>>mapToObj(
                          _ -> () -> Safaricom.posts(address, body))
                      .toList())
              .stream()
              .map(future -> future.resultNow())
              .toList();
      assertThat(statuses).containsOnly(200);
    }

    eventually("the service is renewed", () -> progress(intent).applied());
    assertThat(count("SELECT count(*) FROM payment")).isEqualTo(1);
    assertThat(count("SELECT count(*) FROM period")).isEqualTo(1);
    assertThat(count("SELECT -sum(amount) FROM posting WHERE account = '4100'")).isEqualTo(2000);
    Safaricom.answers(checkout, "cancel");
  }

  @Test
  void aResultThatOvertakesItsResponseIsBookedOnce() {
    Safaricom.faults(isp.payBill().number(), Map.of("callback", "before-response"));

    UUID intent = world.isPrompted(isp, mary);

    eventually("the service is renewed", () -> progress(intent).applied());
    theBooksAgreeWithSafaricom();
  }

  @Test
  void theC2bCopyBeforeTheResultIsTheSamePayment() {
    Safaricom.faults(isp.payBill().number(), Map.of("c2bCopy", true, "c2bCopyOrder", "before"));

    UUID intent = world.paysByStk(isp, mary);

    eventually("both came", () -> count("SELECT count(*) FROM callback") == 2);
    eventually("the service is renewed", () -> progress(intent).applied());
    assertThat(count("SELECT count(*) FROM payment")).isEqualTo(1);
    theBooksAgreeWithSafaricom();
  }

  @Test
  void theC2bCopyAfterTheResultIsTheSamePayment() {
    Safaricom.faults(isp.payBill().number(), Map.of("c2bCopy", true, "c2bCopyOrder", "after"));

    UUID intent = world.paysByStk(isp, mary);

    eventually("both came", () -> count("SELECT count(*) FROM callback") == 2);
    eventually("the service is renewed", () -> progress(intent).applied());
    assertThat(count("SELECT count(*) FROM payment")).isEqualTo(1);
    theBooksAgreeWithSafaricom();
  }

  @Test
  void payBillWithTheAccountNumberRenewsTheService() {
    String receipt =
        Safaricom.paysPayBill(isp.payBill().number(), " " + mary.account().digits(), "20");

    eventually(
        "the service is renewed",
        () ->
            isp.asks(() -> timelines.ofReceipt(receipt)).stream()
                .anyMatch(PaymentProgress::applied));
    theBooksAgreeWithSafaricom();
  }

  @Test
  void whoeverPaysByHandAfterAFailedPromptGetsWhatThePromptWasFor() {
    UUID intent = world.isPrompted(isp, mary, isp.monthPlan());
    Safaricom.answers(Safaricom.promptsOn(mary.phone().msisdn()).getFirst(), "cancel");
    eventually("it failed", () -> progress(intent).state() == PaymentProgress.State.FAILED);

    Safaricom.paysPayBill(isp.payBill().number(), mary.account().digits(), "1500");

    eventually("the month is renewed", () -> progress(intent).applied());
    assertThat(progress(intent).plan()).isEqualTo("Mwezi 10");
    theBooksAgreeWithSafaricom();
  }

  @Test
  void whoeverPaysAnotherAmountByHandPaysForTheServicesOwnPlan() {
    UUID intent = world.isPrompted(isp, mary, isp.monthPlan());
    Safaricom.answers(Safaricom.promptsOn(mary.phone().msisdn()).getFirst(), "cancel");
    eventually("it failed", () -> progress(intent).state() == PaymentProgress.State.FAILED);

    Safaricom.paysPayBill(isp.payBill().number(), mary.account().digits(), "20");

    eventually("the hour is renewed", () -> count("SELECT count(*) FROM period") == 1);
    assertThat(progress(intent).state()).isEqualTo(PaymentProgress.State.FAILED);
  }

  @Test
  void payBillWithAWrongDigitGoesToSuspense() {
    String wrong = mary.account().digits().substring(1) + "0";

    Safaricom.paysPayBill(isp.payBill().number(), wrong, "20");

    assertThat(count("SELECT -sum(amount) FROM posting WHERE account = '2200'")).isEqualTo(2000);
    assertThat(count("SELECT count(*) FROM period")).isZero();
    theBooksAgreeWithSafaricom();
  }

  @Test
  void tooLittleMoneyStaysInTheWalletUntilMoreComes() {
    Safaricom.paysPayBill(isp.payBill().number(), mary.account().digits(), "15");
    eventually(
        "it is credited",
        () -> count("SELECT count(*) FROM payment_application WHERE outcome = 'credited'") == 1);
    assertThat(count("SELECT balance FROM wallet")).isEqualTo(1500);

    Safaricom.paysPayBill(isp.payBill().number(), mary.account().digits(), "10");

    eventually("it is renewed", () -> count("SELECT count(*) FROM period") == 1);
    assertThat(count("SELECT balance FROM wallet")).isEqualTo(500);
    theBooksAgreeWithSafaricom();
  }

  @Test
  void anUnknownTokenIsNotFoundAndAGoodOneIs() {
    String real = Safaricom.registration(isp.payBill().number()).get("confirmationUrl").asString();
    String unknown = platform + "/c/" + "0".repeat(32) + "/p";

    assertThat(Safaricom.posts(unknown, "{}")).isEqualTo(404);
    assertThat(Safaricom.posts(real, "{}")).isEqualTo(200);
  }

  @Test
  void aMalformedCallbackIsKeptWholeAndFlagged() {
    String real = Safaricom.registration(isp.payBill().number()).get("confirmationUrl").asString();

    assertThat(Safaricom.posts(real, "{\"TransID\": \u0000 oops")).isEqualTo(200);

    assertThat(
            count(
                "SELECT count(*) FROM callback"
                    + " WHERE flag LIKE 'malformed%' AND body LIKE '%oops'"))
        .isEqualTo(1);
  }

  @Test
  void aRolledBackRenewalLeavesNeitherTaskNorDueRowNorRaisedGeneration() {
    aRouterStandsAtTheSite();

    assertThatThrownBy(() -> isp.does(() -> transaction.executeWithoutResult(_ -> renewAndFail())))
        .hasMessage("on purpose");
    assertThat(traces()).isEmpty();

    isp.does(() -> transaction.executeWithoutResult(_ -> renew()));
    assertThat(traces()).containsExactlyInAnyOrder("period", "due", "task", "generation", "access");
  }

  private void aRouterStandsAtTheSite() {
    isp.asks(() ->
        routers
            .create(
                new Routers.NewRouter(
                    isp.site(),
                    "mtaani-1",
                    new Routers.Endpoint("127.0.0.1", 8728),
                    new Routers.Login("washa", "secret"),
                    new Assign.Pppoe("10.0.0.1", "washa", "10.0.0.2-10.0.0.254")))
            .orElseThrow());
  }

  private void renewAndFail() {
    renew();
    throw new IllegalStateException("on purpose");
  }

  private void renew() {
    subscriptions.renew(
        services.findById(mary.service()).orElseThrow(),
        plans.findById(isp.hourPlan()).orElseThrow(),
        "test:1");
    tasks.enqueueIn(
        java.time.Duration.ofHours(1),
        PaymentPosted.APPLY_PAYMENT,
        "test",
        new PaymentPosted(mary.service()));
  }

  private List<String> traces() {
    return isp.asks(() ->
        jdbc.sql(
                """
                SELECT 'period' FROM period
                UNION ALL SELECT 'due' FROM work.due
                UNION ALL SELECT 'task' FROM work.scheduled_tasks WHERE task_instance LIKE '%:test'
                UNION ALL SELECT 'generation' FROM work.router_sync WHERE desired > 0
                UNION ALL SELECT 'access' FROM access
                """)
            .query((row, _) -> row.getString(1))
            .list());
  }

  private void theBooksAgreeWithSafaricom() {
    long paid =
        Safaricom.statement(isp.payBill().number())
            .valueStream()
            .mapToLong(row ->
                new java.math.BigDecimal(row.get("amount").asString())
                    .movePointRight(2)
                    .longValueExact())
            .sum();
    assertThat(count("SELECT sum(amount) FROM posting WHERE account = '1100'")).isEqualTo(paid);
    assertThat(count("SELECT sum(amount) FROM posting")).isZero();
    assertThat(
            count(
                "SELECT count(*) FROM wallet w WHERE balance <> coalesce((SELECT -sum(amount)"
                    + " FROM posting p WHERE p.owner = w.owner), 0)"))
        .isZero();
  }

  private PaymentProgress progress(UUID intent) {
    return isp.asks(() -> timelines.ofIntent(intent).orElseThrow());
  }

  private long count(String sql) {
    return isp.asks(() -> jdbc.sql(sql).query((row, _) -> row.getLong(1)).single());
  }

  private String stkPaid(String checkout, String amount, String receipt) {
    String merchant =
        isp.asks(() ->
            jdbc.sql("SELECT merchant_request_id FROM payment_intent WHERE checkout_request_id = ?")
                .param(checkout)
                .query((row, _) -> row.getString(1))
                .single());
    return """
    {"Body":{"stkCallback":{"MerchantRequestID":"%s","CheckoutRequestID":"%s",
    "ResultCode":0,"ResultDesc":"The service request is processed successfully.",
    "CallbackMetadata":{"Item":[{"Name":"Amount","Value":%s},
    {"Name":"MpesaReceiptNumber","Value":"%s"},{"Name":"Balance"},
    {"Name":"TransactionDate","Value":20261123120000},
    {"Name":"PhoneNumber","Value":254710000001}]}}}}
    """
        .formatted(merchant, checkout, amount, receipt);
  }
}
