package io.washa.simulators.daraja;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class C2bTest {
  @TempDir Path folder;

  private final Business business;
  private DarajaSimulator daraja;
  private Client client;

  C2bTest() throws IOException {
    business = new Business();
    daraja = DarajaSimulator.builder().shortcode(Client.PAYBILL).start();
    client = new Client(daraja).login(Client.PAYBILL);
  }

  @BeforeEach
  void startWithAFile() {
    daraja.close();
    start();
  }

  private void start() {
    daraja =
        DarajaSimulator.builder()
            .shortcode(Client.PAYBILL)
            .data(folder.resolve("daraja.jsonl"))
            .validationTimeout(Duration.ofMillis(700))
            .start();
    client = new Client(daraja).login(Client.PAYBILL);
  }

  @AfterEach
  void stop() {
    daraja.close();
    business.close();
  }

  @Test
  void aPayBillPaymentIsValidatedThenConfirmedInTheCapturedShape() {
    client.register("v2", business, "Completed");
    business.answer(
        "/validate", "{\"ResultCode\":\"0\",\"ResultDesc\":\"ok\",\"ThirdPartyTransID\":\"T9\"}");
    Client.Answer paid = client.payBill("wn 1001 ");

    assertThat(paid.field("outcome")).isEqualTo("completed");
    assertThat(paid.field("confirmation")).isEqualTo("delivered");
    JsonNode validation = business.on("/validate").getFirst().json();
    JsonNode confirmation = business.on("/confirm").getFirst().json();
    assertThat(Shape.of(validation))
        .isEqualTo(Shape.of(Shape.vector("captured/c2b-validation.v2.json")));
    assertThat(Shape.of(confirmation))
        .isEqualTo(Shape.of(Shape.vector("captured/c2b-confirmation.v2.first-name-only.json")));
    assertThat(confirmation.path("TransID").asString()).isEqualTo(paid.field("receipt"));
    assertThat(confirmation.path("MSISDN").asString()).isEqualTo("2547 ***** 126");
    assertThat(confirmation.path("BillRefNumber").asString()).isEqualTo("wn 1001 ");
    assertThat(confirmation.path("ThirdPartyTransID").asString()).isEqualTo("T9");
    assertThat(confirmation.path("OrgAccountBalance").asString()).isEqualTo("20.00");
    assertThat(validation.path("OrgAccountBalance").asString()).isEmpty();
  }

  @Test
  void versionOneHashesThePhoneAsCaptured() {
    assertThat(C2bMessage.sha256("254705912645"))
        .isEqualTo(
            Shape.vector("captured/c2b-confirmation.v1.sandbox-hashed-msisdn.2025-11.json")
                .path("MSISDN")
                .asString());
    client.register("v1", business, "Completed");
    client.payBill("A");
    assertThat(business.on("/confirm").getFirst().json().path("MSISDN").asString())
        .isEqualTo(C2bMessage.sha256(Client.PHONE));
  }

  @Test
  void aRejectedPaymentMovesNothingAndItsTwinDoes() {
    client.register("v2", business, "Completed");
    business.answer("/validate", "{\"ResultCode\":\"C2B00012\",\"ResultDesc\":\"Rejected\"}");
    Client.Answer declined = client.payBill("nobody");
    assertThat(declined.field("outcome")).isEqualTo("declined");
    assertThat(declined.field("resultCode")).isEqualTo("C2B00012");
    assertThat(business.on("/confirm")).isEmpty();
    assertThat(client.get("/control/statement/600100").json()).isEmpty();

    business.answer("/validate", "{\"ResultCode\":0,\"ResultDesc\":\"Accepted\"}");
    assertThat(client.payBill("nobody").field("outcome")).isEqualTo("completed");
  }

  @Test
  void theResponseTypeDecidesWhenValidationMakesNoSense() {
    business.answer("/validate", "<html>");
    client.register("v2", business, "Cancelled");
    assertThat(client.payBill("A").field("outcome")).isEqualTo("declined");
    client.register("v2", business, "Completed");
    assertThat(client.payBill("A").field("outcome")).isEqualTo("completed");
    assertThat(business.on("/confirm").getFirst().json().path("ThirdPartyTransID").asString())
        .isEqualTo("1234567890");
  }

  @Test
  void aForbiddenWordOrWrongCaseIsRefusedAtRegistration() {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("ShortCode", "600100");
    body.put("ResponseType", "completed");
    body.put("ConfirmationURL", business.url("/c"));
    body.put("ValidationURL", business.url("/v"));
    String path = "/mpesa/c2b/v2/registerurl";
    assertThat(client.post(path, body).field("errorCode")).isEqualTo("400.003.02");
    body.put("ResponseType", "Completed");
    body.put("ConfirmationURL", business.url("/SafariCom"));
    assertThat(client.post(path, body).status()).isEqualTo(400);
    body.put("ConfirmationURL", business.url("/c"));
    assertThat(client.post(path, body).field("ResponseDescription")).isEqualTo("Success");
    client.post("/control/switches", Map.of("registerOnce", true));
    assertThat(client.post(path, body).field("errorMessage"))
        .isEqualTo("Urls are already registered.");
  }

  @Test
  void aPaidPromptAlsoSendsItsCopyWithTheSameReceiptAndAnEarlierTime() {
    client.register("v2", business, "Completed");
    client.faults("{\"shortcode\":\"600100\",\"c2bCopy\":true,\"c2bCopyOrder\":\"before\"}");
    String receipt = client.act(client.push(business.url("/stk")), "pay").field("receipt");
    JsonNode callback = business.await("/stk", 1).getFirst().json();
    JsonNode copy = business.await("/confirm", 1).getFirst().json();
    assertThat(business.order()).containsExactly("/validate", "/confirm", "/stk");
    assertThat(copy.path("TransID").asString()).isEqualTo(receipt);
    assertThat(copy.path("BillRefNumber").asString()).isEqualTo("WN1001");
    JsonNode paired = Shape.vector("captured/paired.stk-push-also-fires-c2b.json");
    assertThat(Shape.of(copy)).isEqualTo(Shape.of(paired.path("c2bConfirmation")));
    assertThat(Shape.of(callback)).isEqualTo(Shape.of(paired.path("stkCallback")));
    assertThat(Long.parseLong(copy.path("TransTime").asString()))
        .isLessThan(callback.at("/Body/stkCallback/CallbackMetadata/Item/3/Value").asLong());
  }

  @Test
  void faultsDropDuplicateDelayAndAnticipateDeliveries() {
    client.register("v2", business, "Completed");
    client.faults("{\"shortcode\":\"600100\",\"callback\":\"drop\"}");
    assertThat(client.payBill("A").field("confirmation")).isEqualTo("dropped");
    client.faults("{\"shortcode\":\"600100\",\"callback\":\"duplicate\",\"times\":3}");
    client.payBill("A");
    assertThat(business.on("/confirm")).hasSize(3);
    client.faults("{\"shortcode\":\"600100\",\"callback\":\"late\",\"millis\":300}");
    assertThat(client.payBill("A").field("confirmation")).isEqualTo("scheduled");
    business.await("/confirm", 4);
    client.faults("{\"shortcode\":\"600100\",\"callback\":\"before-response\"}");
    String id = client.push(business.url("/stk"));
    assertThat(business.on("/stk").getFirst().text()).contains(id);
    client.faults("{\"shortcode\":\"600100\",\"callback\":\"none\",\"retries\":2,\"millis\":50}");
    client.act(client.push(business.url("/again")), "cancel");
    business.await("/again", 1);
    assertThat(client.get("/control/statement/600100").json()).hasSize(4);
  }

  @Test
  void whatWasPaidAndRegisteredSurvivesARestart() {
    client.register("v2", business, "Completed");
    String receipt = client.payBill("A").field("receipt");
    client.push(business.url("/stk"));
    daraja.close();
    start();
    JsonNode urls = client.get("/control/registrations").json().path("600100");
    assertThat(urls.path("confirmationUrl").asString()).isEqualTo(business.url("/confirm"));
    assertThat(urls.path("lastStkCallbackUrl").asString()).isEqualTo(business.url("/stk"));
    String next = client.payBill("A").field("receipt");
    JsonNode statement = client.get("/control/statement/600100").json();
    assertThat(List.of(receipt, next))
        .containsExactly(
            statement.get(0).path("receipt").asString(),
            statement.get(1).path("receipt").asString());
  }
}
