package io.washa.simulators.daraja;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class StkTest {
  private final DarajaSimulator daraja =
      DarajaSimulator.builder()
          .shortcode(Client.PAYBILL)
          .shortcode(Client.TILL)
          .promptLifetime(Duration.ofMillis(1500))
          .queryBlindness(Duration.ZERO)
          .start();
  private final Client client = new Client(daraja);
  private final Business business;

  StkTest() throws IOException {
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

  private String url() {
    return business.url("/stk");
  }

  @Test
  void aPaidPromptIsCalledBackInTheCapturedShape() {
    Client.Answer pushed = client.post(Client.PUSH, Client.aPush(Client.PAYBILL, url()));
    assertThat(pushed.status()).isEqualTo(200);
    assertThat(pushed.json().propertyNames())
        .containsExactly(
            "MerchantRequestID",
            "CheckoutRequestID",
            "ResponseCode",
            "ResponseDescription",
            "CustomerMessage");
    String id = pushed.field("CheckoutRequestID");
    assertThat(id).matches("ws_CO_\\d{17}712345126");
    assertThat(pushed.field("MerchantRequestID"))
        .matches("[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\\d{1,8}");

    String receipt = client.act(id, "pay").field("receipt");

    Business.Received callback = business.await("/stk", 1).getFirst();
    assertThat(Shape.of(callback.json()))
        .isEqualTo(Shape.of(Shape.vector("captured/stk-callback.0.with-valueless-balance.json")));
    assertThat(callback.contentType()).isEqualTo("application/json");
    assertThat(callback.text())
        .contains("{\"Name\":\"Amount\",\"Value\":50.00}", "{\"Name\":\"Balance\"}", receipt);
    assertThat(receipt).matches("[A-Z][A-L][1-9A-V][0-9A-Z]{7}");
    JsonNode statement = client.get("/control/statement/600100").json();
    assertThat(statement.get(0).path("receipt").asString()).isEqualTo(receipt);
    assertThat(statement.get(0).path("type").asString()).isEqualTo("stk");
  }

  @ParameterizedTest
  @CsvSource({
    "wrong-pin,2001,stk-callback.2001.json",
    "cancel,1032,stk-callback.1032.json",
    "no-funds,1,stk-callback.1.json",
    "ignore,1037,stk-callback.1037.json"
  })
  void anUnpaidPromptIsCalledBackWithoutMetadata(String action, String code, String vector) {
    String id = client.push(url());
    assertThat(client.act(id, action).status()).isEqualTo(200);

    JsonNode callback = business.await("/stk", 1).getFirst().json();
    JsonNode captured = Shape.vector("captured/" + vector);
    assertThat(Shape.of(callback)).isEqualTo(Shape.of(captured));
    assertThat(callback.at("/Body/stkCallback/ResultDesc"))
        .isEqualTo(captured.at("/Body/stkCallback/ResultDesc"));
    assertThat(client.query(Client.PAYBILL, id).field("ResultCode")).isEqualTo(code);
    assertThat(client.get("/control/statement/600100").json()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "BusinessShortCode,12",
    "Timestamp,20261301000000",
    "TransactionType,PayBill",
    "Amount,0",
    "Amount,250001",
    "Amount,1.5",
    "PartyA,0712345126",
    "PartyB,x",
    "PhoneNumber,254812345126",
    "CallBackURL,http://127.0.0.1/MPESA/stk",
    "CallBackURL,ftp://127.0.0.1/stk",
    "AccountReference,has space",
    "AccountReference,THIRTEENCHARS",
    "TransactionDesc,fourteen chars"
  })
  void aWrongFieldIsRefusedByNameAndItsTwinPasses(String field, String value) {
    Map<String, Object> push = Client.aPush(Client.PAYBILL, url());
    Object right = push.put(field, value);
    Client.Answer refused = client.post(Client.PUSH, push);
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.field("errorCode")).isEqualTo("400.002.02");
    assertThat(refused.field("errorMessage")).isEqualTo("Bad Request - Invalid " + field);
    assertThat(Shape.of(refused.json()))
        .isEqualTo(Shape.of(Shape.vector("errors/stk.invalid-phone.http400.json").get("body")));

    push.put(field, right == null ? "" : right);
    assertThat(client.post(Client.PUSH, push).status()).isEqualTo(200);
  }

  @Test
  void theLargestAmountAndTextNumbersAreTaken() {
    Map<String, Object> push = Client.aPush(Client.PAYBILL, url());
    push.put("Amount", "250000");
    push.put("BusinessShortCode", 600100);
    assertThat(client.post(Client.PUSH, push).status()).isEqualTo(200);
  }

  @Test
  void aWrongPasswordOrAnotherAppsShortcodeIsRefused() {
    Map<String, Object> push = Client.aPush(Client.PAYBILL, url());
    push.put("Timestamp", "20260701120001");
    Client.Answer wrong = client.post(Client.PUSH, push);
    assertThat(wrong.status()).isEqualTo(500);
    assertThat(wrong.field("errorMessage")).contains("Wrong credentials");

    Client.Answer foreign = client.post(Client.PUSH, Client.aPush(Client.TILL, url()));
    assertThat(foreign.field("errorMessage")).isEqualTo("Merchant does not exist");
    client.login(Client.TILL);
    assertThat(client.post(Client.PUSH, Client.aPush(Client.TILL, url())).status()).isEqualTo(200);
  }

  @Test
  void aSecondPromptOnAPhoneIsRefusedUntilTheFirstIsOver() {
    String first = client.push(url());
    Client.Answer locked = client.post(Client.PUSH, Client.aPush(Client.PAYBILL, url()));
    assertThat(locked.status()).isEqualTo(500);
    assertThat(locked.field("errorCode")).isEqualTo("500.001.1001");
    assertThat(locked.field("errorMessage")).startsWith("Unable to lock subscriber");

    client.act(first, "cancel");
    assertThat(client.push(url())).isNotEqualTo(first).startsWith("ws_CO_");
  }

  @Test
  void anUnansweredPromptEndsByItselfAndCannotBePaidAfterwards() {
    String id = client.push(url());
    assertThat(business.await("/stk", 1).getFirst().text()).contains("\"ResultCode\":1037");
    assertThat(client.act(id, "pay").status()).isEqualTo(409);
    assertThat(client.get("/control/prompts").json()).isEmpty();
  }

  @Test
  void theQueryGoesFromUnknownThroughPendingToTerminal() {
    Client.Answer unknown = client.query(Client.PAYBILL, "ws_CO_1");
    assertThat(unknown.status()).isEqualTo(400);
    assertThat(unknown.field("errorMessage")).isEqualTo("Bad Request - Invalid CheckoutRequestID");

    String id = client.push(url());
    Client.Answer pending = client.query(Client.PAYBILL, id);
    assertThat(pending.status()).isEqualTo(500);
    assertThat(pending.field("errorMessage")).isEqualTo("The transaction is being processed");
    client.post("/control/switches", Map.of("pendingAs4999", true));
    assertThat(client.query(Client.PAYBILL, id).field("ResultCode")).isEqualTo("4999");

    client.act(id, "pay");
    Client.Answer paid = client.query(Client.PAYBILL, id);
    assertThat(paid.status()).isEqualTo(200);
    assertThat(Shape.of(paid.json()))
        .isEqualTo(Shape.of(Shape.vector("captured/stk-query.1032.2017.json")));
    assertThat(paid.field("ResultCode")).isEqualTo("0");
  }

  @Test
  void queriesAreLimitedOnlyWhenSwitchedOn() {
    String id = client.push(url());
    client.query(Client.PAYBILL, id);
    assertThat(client.query(Client.PAYBILL, id).status()).isEqualTo(500);
    client.post("/control/switches", Map.of("queryRateLimit", true));
    client.query(Client.PAYBILL, id);
    Client.Answer limited = client.query(Client.PAYBILL, id);
    assertThat(limited.status()).isEqualTo(429);
    assertThat(limited.json())
        .isEqualTo(Shape.vector("errors/stk-query.spike-arrest.http429.json").get("body"));
  }

  @Test
  void aWrongTransactionTypeFailsAfterwardsWithATextCode() {
    Map<String, Object> push = Client.aPush(Client.PAYBILL, url());
    push.put("TransactionType", "CustomerBuyGoodsOnline");
    assertThat(client.post(Client.PUSH, push).status()).isEqualTo(200);
    assertThat(Shape.of(business.await("/stk", 1).getFirst().json()))
        .isEqualTo(
            Shape.of(
                Shape.vector("captured/stk-callback.SFC_IC0003.string-result-code.2021.json")));
  }
}
