package io.washa.simulators.daraja;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class TillTest {
  private static final Shortcode TILL = Client.TILL.withStore("600999");
  private static final Shortcode SECOND =
      new Shortcode("600201", "Duka 2", Shortcode.Type.TILL, "key-2", "secret-2", "passkey-2")
          .withStore("600999");

  private final DarajaSimulator daraja =
      DarajaSimulator.builder().shortcode(TILL).shortcode(SECOND).c2bCopy(true).start();
  private final Client client = new Client(daraja);
  private final Business business;

  TillTest() throws IOException {
    business = new Business();
  }

  @BeforeEach
  void register() {
    client.login(TILL);
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("ShortCode", "600200");
    body.put("ResponseType", "Completed");
    body.put("ConfirmationURL", business.url("/confirm"));
    body.put("ValidationURL", business.url("/validate"));
    assertThat(client.post("/mpesa/c2b/v2/registerurl", body).status()).isEqualTo(200);
  }

  @AfterEach
  void stop() {
    daraja.close();
    business.close();
  }

  private Map<String, Object> aPush(Shortcode till) {
    Shortcode store =
        new Shortcode(
            till.store(), "Duka", Shortcode.Type.TILL, "key-2", "secret-2", till.passkey());
    Map<String, Object> push = Client.aPush(store, business.url("/stk"));
    push.put("PartyB", till.number());
    return push;
  }

  @Test
  void aPushNamesTheStoreAndPaysTheTill() {
    Client.Answer pushed = client.post(Client.PUSH, aPush(TILL));
    assertThat(pushed.status()).isEqualTo(200);
    client.act(pushed.field("CheckoutRequestID"), "pay");
    JsonNode copy = business.await("/confirm", 1).getFirst().json();
    assertThat(copy.path("TransactionType").asString()).isEqualTo("Buy Goods");
    assertThat(copy.path("BusinessShortCode").asString()).isEqualTo("600200");
    assertThat(copy.path("BillRefNumber").asString()).isEmpty();
    assertThat(client.get("/control/statement/600200").json()).hasSize(1);
    Shortcode store =
        new Shortcode("600999", "Duka", Shortcode.Type.TILL, "key-2", "secret-2", "passkey-2");
    assertThat(client.query(store, pushed.field("CheckoutRequestID")).field("ResultCode"))
        .isEqualTo("0");
  }

  @Test
  void theReceivingPartyPicksOneOfSeveralTillsBelowAStore() {
    client.act(client.post(Client.PUSH, aPush(SECOND)).field("CheckoutRequestID"), "pay");
    assertThat(client.get("/control/statement/600201").json()).hasSize(1);
    assertThat(client.get("/control/statement/600200").json()).isEmpty();
  }

  @Test
  void theTillsOwnNumberIsNoBusinessShortCode() {
    Client.Answer refused =
        client.post(Client.PUSH, Client.aPush(Client.TILL, business.url("/stk")));
    assertThat(refused.status()).isEqualTo(500);
    assertThat(refused.field("errorMessage")).isEqualTo("Merchant does not exist");
    assertThat(client.post(Client.PUSH, aPush(TILL)).status()).isEqualTo(200);
  }

  @Test
  void aForeignReceivingPartyFailsAfterwards() {
    Map<String, Object> push = aPush(TILL);
    push.put("PartyB", "600777");
    assertThat(client.post(Client.PUSH, push).status()).isEqualTo(200);
    assertThat(business.await("/stk", 1).getFirst().text()).contains("\"ResultCode\":2028");
  }

  @Test
  void aTillsMessagesNameItsStoreBySwitch() {
    Map<String, Object> payment =
        Map.of("shortcode", "600200", "account", "x", "amount", 20, "msisdn", Client.PHONE);
    client.post("/control/paybill", payment);
    client.post("/control/switches", Map.of("tillSendsStore", true));
    client.post("/control/paybill", payment);
    JsonNode till = business.on("/confirm").get(0).json();
    JsonNode store = business.on("/confirm").get(1).json();
    assertThat(till.path("BusinessShortCode").asString()).isEqualTo("600200");
    assertThat(store.path("BusinessShortCode").asString()).isEqualTo("600999");
    assertThat(business.on("/validate").get(1).text()).contains("600999");
    assertThat(store.path("BillRefNumber").asString()).isEmpty();
  }

  @Test
  void aTillWithItsStoreIsAddedOverTheControlApi() {
    Map<String, Object> till = new LinkedHashMap<>();
    till.put("shortcode", "600300");
    till.put("businessName", "Kiosk");
    till.put("type", "Till");
    till.put("consumerKey", "k");
    till.put("consumerSecret", "s");
    till.put("passkey", "p");
    till.put("store", "12");
    assertThat(client.post("/control/shortcodes", till).status()).isEqualTo(400);
    till.put("store", "600301");
    assertThat(client.post("/control/shortcodes", till).field("store")).isEqualTo("600301");
  }
}
