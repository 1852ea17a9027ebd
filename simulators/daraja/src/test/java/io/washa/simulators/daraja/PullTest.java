package io.washa.simulators.daraja;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class PullTest {
  private static final String REGISTER = "/pulltransactions/v1/register";
  private static final String QUERY = "/pulltransactions/v1/query";
  private static final Instant NOW = Instant.parse("2026-11-24T09:00:00Z");

  private final DarajaSimulator daraja =
      DarajaSimulator.builder()
          .shortcode(Client.PAYBILL)
          .shortcode(Client.TILL.withStore("600999"))
          .clock(() -> NOW)
          .start();
  private final Client client = new Client(daraja);

  @BeforeEach
  void login() {
    client.login(Client.PAYBILL);
  }

  @AfterEach
  void stop() {
    daraja.close();
  }

  private static Map<String, Object> aRegistration() {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("ShortCode", "600100");
    body.put("RequestType", "Pull");
    body.put("NominatedNumber", "0722000000");
    body.put("CallBackURL", "http://127.0.0.1:9/pull");
    return body;
  }

  private static Map<String, Object> aQuery(Instant from, Instant until, int offset) {
    DateTimeFormatter format =
        DateTimeFormatter.ofPattern("yyyy-MM-dd H:mm:ss").withZone(ZoneId.of("Africa/Nairobi"));
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("ShortCode", "600100");
    body.put("StartDate", format.format(from));
    body.put("EndDate", format.format(until));
    body.put("OffSetValue", String.valueOf(offset));
    return body;
  }

  private static Map<String, Object> everything(int offset) {
    return aQuery(NOW.minusSeconds(172_800 * 2), NOW, offset);
  }

  private void paid(String shortcode, Instant... times) {
    List<Map<String, Object>> lines = new ArrayList<>();
    for (Instant at : times) {
      lines.add(
          Map.of("account", "100017", "amount", 168, "msisdn", Client.PHONE, "at", at.toString()));
    }
    assertThat(
            client
                .post("/control/history", Map.of("shortcode", shortcode, "transactions", lines))
                .status())
        .isEqualTo(200);
  }

  @Test
  void aShortcodeIsRegisteredOnceInTheDocumentedShape() {
    Client.Answer first = client.post(REGISTER, aRegistration());
    assertThat(first.status()).isEqualTo(200);
    assertThat(Shape.of(first.json()))
        .isEqualTo(Shape.of(Shape.vector("docs/PullTransaction.04.1-register-pull.json")));
    assertThat(first.field("ResponseStatus")).isEqualTo("1000");
    Client.Answer second = client.post(REGISTER, aRegistration());
    assertThat(second.status()).isEqualTo(200);
    assertThat(second.field("ResponseStatus")).isEqualTo("1001");
  }

  @Test
  void aQueryAnswersAnArrayInAnArrayInTheDocumentedShape() {
    client.post(REGISTER, aRegistration());
    paid("600100", NOW.minusSeconds(60));
    Client.Answer answer = client.post(QUERY, everything(0));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(Shape.of(answer.json()))
        .isEqualTo(Shape.of(Shape.vector("captured/pull-query.docs-sample.json")));
    JsonNode row = answer.json().path("Response").get(0).get(0);
    assertThat(row.path("trxDate").asString()).isEqualTo("2026-11-24T11:59:00Z");
    assertThat(row.path("amount").asString()).isEqualTo("168.00");
    assertThat(row.path("msisdn").asLong()).isEqualTo(254_712_345_126L);
    assertThat(row.path("transactiontype").asString()).isEqualTo("c2b-pay-bill-debit");
    assertThat(row.path("billreference").asString()).isEqualTo("100017");
  }

  @Test
  void aGetWithABodyIsAnsweredTheSame() {
    client.post(REGISTER, aRegistration());
    paid("600100", NOW.minusSeconds(60));
    Client.Answer answer =
        client.send(
            client
                .to(QUERY)
                .header("Authorization", "Bearer " + client.token)
                .header("Content-Type", "application/json")
                .method(
                    "GET",
                    HttpRequest.BodyPublishers.ofString(
                        Client.MAPPER.writeValueAsString(everything(0)))));
    assertThat(answer.json().path("Response").get(0)).hasSize(1);
  }

  @Test
  void promptsPaidByCustomersAreAmongThem() {
    client.post(REGISTER, aRegistration());
    String receipt = client.act(client.push("http://127.0.0.1:9/s"), "pay").field("receipt");
    assertThat(
            client.post(QUERY, everything(0)).json().at("/Response/0/0/transactionId").asString())
        .isEqualTo(receipt);
  }

  @Test
  void onlyTheWindowWithinTheLastTwoDaysIsTold() {
    client.post(REGISTER, aRegistration());
    paid("600100", NOW.minusSeconds(172_801), NOW.minusSeconds(172_799), NOW.minusSeconds(60));
    assertThat(client.post(QUERY, everything(0)).json().path("Response").get(0)).hasSize(2);
    assertThat(
            client
                .post(QUERY, aQuery(NOW.minusSeconds(60), NOW.minusSeconds(60), 0))
                .json()
                .path("Response")
                .get(0))
        .hasSize(1);
    assertThat(client.post(QUERY, aQuery(NOW.minusSeconds(59), NOW, 0)).field("ResponseCode"))
        .isEqualTo("1001");
  }

  @Test
  void pagesGoByTheOffsetOfRowsWithoutGapOrOverlap() {
    client.post(REGISTER, aRegistration());
    Instant[] times = new Instant[230];
    for (int i = 0; i < times.length; i++) {
      times[i] = NOW.minusSeconds(i);
    }
    paid("600100", times);
    Set<String> receipts = new HashSet<>();
    int offset = 0;
    List<Integer> sizes = new ArrayList<>();
    for (int page = 0; page < 4; page++) {
      JsonNode rows = client.post(QUERY, everything(offset)).json().path("Response").get(0);
      rows.forEach(row -> receipts.add(row.path("transactionId").asString()));
      sizes.add(rows.size());
      offset += rows.size();
    }
    assertThat(sizes).containsExactly(100, 100, 30, 0);
    assertThat(receipts).hasSize(230);
  }

  @Test
  void nothingIsSaidInThreeWays() {
    client.post(REGISTER, aRegistration());
    Client.Answer usual = client.post(QUERY, everything(0));
    assertThat(usual.field("ResponseCode")).isEqualTo("1001");
    assertThat(usual.text()).contains("\"Response\":[[]]");
    client.post("/control/switches", Map.of("pullEmptyAsText", true));
    assertThat(client.post(QUERY, everything(0)).text()).contains("\"Response\":\"[[]]\"");
    client.post("/control/switches", Map.of("pullEmptyAs500", true));
    assertThat(client.post(QUERY, everything(0)).status()).isEqualTo(500);
    paid("600100", NOW);
    assertThat(client.post(QUERY, everything(0)).status()).isEqualTo(200);
  }

  @Test
  void aShortcodeThatIsNotRegisteredIsRefusedUntilItIs() {
    Client.Answer refused = client.post(QUERY, everything(0));
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.field("errorCode")).isEqualTo("400.001");
    client.post(REGISTER, aRegistration());
    assertThat(client.post(QUERY, everything(0)).status()).isEqualTo(200);
  }

  @Test
  void aWrongTokenHasItsOwnCode() {
    String right = client.token;
    client.token = "old";
    Client.Answer refused = client.post(REGISTER, aRegistration());
    assertThat(refused.status()).isEqualTo(401);
    assertThat(refused.field("errorCode")).isEqualTo("401.001");
    client.token = right;
    assertThat(client.post(REGISTER, aRegistration()).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({
    "StartDate,24/11/2026",
    "StartDate,2026-13-01 10:00:00",
    "EndDate,''",
    "OffSetValue,-1",
    "ShortCode,600200"
  })
  void aWrongFieldIsRefusedAndItsTwinPasses(String field, String value) {
    client.post(REGISTER, aRegistration());
    Map<String, Object> query = everything(0);
    Object right = query.put(field, value);
    assertThat(client.post(QUERY, query).field("errorCode")).isEqualTo("400.001");
    query.put(field, String.valueOf(right));
    assertThat(client.post(QUERY, query).status()).isEqualTo(200);
  }

  @Test
  void thePortalsOwnSamplesAreTaken() {
    client.post(REGISTER, aRegistration());
    Map<String, Object> query = everything(0);
    query.put("StartDate", "2020-08-04 8:36:00");
    query.put("EndDate", "2020-08-16 10:10:000");
    assertThat(client.post(QUERY, query).field("ResponseCode")).isEqualTo("1001");
  }

  @Test
  void aTillIsPulledByTillOrStoreNumberAndHasNoReference() {
    client.login(Client.TILL);
    Map<String, Object> registration = aRegistration();
    registration.put("ShortCode", "600999");
    assertThat(client.post(REGISTER, registration).field("ResponseStatus")).isEqualTo("1000");
    paid("600200", NOW);
    Map<String, Object> query = everything(0);
    query.put("ShortCode", "600200");
    JsonNode row = client.post(QUERY, query).json().at("/Response/0/0");
    assertThat(row.path("transactiontype").asString()).isEqualTo("c2b-buy-goods-debit");
    assertThat(row.path("billreference").asString()).isEmpty();
  }
}
