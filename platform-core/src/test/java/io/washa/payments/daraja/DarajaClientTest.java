package io.washa.payments.daraja;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.washa.tenancy.Secrets;
import io.washa.tenancy.Tenant;
import io.washa.tenancy.TenantContext;
import io.washa.tenancy.TenantId;
import io.washa.tenancy.TenantProvisioning;
import io.washa.testing.CoreTest;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

@CoreTest
class DarajaClientTest {
  private static final String CALLBACK = "http://127.0.0.1:1/c/0/s/0";

  private final DataSource tenantData;
  private final Secrets secrets;
  private final Shortcodes shortcodes;
  private final TransactionTemplate transaction;
  private final JdbcClient jdbc;
  private final TenantId simba;
  private final Safaricom safaricom = new Safaricom();
  private final AtomicInteger phones = new AtomicInteger(10_000_000);

  DarajaClientTest(
      TenantProvisioning provisioning,
      DataSource tenantData,
      Secrets secrets,
      Shortcodes shortcodes,
      TransactionTemplate transaction) {
    this.tenantData = tenantData;
    this.secrets = secrets;
    this.shortcodes = shortcodes;
    this.transaction = transaction;
    this.jdbc = JdbcClient.create(tenantData);
    this.simba =
        provisioning
            .provision(
                new TenantProvisioning.NewTenant(
                    "daraja-simba", "Simba", new Tenant.Brand("#0b6e4f", ""), List.of()))
            .id();
  }

  @BeforeEach
  void noTokenYet() {
    as(() -> jdbc.sql("DELETE FROM daraja_token").update());
  }

  @AfterEach
  void closeSafaricom() {
    safaricom.close();
  }

