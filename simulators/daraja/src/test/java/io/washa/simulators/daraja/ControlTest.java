package io.washa.simulators.daraja;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class ControlTest {
  private final DarajaSimulator daraja =
      DarajaSimulator.builder().shortcode(Client.PAYBILL).start();
  private final Client client = new Client(daraja).login(Client.PAYBILL);

  @AfterEach
  void stop() {
    daraja.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "waf.incapsula.http503.json",
        "stk-query.spike-arrest.http429.json",
        "c2b-register.soap-fault.sandbox-2019.json",
        "stk.invalid-access-token.json"
      })
  void theNextErrorIsAnsweredOnceAsGiven(String name) {
    JsonNode vector = Shape.vector("errors/" + name);
    Map<String, Object> order = new LinkedHashMap<>();
    order.put("endpoint", "stkpush");
    vector.properties().forEach(entry -> order.put(entry.getKey(), entry.getValue()));
    assertThat(client.post("/control/next-error", order).status()).isEqualTo(200);

    Client.Answer error =
        client.post(Client.PUSH, Client.aPush(Client.PAYBILL, "http://127.0.0.1:9/s"));
    assertThat(error.status()).isEqualTo(vector.path("httpStatus").asInt());
    if (vector.has("bodyText")) {
      assertThat(error.text()).isEqualTo(vector.path("bodyText").asString());
    } else {
      assertThat(error.json()).isEqualTo(vector.path("body"));
    }
    assertThat(client.push("http://127.0.0.1:9/s")).startsWith("ws_CO_");
  }

  @Test
  void historyJoinsTheStatementAndAnswersConfirmations() {
    Map<String, Object> past =
        Map.of(
            "account",
            "WN1",
            "amount",
            30,
            "msisdn",
            Client.PHONE,
            "firstName",
            "ASHA",
            "at",
            "2025-01-31T09:00:00Z");
    JsonNode bodies =
        client
            .post("/control/history", Map.of("shortcode", "600100", "transactions", List.of(past)))
            .json();
    assertThat(Shape.of(bodies.get(0)))
        .isEqualTo(Shape.of(Shape.vector("captured/c2b-confirmation.v2.first-name-only.json")));
    assertThat(bodies.get(0).path("TransTime").asString()).isEqualTo("20250131120000");
    assertThat(bodies.get(0).path("TransID").asString()).startsWith("TAV");
    assertThat(client.get("/control/statement/600100").json()).hasSize(1);
  }

  @Test
  void aShortcodeCanBeAddedWhileRunning() {
    assertThat(client.oauth("?grant_type=client_credentials", "key-2", "secret-2").status())
        .isEqualTo(400);
    Map<String, Object> till =
        Map.of(
            "shortcode",
            "600200",
            "businessName",
            "Duka",
            "type",
            "Till",
            "consumerKey",
            "key-2",
            "consumerSecret",
            "secret-2",
            "passkey",
            "passkey-2");
    assertThat(client.post("/control/shortcodes", till).status()).isEqualTo(201);
    assertThat(client.oauth("?grant_type=client_credentials", "key-2", "secret-2").status())
        .isEqualTo(200);
  }

  @Test
  void thePhonePaysByFormsAndEscapesWhatOthersTyped() {
    String id = client.push("http://127.0.0.1:9/s");
    assertThat(client.get("/phone?phone=" + Client.PHONE).text())
        .contains("Washa Net", "Ksh50.00", "WN1001", id);
    assertThat(client.form("/phone/prompts/" + id, "action=pay&pin=1234").status()).isEqualTo(303);
    assertThat(client.get("/phone/screen").text()).contains("Confirmed. Ksh50.00 sent to");

    client.form(
        "/phone/paybill", "shortcode=600100&account=%3Cscript%3E&amount=5&msisdn=" + Client.PHONE);
    assertThat(client.get("/phone/screen").text())
        .contains("&lt;script&gt;")
        .doesNotContain("<script>");
  }

  @Test
  void onlyFourDigitsOtherThanZerosAreARightPin() {
    for (String pin : List.of("0000", "12345", "")) {
      String id = client.push("http://127.0.0.1:9/s");
      client.form("/phone/prompts/" + id, "action=pay&pin=" + pin);
    }
    assertThat(client.get("/control/statement/600100").json()).isEmpty();
    String id = client.push("http://127.0.0.1:9/s");
    client.form("/phone/prompts/" + id, "action=pay&pin=0001");
    assertThat(client.get("/control/statement/600100").json()).hasSize(1);
  }

  @Test
  void aBodyBeyondTheBoundIsRefused() {
    Map<String, Object> push = Client.aPush(Client.PAYBILL, "http://127.0.0.1:9/s");
    push.put("Padding", "x".repeat(60 * 1024));
    assertThat(client.post(Client.PUSH, push).status()).isEqualTo(200);
    push.put("Padding", "x".repeat(65 * 1024));
    assertThat(client.post(Client.PUSH, push).status()).isEqualTo(413);
  }

  @Test
  void aTakenPortIsOneClearLine() {
    assertThatThrownBy(() -> DarajaSimulator.builder().port(daraja.port()).start())
        .hasMessage("port " + daraja.port() + " on 127.0.0.1 is already in use");
  }
}
