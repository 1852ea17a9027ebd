package io.washa.simulators.daraja;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Cipher;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class InitiatorTest {
  private static final String STATUS = "/mpesa/transactionstatus/v1/query";
  private static final String REVERSAL = "/mpesa/reversal/v1/request";
  private static final String PASSWORD = "Initiator#2026";

  @TempDir static Path folder;

  private final DarajaSimulator daraja;
  private final Client client;
  private final Business business;

  /** Every test starts from the books that hold nothing but the key, for that is slow to make. */
  InitiatorTest() throws IOException {
    Path books = folder.resolve("books-" + UUID.randomUUID());
    Files.copy(folder.resolve("key"), books);
    daraja = aSimulator(books).start();
    client = new Client(daraja);
    business = new Business();
  }

  private static DarajaSimulator.Builder aSimulator(Path books) {
    return DarajaSimulator.builder().shortcode(Client.PAYBILL).shortcode(Client.TILL).data(books);
  }

  @BeforeAll
  static void makeTheKey() {
    try (DarajaSimulator first = aSimulator(folder.resolve("key")).start()) {
      assertThat(first.certificatePem()).startsWith("-----BEGIN CERTIFICATE-----\n");
    }
  }

  @BeforeEach
  void login() {
    client.login(Client.PAYBILL);
    daraja.initiator("600100", "washa", PASSWORD);
  }

  @AfterEach
  void stop() {
    daraja.close();
    business.close();
  }

  private String encrypted(String password) {
    try {
      X509Certificate certificate =
          (X509Certificate)
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(
                      new ByteArrayInputStream(
                          client
                              .get("/control/certificate")
                              .text()
                              .getBytes(StandardCharsets.US_ASCII)));
      certificate.verify(certificate.getPublicKey());
      certificate.checkValidity();
      Cipher cipher = Cipher.getInstance("RSA/ECB/PKCS1Padding");
      cipher.init(Cipher.ENCRYPT_MODE, certificate.getPublicKey());
      return Base64.getEncoder()
          .encodeToString(cipher.doFinal(password.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException refused) {
      throw new IllegalStateException(refused);
    }
  }

  private Map<String, Object> order(String command, String receipt) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("Initiator", "washa");
    body.put("SecurityCredential", encrypted(PASSWORD));
    body.put("CommandID", command);
    body.put("TransactionID", receipt);
    body.put("ResultURL", business.url("/result"));
    body.put("QueueTimeOutURL", business.url("/late"));
    body.put("Remarks", "Check");
    return body;
  }

  private Map<String, Object> aStatus(String receipt) {
    Map<String, Object> body = order("TransactionStatusQuery", receipt);
    body.put("PartyA", "600100");
    body.put("IdentifierType", "4");
    body.put("Occasion", "Payment of invoice for services rendered");
    return body;
  }

  private Map<String, Object> aReversal(String receipt, int amount) {
    Map<String, Object> body = order("TransactionReversal", receipt);
    body.put("Amount", String.valueOf(amount));
    body.put("ReceiverParty", "600100");
    body.put("RecieverIdentifierType", "11");
    return body;
  }

  /** Sends an order and waits for its result, the so-manieth of this test. */
  private JsonNode result(String path, Map<String, Object> order, int count) {
    Client.Answer acknowledged = client.post(path, order);
    assertThat(acknowledged.status()).isEqualTo(200);
    assertThat(Shape.of(acknowledged.json()))
        .isEqualTo(Shape.of(Shape.vector("docs/Reversal.02.success-response.json")));
    JsonNode result = business.await("/result", count).get(count - 1).json();
    assertThat(result.at("/Result/ConversationID").asString())
        .isEqualTo(acknowledged.field("ConversationID"));
    return result;
  }

  private static String value(JsonNode result, String key) {
    for (JsonNode parameter : result.at("/Result/ResultParameters/ResultParameter")) {
      if (parameter.path("Key").asString().equals(key)) {
        return parameter.path("Value").asString();
      }
    }
    return "";
  }

  @Test
  void theStatusOfAReceiptIsToldInTheCapturedShapeWithTheFullPhone() {
    String receipt = client.payBill("100017").field("receipt");
    JsonNode result = result(STATUS, aStatus(receipt), 1);
    assertThat(Shape.of(result))
        .isEqualTo(
            Shape.of(Shape.vector("captured/transaction-status-result.production-2024.json")));
    assertThat(value(result, "ReceiptNo")).isEqualTo(receipt);
    assertThat(value(result, "DebitPartyName")).startsWith(Client.PHONE + " - ");
    assertThat(value(result, "CreditPartyName")).matches("600100 - Washa Net +");
    assertThat(result.toString()).contains("\"Amount\",\"Value\":20.0}").doesNotContain("100017");
    assertThat(result.at("/Result/TransactionID").asString()).endsWith("0000000");
  }

  @Test
  void aPromptIsFoundByItsMerchantRequestId() {
    Client.Answer pushed =
        client.post(Client.PUSH, Client.aPush(Client.PAYBILL, business.url("/s")));
    String receipt = client.act(pushed.field("CheckoutRequestID"), "pay").field("receipt");
    Map<String, Object> status = aStatus("");
    status.put("OriginalConversationID", pushed.field("MerchantRequestID"));
    assertThat(value(result(STATUS, status, 1), "ReceiptNo")).isEqualTo(receipt);
  }

  @Test
  void aReceiptThatIsUnknownOrSomebodyElsesHasItsOwnCode() {
    assertThat(result(STATUS, aStatus("ABC1234567"), 1).at("/Result/ResultCode").asInt())
        .isEqualTo(2032);
    String foreign =
        client
            .post(
                "/control/paybill",
                Map.of("shortcode", "600200", "amount", 20, "msisdn", Client.PHONE))
            .field("receipt");
    JsonNode result = result(STATUS, aStatus(foreign), 2);
    assertThat(result.at("/Result/ResultCode").asInt()).isEqualTo(2032);
    assertThat(result.at("/Result/ResultParameters").isMissingNode()).isTrue();
  }

  @Test
  void aWrongCredentialIsToldInTheResultAndLocksWhenRepeated() {
    String receipt = client.payBill("A").field("receipt");
    Map<String, Object> wrong = aStatus(receipt);
    wrong.put("SecurityCredential", encrypted("another"));
    assertThat(result(STATUS, wrong, 1).at("/Result/ResultCode").asInt()).isEqualTo(2001);
    assertThat(result(STATUS, aStatus(receipt), 2).at("/Result/ResultCode").asInt()).isZero();
    for (int i = 3; i <= 4; i++) {
      assertThat(result(STATUS, wrong, i).at("/Result/ResultCode").asInt()).isEqualTo(2001);
    }
    assertThat(result(STATUS, wrong, 5).at("/Result/ResultCode").asInt()).isEqualTo(8006);
    assertThat(result(STATUS, aStatus(receipt), 6).at("/Result/ResultCode").asInt())
        .isEqualTo(8006);
    client.post(
        "/control/initiators",
        Map.of("shortcode", "600100", "initiator", "washa", "password", PASSWORD));
    assertThat(result(STATUS, aStatus(receipt), 7).at("/Result/ResultCode").asInt()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "CommandID,Status",
    "IdentifierType,9",
    "PartyA,600999",
    "PartyA,600200",
    "SecurityCredential,plain text",
    "ResultURL,http://127.0.0.1/query",
    "Initiator,''"
  })
  void aWrongFieldOfAStatusIsRefusedAtOnceAndItsTwinPasses(String field, String value) {
    Map<String, Object> status = aStatus("ABC1234567");
    Object right = status.put(field, value);
    Client.Answer refused = client.post(STATUS, status);
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.field("errorCode")).isEqualTo("400.003.02");
    assertThat(refused.field("errorMessage")).endsWith(field);
    status.put(field, String.valueOf(right));
    assertThat(client.post(STATUS, status).status()).isEqualTo(200);
  }

  @Test
  void anInvalidTokenHasTheCodeOfItsApi() {
    Map<String, Object> status = aStatus("ABC1234567");
    client.token = "old";
    assertThat(client.post(STATUS, status).field("errorCode")).isEqualTo("400.003.01");
    Client.Answer reversal = client.post(REVERSAL, aReversal("ABC1234567", 20));
    assertThat(reversal.status()).isEqualTo(404);
    assertThat(reversal.field("errorCode")).isEqualTo("404.001.03");
  }

  @Test
  void aReversalReturnsTheMoneyOnceUnderAReceiptOfItsOwn() {
    String receipt = client.payBill("A").field("receipt");
    client.payBill("B");
    JsonNode done = result(REVERSAL, aReversal(receipt, 20), 1);
    assertThat(Shape.of(done))
        .isEqualTo(Shape.of(Shape.vector("docs/Reversal.03.successful-callback.json")));
    assertThat(value(done, "OriginalTransactionID")).isEqualTo(receipt);
    assertThat(value(done, "DebitAccountBalance"))
        .isEqualTo("Utility Account|KES|20.00|20.00|0.00|0.00");
    String own = done.at("/Result/TransactionID").asString();
    assertThat(own).isNotEqualTo(receipt).matches("[A-Z][A-L][1-9A-V][0-9A-Z]{7}");
    assertThat(daraja.balance("600100")).isEqualByComparingTo("20");

    JsonNode again = result(REVERSAL, aReversal(receipt, 20), 2);
    assertThat(again.at("/Result/ResultCode").asString()).isEqualTo("R000001");
    assertThat(Shape.of(again))
        .isEqualTo(Shape.of(Shape.vector("docs/Reversal.04.unsuccessful-callback.json")));
    assertThat(daraja.balance("600100")).isEqualByComparingTo("20");
  }

  @Test
  void aReversalOfNothingOrWithoutFundsMovesNothing() {
    JsonNode unknown = result(REVERSAL, aReversal("ABC1234567", 20), 1);
    assertThat(unknown.at("/Result/ResultCode").asString()).isEqualTo("R000002");
    assertThat(unknown.at("/Result/ResultDesc"))
        .isEqualTo(
            Shape.vector("docs/Reversal.04.unsuccessful-callback.json").at("/Result/ResultDesc"));

    String receipt = client.payBill("A").field("receipt");
    daraja.withdrawToBank("600100", new BigDecimal("5"));
    JsonNode poor = result(REVERSAL, aReversal(receipt, 20), 2);
    assertThat(poor.at("/Result/ResultCode").asInt()).isEqualTo(1);
    assertThat(daraja.balance("600100")).isEqualByComparingTo("15");

    client.payBill("B");
    assertThat(result(REVERSAL, aReversal(receipt, 20), 3).at("/Result/ResultCode").asInt())
        .isZero();
  }

  @Test
  void aWrongReceiptIsRefusedInTheDocumentedWords() {
    Client.Answer refused = client.post(REVERSAL, aReversal("not a receipt", 20));
    assertThat(refused.field("errorMessage"))
        .isEqualTo(Shape.vector("docs/Reversal.05.example.json").path("errorMessage").asString());
  }

  @Test
  void switchesChangeTheShapeOfAResult() {
    String receipt = client.payBill("A").field("receipt");
    client.post(
        "/control/switches",
        Map.of("resultAsObject", true, "referenceAsList", true, "resultCodeAsText", true));
    JsonNode result = result(STATUS, aStatus(receipt), 1);
    assertThat(result.at("/Result/ResultParameters/ResultParameter").isObject()).isTrue();
    assertThat(result.at("/Result/ReferenceData/ReferenceItem").isArray()).isTrue();
    assertThat(result.at("/Result/ResultCode").isString()).isTrue();
  }

  @Test
  void aQueueTimeoutNoticeIsFollowedByTheResult() {
    String receipt = client.payBill("A").field("receipt");
    daraja.set(Switch.QUEUE_TIMEOUT, true);
    assertThat(result(STATUS, aStatus(receipt), 1).at("/Result/ResultCode").asInt()).isZero();
    assertThat(business.order()).containsExactly("/late", "/result");
  }

  @Test
  void resultsAreLostRepeatedOrEarlyAsTheFaultsSay() {
    String receipt = client.payBill("A").field("receipt");
    client.faults("{\"shortcode\":\"600100\",\"callback\":\"before-response\"}");
    client.post(STATUS, aStatus(receipt));
    assertThat(business.on("/result")).hasSize(1);
    client.faults("{\"shortcode\":\"600100\",\"callback\":\"duplicate\",\"times\":3}");
    client.post(STATUS, aStatus(receipt));
    business.await("/result", 4);
  }

  @Test
  void theCertificateSurvivesARestart() {
    String before = daraja.certificatePem();
    try (DarajaSimulator same = aSimulator(folder.resolve("key")).start();
        DarajaSimulator another = aSimulator(folder.resolve("new")).start()) {
      assertThat(same.certificatePem()).isEqualTo(before);
      assertThat(another.certificatePem()).isNotEqualTo(before);
    }
  }

  @Test
  void safaricomReversesWithoutTellingTheBusiness() {
    client.register("v2", business, "Completed");
    String receipt = client.payBill("A").field("receipt");
    List<String> before = business.order();
    String own = daraja.reverse(receipt);
    assertThat(own).isNotEqualTo(receipt);
    assertThat(daraja.balance("600100")).isEqualByComparingTo("0");
    assertThatThrownBy(() -> daraja.reverse(receipt)).hasMessageContaining("reversed before");
    assertThat(client.post("/control/reversal", Map.of("receipt", receipt)).status())
        .isEqualTo(409);
    assertThat(client.post("/control/reversal", Map.of("receipt", "X")).status()).isEqualTo(404);
    String other = client.payBill("B").field("receipt");
    assertThat(client.post("/control/reversal", Map.of("receipt", other)).status()).isEqualTo(200);
    assertThat(business.order()).startsWith(before.toArray(String[]::new)).hasSize(4);
  }
}
