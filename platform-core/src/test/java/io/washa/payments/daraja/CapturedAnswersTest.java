package io.washa.payments.daraja;

import static org.assertj.core.api.Assertions.assertThat;

import io.washa.payments.daraja.DarajaClient.Called;
import io.washa.payments.daraja.DarajaGateway.Reply;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.ThrowingConsumer;

/** What Safaricom answers and posts beside callbacks, as captured and as documented. */
class CapturedAnswersTest {
  /** Read by {@link InboundMessagesTest}. */
  private static final String ELSEWHERE = "(stk-callback|c2b-|paired\\.).*";

  private static final Map<String, ThrowingConsumer<String>> EXPECTED =
      Map.ofEntries(
          Map.entry(
              "captured/b2c-result.2001.production-2024.json",
              body -> {
                ResultMessage.Parsed result = result(body);
                assertThat(result.credentialRefused()).isTrue();
                assertThat(result.succeeded()).isFalse();
              }),
          Map.entry(
              "captured/transaction-status-result.production-2024.json",
              body -> {
                ResultMessage.Parsed result = result(body);
                assertThat(result.amount()).isEqualTo(OptionalLong.of(100));
                assertThat(result.finalisedAt()).contains(Instant.parse("2024-02-06T11:36:45Z"));
                assertThat(result.parameters())
                    .containsEntry("ReceiptNo", "SB659DEI29")
                    .containsEntry("DebitPartyName", "254700000904 - NAME SURNAME")
                    .doesNotContainKey("CreditPartyCharges");
              }),
          Map.entry(
              "captured/transaction-status-result.sandbox-2017.json",
              body -> {
                ResultMessage.Parsed result = result(body);
                assertThat(result.amount()).isEqualTo(OptionalLong.of(1000));
                assertThat(result.parameters())
                    .containsEntry("DebitPartyName", "600134 - Safaricom157")
                    .containsEntry("ConversationID", "AG_20170727_00004492b1b6d0078fbe");
              }),
          Map.entry(
              "captured/pull-query.docs-sample.json",
              body ->
                  assertThat(PullMessages.pulled(answered(body)))
                      .isInstanceOfSatisfying(
                          PullOutcome.Page.class,
                          page -> {
                            assertThat(page.unreadable()).isZero();
                            PullOutcome.Pulled row = page.rows().getFirst();
                            assertThat(row.receipt()).isEqualTo("YZLYRESRG1");
                            assertThat(row.amount()).isEqualTo(16_800);
                            assertThat(row.account()).isEqualTo("37207636392");
                            assertThat(row.payer().msisdn()).isEqualTo("72200000");
                          })),
          Map.entry(
              "captured/stk-query.1032.2017.json",
              body ->
                  assertThat(Outcomes.query(answered(body), "ws_CO_27072017151044001"))
                      .isInstanceOf(QueryOutcome.Failed.class)),
          Map.entry(
              "docs/MpesaExpressQuery.02.response-body.repaired.json",
              body ->
                  assertThat(Outcomes.query(answered(body), "ws_CO_13012021093521236557"))
                      .isInstanceOf(QueryOutcome.Paid.class)),
          Map.entry(
              "docs/Reversal.03.successful-callback.json",
              body -> {
                ResultMessage.Parsed result = result(body);
                assertThat(result.transaction()).isEqualTo("SKE52PAWR9");
                assertThat(result.amount()).isEqualTo(OptionalLong.of(100));
                assertThat(result.completedAt()).contains(Instant.parse("2021-11-14T10:27:11Z"));
              }),
          Map.entry(
              "docs/Reversal.04.unsuccessful-callback.json",
              body -> {
                ResultMessage.Parsed result = result(body);
                assertThat(result.code()).isEqualTo("R000002");
                assertThat(result.succeeded()).isFalse();
                assertThat(result.credentialRefused()).isFalse();
              }),
          Map.entry(
              "docs/Reversal.02.success-response.json",
              body ->
                  assertThat(PullMessages.asked(answered(body)))
                      .isInstanceOf(AskOutcome.Taken.class)),
          Map.entry(
              "docs/TransactionStatus.02.response-body.json",
              body ->
                  assertThat(PullMessages.asked(answered(body)))
                      .isEqualTo(new AskOutcome.Taken("AG_20210709_1234409f86436c583e3f"))),
          Map.entry(
              "docs/TransactionStatus.03.callback-payload.json",
              body ->
                  assertThat(result(body).parameters())
                      .as("the payer is the debit party with a phone")
                      .containsEntry("DebitPartyName", "254708374149 - John Doe")),
          Map.entry(
              "docs/PullTransaction.04.1-register-pull.json",
              body ->
                  assertThat(PullMessages.registered(answered(body)))
                      .isInstanceOf(RegisterOutcome.Registered.class)),
          Map.entry(
              "docs/CustomerToBusinessRegisterURL.02.response-body.repaired.json",
              body ->
                  assertThat(Outcomes.register(answered(body)))
                      .isEqualTo(new RegisterOutcome.Registered("success"))));

  @TestFactory
  Stream<DynamicTest> eachIsReadAsWhatItSays() {
    return EXPECTED.entrySet().stream()
        .map(entry ->
            DynamicTest.dynamicTest(
                entry.getKey(), () -> entry.getValue().accept(body(entry.getKey()))));
  }

  @Test
  void everyCapturedMessageHasAnExpectation() {
    assertThat(Vectors.names("captured", ""))
        .isNotEmpty()
        .allMatch(name -> name.matches(ELSEWHERE) || EXPECTED.containsKey("captured/" + name));
  }

  private static String body(String path) {
    String[] parts = path.split("/", 2);
    return Vectors.read(parts[0], parts[1]);
  }

  private static ResultMessage.Parsed result(String body) {
    return (ResultMessage.Parsed) ResultMessage.parse(body);
  }

  private static Called answered(String body) {
    return new Called.Answered(new Reply.Answer(200, body));
  }
}