  @Test
  void twentyThreadsOfTwoPodsNeedingATokenAtOnceFetchOne() throws Exception {
    List<Safaricom.Pod> pods = List.of(pod(), pod());
    Shortcode paybill = added(Safaricom.PAYBILL);
    Shortcode till = added(Safaricom.TILL);
    CountDownLatch ready = new CountDownLatch(20);

    List<DarajaTokens.Outcome> outcomes = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<DarajaTokens.Outcome>> running = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        DarajaTokens tokens = pods.get(i % 2).tokens();
        Shortcode shortcode = i < 10 ? paybill : till;
        running.add(
            threads.submit(() -> {
              ready.countDown();
              ready.await();
              return as(() -> tokens.get(shortcode));
            }));
      }
      for (Future<DarajaTokens.Outcome> one : running) {
        outcomes.add(one.get());
      }
    }

    assertThat(safaricom.calls(Safaricom.OAUTH)).isEqualTo(1);
    assertThat(outcomes).hasSize(20).allMatch(DarajaTokens.Outcome.Ready.class::isInstance);
    assertThat(outcomes.stream().map(DarajaClientTest::text).distinct()).hasSize(1);
  }

  @Test
  void aKilledTokenCostsOneRefreshAndOneRetry() {
    Safaricom.Pod pod = pod();
    assertThat(push(pod)).isInstanceOf(PromptOutcome.Accepted.class);
    safaricom.issueAnotherToken();

    assertThat(push(pod)).isInstanceOf(PromptOutcome.Accepted.class);

    assertThat(safaricom.calls(Safaricom.OAUTH)).isEqualTo(2);
    assertThat(safaricom.calls(Safaricom.PUSH)).isEqualTo(3);
    assertThat(safaricom.prompts()).hasSize(2);
  }

  @Test
  void aPodWithAnOldTokenTakesTheOneThatAnotherHasFetchedMeanwhile() {
    Safaricom.Pod first = pod();
    Safaricom.Pod second = pod();
    push(first);
    push(second);
    safaricom.issueAnotherToken();
    push(first);

    assertThat(push(second)).isInstanceOf(PromptOutcome.Accepted.class);

    assertThat(safaricom.calls(Safaricom.OAUTH)).isEqualTo(2);
  }

  @Test
  void aTokenInItsLastMinuteIsReplacedBeforeItFails() {
    push(pod());
    as(() ->
        jdbc.sql("UPDATE daraja_token SET expires_at = work.platform_now() + interval '59 s'")
            .update());

    assertThat(push(pod())).isInstanceOf(PromptOutcome.Accepted.class);

    assertThat(safaricom.calls(Safaricom.OAUTH)).isEqualTo(2);
    assertThat(safaricom.calls(Safaricom.PUSH)).isEqualTo(2);
  }

  @Test
  void aLeaseThatAnotherHoldsIsWaitedForAndThenGivenUp() {
    Shortcode paybill = added(Safaricom.PAYBILL);
    as(() ->
        jdbc.sql(
                "INSERT INTO daraja_token (shortcode_id, holder, held_until)"
                    + " VALUES (?, 'a dead pod', work.platform_now() + interval '2 s')")
            .param(paybill.id())
            .update());

    assertThat(push(pod())).isInstanceOf(PromptOutcome.Accepted.class);

    assertThat(safaricom.calls(Safaricom.OAUTH)).isEqualTo(1);
  }

  @Test
  void theStoredTokenIsSealed() {
    Safaricom.Pod pod = pod();
    String token = text(as(() -> pod.tokens().get(added(Safaricom.PAYBILL))));

    String stored =
        as(() ->
            jdbc.sql("SELECT encode(token, 'escape') FROM daraja_token")
                .query(String.class)
                .single());

    assertThat(token).hasSizeGreaterThan(20);
    assertThat(stored).doesNotContain(token);
  }

  @Test
  void anAcceptedPushShowsThePromptOnThePhone() {
    assertThat(push(pod()))
        .isInstanceOfSatisfying(
            PromptOutcome.Accepted.class,
            accepted -> {
              JsonNode prompt = safaricom.prompts().get(0);
              assertThat(prompt.path("checkoutRequestId").asString())
                  .isEqualTo(accepted.checkoutRequestId());
              assertThat(prompt.path("account").asString()).isEqualTo("A1");
              assertThat(prompt.path("amount").asInt()).isEqualTo(50);
            });
  }

  @Test
  void aTillIsPromptedForAsATill() {
    assertThat(push(pod(), added(Safaricom.TILL))).isInstanceOf(PromptOutcome.Accepted.class);
  }

  @Test
  void aWrongPasskeyIsRefusedForGood() {
    Shortcode.Credentials wrong = new Shortcode.Credentials("key", "secret", "another");

    assertThat(push(pod(), with(wrong)))
        .isInstanceOfSatisfying(
            PromptOutcome.Refused.class,
            refused -> {
              assertThat(refused.permanent()).isTrue();
              assertThat(refused.fault()).isEqualTo(DarajaFault.CONFIGURATION);
              assertThat(refused.forStaff()).containsIgnoringCase("wrong credentials");
            });
    assertThat(safaricom.prompts()).isEmpty();
  }

  @Test
  void aWrongConsumerSecretIsRefusedForGoodWithoutAPush() {
    Shortcode.Credentials wrong = new Shortcode.Credentials("key", "guess", "passkey");

    assertThat(push(pod(), with(wrong)))
        .isInstanceOfSatisfying(
            PromptOutcome.Refused.class,
            refused -> assertThat(refused.fault()).isEqualTo(DarajaFault.CONFIGURATION));
    assertThat(safaricom.calls(Safaricom.PUSH)).isZero();
  }

  @Test
  void aBusyLineMayBeAskedAgain() {
    safaricom.nextAnswer(
        Map.of(
            "endpoint",
            "stkpush",
            "httpStatus",
            500,
            "body",
            Map.of(
                "requestId",
                "1",
                "errorCode",
                "500.001.1001",
                "errorMessage",
                "Unable to lock subscriber, a transaction is already in process for the current"
                    + " subscriber")));
    Safaricom.Pod pod = pod();

    assertThat(push(pod))
        .isInstanceOfSatisfying(
            PromptOutcome.Refused.class,
            refused -> {
              assertThat(refused.permanent()).isFalse();
              assertThat(refused.forPeople()).isEqualTo(StkResultCode.LINE_BUSY.words());
            });
    assertThat(push(pod)).isInstanceOf(PromptOutcome.Accepted.class);
  }

  @Test
  void aPushThatTimesOutIsUnknownThoughThePromptIsOnThePhone() {
    safaricom.nextAnswer(answer(200, "late", 4000));

    assertThat(push(pod())).isInstanceOf(PromptOutcome.Unknown.class);

    assertThat(safaricom.prompts()).hasSize(1);
    assertThat(safaricom.calls(Safaricom.PUSH)).isEqualTo(1);
  }

  @Test
  void aPageFromABrokenGatewayAfterThePushIsUnknown() {
    safaricom.nextAnswer(answer(502, "<html>Bad Gateway</html>", 0));

    assertThat(push(pod())).isInstanceOf(PromptOutcome.Unknown.class);

    assertThat(safaricom.prompts()).hasSize(1);
  }

  @Test
  void whenSafaricomCannotBeReachedNothingWasSent() {
    Safaricom.Pod pod =
        Safaricom.pod(URI.create("http://127.0.0.1:1"), tenantData, secrets, shortcodes);

    assertThat(push(pod)).isInstanceOf(PromptOutcome.TryLater.class);
  }

  @Test
  void aQueryFollowsThePromptFromPendingToItsEnd() {
    Safaricom.Pod pod = pod();
    String paid = checkout(push(pod));
    assertThat(query(pod, paid)).isInstanceOf(QueryOutcome.Pending.class);

    safaricom.answerPrompt(paid, "pay");
    String wrongPin = checkout(push(pod));
    safaricom.answerPrompt(wrongPin, "wrong-pin");

    assertThat(query(pod, paid)).isInstanceOf(QueryOutcome.Paid.class);
    assertThat(query(pod, wrongPin))
        .isInstanceOfSatisfying(
            QueryOutcome.Failed.class,
            failed -> assertThat(failed.code()).isEqualTo(StkResultCode.WRONG_PIN));
    assertThat(query(pod, "ws_CO_unknown")).isInstanceOf(QueryOutcome.NotYetKnown.class);
  }

  @Test
  void addressesAreRegisteredOnce() {
    Safaricom.Pod pod = pod();

    assertThat(register(pod, "http://127.0.0.1:1/c/0/v"))
        .isInstanceOf(RegisterOutcome.Registered.class);
    assertThat(register(pod, "http://127.0.0.1:1/c/0/v"))
        .isInstanceOf(RegisterOutcome.AlreadyRegistered.class);
  }

  @Test
  void anAddressThatSafaricomForbidsIsRefusedBeforeItIsSent() {
    assertThat(register(pod(), "http://127.0.0.1:1/M-Pesa/v"))
        .isInstanceOf(RegisterOutcome.Refused.class);
    assertThat(safaricom.calls(Safaricom.OAUTH)).isZero();
  }

  @Test
  void darajaIsNeverCalledInsideATransaction() {
    Safaricom.Pod pod = pod();
    Shortcode paybill = added(Safaricom.PAYBILL);

    assertThatThrownBy(
            () -> as(() -> transaction.execute(status -> pod.client().query(paybill, "ws_CO_1"))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("transaction");
  }

  private static Map<String, ?> answer(int status, String text, int millis) {
    return Map.of(
        "endpoint",
        "stkpush",
        "httpStatus",
        status,
        "contentType",
        "text/html",
        "bodyText",
        text,
        "millis",
        millis,
        "processed",
        true);
  }

  private Safaricom.Pod pod() {
    return safaricom.pod(tenantData, secrets, shortcodes);
  }

  private Shortcode added(NewShortcode shortcode) {
    return as(() -> shortcodes.add(shortcode));
  }

  private Shortcode with(Shortcode.Credentials credentials) {
    Shortcode good = added(Safaricom.PAYBILL);
    return new Shortcode(
        good.id(),
        good.number(),
        good.number(),
        good.kind(),
        credentials,
        good.callbackToken(),
        good.c2bVersion(),
        java.util.Optional.empty());
  }

  private PromptOutcome push(Safaricom.Pod pod) {
    return push(pod, added(Safaricom.PAYBILL));
  }

  private PromptOutcome push(Safaricom.Pod pod, Shortcode shortcode) {
    // A phone shows one prompt at a time.
    String phone = "2547" + phones.incrementAndGet();
    PushRequest request = new PushRequest(phone, 50, "A1", "Internet", CALLBACK);
    return as(() -> pod.client().push(shortcode, request));
  }

  private QueryOutcome query(Safaricom.Pod pod, String checkoutRequestId) {
    Shortcode paybill = added(Safaricom.PAYBILL);
    return as(() -> pod.client().query(paybill, checkoutRequestId));
  }

  private RegisterOutcome register(Safaricom.Pod pod, String validation) {
    Shortcode paybill = added(Safaricom.PAYBILL);
    return as(() -> pod.client().registerUrls(paybill, validation, "http://127.0.0.1:1/c/0/c"));
  }

  private static String checkout(PromptOutcome outcome) {
    return ((PromptOutcome.Accepted) outcome).checkoutRequestId();
  }

  private static String text(DarajaTokens.Outcome outcome) {
    return ((DarajaTokens.Outcome.Ready) outcome).token().text();
  }

  private <T> T as(Supplier<T> action) {
    return TenantContext.call(simba, action::get);
  }
}
