package io.washa.simulators.daraja;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class FaultTest {
  private final DarajaSimulator daraja =
      DarajaSimulator.builder()
          .shortcode(Client.PAYBILL)
          .queryBlindness(Duration.ZERO)
          .validationTimeout(Duration.ofMillis(300))
          .start();
  private final Client client = new Client(daraja);
  private final Business business;

  FaultTest() throws IOException {
    business = new Business();
  }

  @BeforeEach
  void login() {
    client.login(Client.PAYBILL);
  }

  @AfterEach
  void stop() {
    daraja.close();
    business.close();
  }

  private void fault(String rest) {
    client.faults("{\"shortcode\":\"600100\"," + rest + "}");
  }

  private Client.Answer push() {
    return client.post(Client.PUSH, Client.aPush(Client.PAYBILL, business.url("/stk")));
  }

  @ParameterizedTest
  @CsvSource({
    "spike-arrest,429,stk-query.spike-arrest.http429",
    "invalid-token,404,stk.invalid-access-token",
    "no-product,401,c2b-register.no-product.http401",
    "soap-fault,500,c2b-register.soap-fault.sandbox-2019"
  })
  void anErrorOrderedByNameIsAnsweredOnceAsCaptured(String preset, int status, String vector) {
    client.post("/control/next-error", Map.of("endpoint", "stkpush", "preset", preset));
    Client.Answer refused = push();
    assertThat(refused.status()).isEqualTo(status);
    JsonNode captured = Shape.vector("errors/" + vector + ".json").path("body");
    assertThat(Shape.of(refused.json())).containsExactlyInAnyOrderElementsOf(Shape.of(captured));
    assertThat(refused.json().path("errorMessage")).isEqualTo(captured.path("errorMessage"));
    assertThat(push().status()).isEqualTo(200);
  }

  @Test
  void theFirewallAnswersAPage() {
    JsonNode page = Shape.vector("errors/waf.incapsula.http503.json");
    client.post("/control/next-error", Map.of("endpoint", "pull", "preset", "waf"));
    Client.Answer refused = client.post("/pulltransactions/v1/query", Map.of());
    assertThat(refused.status()).isEqualTo(503);
    assertThat(refused.text()).isEqualTo(page.path("bodyText").asString());
    assertThat(
            client
                .post("/control/next-error", Map.of("endpoint", "pull", "preset", "wafer"))
                .status())
        .isEqualTo(400);
  }

  @ParameterizedTest
  @CsvSource({
    "unknown,400,Bad Request - Invalid CheckoutRequestID",
    "processing,500,The transaction is being processed"
  })
  void queriesAreRefusedByStage(String query, int status, String message) {
    String id = push().field("CheckoutRequestID");
    client.act(id, "pay");
    fault("\"query\":\"" + query + "\"");
    Client.Answer answer = client.query(Client.PAYBILL, id);
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.field("errorMessage")).isEqualTo(message);
    fault("\"query\":\"normal\"");
    assertThat(client.query(Client.PAYBILL, id).field("ResultCode")).isEqualTo("0");
  }

  @Test
  void aQueryMayStayPendingOrFailForAPaymentWhoseCallbackSucceedsLater() {
    fault("\"query\":\"failed\",\"callback\":\"late\",\"millis\":400");
    String id = push().field("CheckoutRequestID");
    assertThat(client.query(Client.PAYBILL, id).status()).isEqualTo(500);
    client.act(id, "pay");
    assertThat(client.query(Client.PAYBILL, id).field("ResultCode")).isEqualTo("1032");
    assertThat(business.on("/stk")).isEmpty();
    assertThat(business.await("/stk", 1).getFirst().text()).contains("\"ResultCode\":0");
    fault("\"query\":\"pending\"");
    assertThat(client.query(Client.PAYBILL, id).field("ResultCode")).isEqualTo("4999");
  }

  @Test
  void aCallbackMayHaveATextCodeAndAnyKindOfBalance() {
    fault("\"textCodes\":true,\"balance\":\"absent\"");
    client.act(push().field("CheckoutRequestID"), "pay");
    JsonNode absent = business.await("/stk", 1).getFirst().json();
    assertThat(absent.at("/Body/stkCallback/ResultCode").isString()).isTrue();
    assertThat(Shape.of(absent.at("/Body/stkCallback/CallbackMetadata")))
        .isEqualTo(
            Shape.of(
                Shape.vector("captured/stk-callback.0.without-balance-item.json")
                    .at("/Body/stkCallback/CallbackMetadata")));
    fault("\"balance\":\"present\"");
    client.act(push().field("CheckoutRequestID"), "pay");
    assertThat(business.await("/stk", 2).get(1).text())
        .contains("{\"Name\":\"Balance\",\"Value\":100.00}");
  }

  @Test
  void aConfirmationMayComeWithoutValidationAndTheReverse() {
    client.register("v2", business, "Completed");
    fault("\"validation\":\"skipped\"");
    client.payBill("A");
    assertThat(business.order()).containsExactly("/confirm");
    assertThat(business.on("/confirm").getFirst().json().path("ThirdPartyTransID").asString())
        .isEqualTo("1234567890");
    fault("\"validation\":\"without-confirmation\"");
    client.payBill("B");
    assertThat(business.order()).containsExactly("/confirm", "/validate");
    assertThat(client.get("/control/statement/600100").json()).hasSize(2);
  }

  @Test
  void aRejectionIsShownOnThePhoneAndNothingMoves() {
    client.register("v2", business, "Completed");
    business.answer(
        "/validate", "{\"ResultCode\":\"C2B00012\",\"ResultDesc\":\"No such account\"}");
    client.payBill("nobody");
    assertThat(client.get("/phone/screen").text()).contains("Failed.", "No such account");
    assertThat(daraja.balance("600100")).isEqualByComparingTo("0");
  }

  @Test
  void theResponseTypeDecidesWhenValidationIsTooSlow() {
    business.delay("/validate", Duration.ofSeconds(2));
    client.register("v2", business, "Cancelled");
    assertThat(client.payBill("A").field("outcome")).isEqualTo("declined");
    client.register("v2", business, "Completed");
    assertThat(client.payBill("A").field("outcome")).isEqualTo("completed");
    business.delay("/validate", Duration.ZERO);
    client.register("v2", business, "Cancelled");
    assertThat(client.payBill("A").field("outcome")).isEqualTo("completed");
  }

  @Test
  void aFaultThatDoesNotExistIsRefused() {
    assertThat(
            client
                .post("/control/faults", Map.of("shortcode", "600100", "balance", "odd"))
                .status())
        .isEqualTo(400);
    assertThat(
            client
                .post("/control/faults", Map.of("shortcode", "600100", "balance", "present"))
                .status())
        .isEqualTo(200);
  }

  @Test
  void messagesOfSeveralPaymentsAreHeldAndComeTwiceEach() {
    client.register("v2", business, "Completed");
    assertThat(
            client
                .post(
                    "/control/faults",
                    Map.of("shortcode", "600100", "callback", "shuffle", "times", 3))
                .status())
        .isEqualTo(200);
    String first = client.payBill("A").field("receipt");
    String second = client.payBill("B").field("receipt");
    assertThat(business.on("/confirm")).isEmpty();

    String third = client.payBill("C").field("receipt");

    assertThat(business.await("/confirm", 6))
        .hasSize(6)
        .allMatch(each -> Stream.of(first, second, third).anyMatch(each.text()::contains));
  }
}
