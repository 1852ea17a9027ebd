package io.washa.simulators.daraja;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Cipher;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The ways in which a business finds money that nobody told it of. */
class RecoveryTest {
  private final Business business;
  private final DarajaSimulator daraja;
  private final Client client;

  RecoveryTest() throws IOException {
    business = new Business();
    daraja = DarajaSimulator.builder().shortcode(Client.PAYBILL).start();
    client = new Client(daraja).login(Client.PAYBILL);
  }

  @BeforeEach
  void somebodyHasPaid() {
    client.register("v2", business, "Completed");
  }

  @AfterEach
  void stop() {
    daraja.close();
    business.close();
  }

  @Test
  void pullNeedsARegistrationAndThenTellsPaymentsInAnArrayInAnArray() {
    String receipt = client.payBill("WN1001").field("receipt");
    assertThat(pull("0").status()).isEqualTo(400);

    assertThat(registerPull().field("ResponseStatus")).isEqualTo("1000");
    assertThat(registerPull().field("ResponseStatus")).isEqualTo("1001");

    Client.Answer answer = pull("0");
    assertThat(answer.status()).isEqualTo(200);
    JsonNode row = answer.json().path("Response").path(0).path(0);
    assertThat(row.path("transactionId").asString()).isEqualTo(receipt);
    assertThat(row.path("msisdn").isNumber()).isTrue();
    assertThat(row.path("amount").asString()).endsWith(".00");
    assertThat(row.path("billreference").asString()).isEqualTo("WN1001");
    assertThat(pull("1").json().path("Response").asString()).isEqualTo("[[]]");
  }

  @Test
  void aPullThatFindsNothingCanFail() {
    assertThat(registerPull().status()).isEqualTo(200);
    assertThat(pull("0").status()).isEqualTo(200);

    assertThat(client.post("/control/switches", Map.of("emptyPullFails", true)).status())
        .isEqualTo(200);

    assertThat(pull("0").status()).isEqualTo(500);
  }

  @Test
  void theStatusOfAReceiptTellsPhoneNameAndAmount() throws Exception {
    String receipt = client.payBill("WN1001").field("receipt");

    assertThat(status(receipt, credential("Safaricom999!*!")).status()).isEqualTo(200);

    JsonNode result = business.await("/result", 1).getFirst().json().path("Result");
    assertThat(result.path("ResultCode").asInt()).isZero();
    assertThat(result.path("TransactionID").asString()).isEqualTo("SIK0000000");
    assertThat(value(result, "ReceiptNo").asString()).isEqualTo(receipt);
    assertThat(value(result, "DebitPartyName").asString()).startsWith("2547");
    assertThat(value(result, "TransactionReason").isMissingNode()).isTrue();
  }

  @Test
  void anUnknownReceiptAndAWrongCredentialEndInTheirCodes() throws Exception {
    assertThat(status("UKN0000001", credential("Safaricom999!*!")).status()).isEqualTo(200);
    assertThat(code(1)).isEqualTo("2032");
    for (int i = 0; i < 3; i++) {
      assertThat(status("UKN0000001", credential("wrong")).status()).isEqualTo(200);
      assertThat(code(2 + i)).isEqualTo("2001");
    }
    assertThat(status("UKN0000001", credential("Safaricom999!*!")).status()).isEqualTo(200);
    assertThat(code(5)).isEqualTo("8006");
  }

  @Test
  void aReversalGivesTheMoneyBackOnce() throws Exception {
    Client.Answer paid = client.payBill("WN1001");
    String receipt = paid.field("receipt");
    String credential = credential("Safaricom999!*!");

    assertThat(reverse(receipt, "1", credential).status()).isEqualTo(200);
    assertThat(code(1)).as("another amount").isEqualTo("R000002");
    String amount =
        client
            .get("/control/statement/" + Client.PAYBILL.number())
            .json()
            .path(0)
            .path("amount")
            .asString();
    assertThat(reverse(receipt, amount, credential).status()).isEqualTo(200);
    assertThat(code(2)).isEqualTo("0");
    assertThat(reverse(receipt, amount, credential).status()).isEqualTo(200);
    assertThat(code(3)).isEqualTo("R000001");
    assertThat(export()).contains("Reversal of " + receipt).contains("-" + amount + ".00");
  }

  @Test
  void theExportHasEveryKindOfLine() {
    String receipt = client.payBill("WN1001, \"B\"").field("receipt");
    for (String kind : List.of("charge", "withdrawal", "deposit", "reversal")) {
      Map<String, Object> movement = new LinkedHashMap<>();
      movement.put("shortcode", Client.PAYBILL.number());
      movement.put("kind", kind);
      movement.put("amount", "5");
      movement.put("receipt", receipt);
      assertThat(client.post("/control/movements", movement).status()).as(kind).isEqualTo(200);
    }

    String csv = export();

    assertThat(csv.lines().filter(line -> line.startsWith("Receipt No.,Completion Time")))
        .hasSize(1);
    assertThat(csv)
        .contains("Pay Merchant Charge")
        .contains("Organization Settlement")
        .contains("Transaction Reversal")
        .contains("\"WN1001, \"\"B\"\"\"");
    assertThat(csv.lines().count()).isEqualTo(6 + 5);
  }

  private Client.Answer registerPull() {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("ShortCode", Client.PAYBILL.number());
    body.put("RequestType", "Pull");
    body.put("NominatedNumber", "0722000000");
    body.put("CallBackURL", business.url("/pull"));
    return client.post("/pulltransactions/v1/register", body);
  }

  private Client.Answer pull(String offset) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("ShortCode", Client.PAYBILL.number());
    body.put("StartDate", "2020-08-04 8:36:00");
    body.put("EndDate", "2099-08-04 8:36:00");
    body.put("OffSetValue", offset);
    return client.post("/pulltransactions/v1/query", body);
  }

  private Client.Answer status(String receipt, String credential) {
    Map<String, Object> body = asked(credential, "TransactionStatusQuery");
    body.put("TransactionID", receipt);
    body.put("PartyA", Client.PAYBILL.number());
    body.put("IdentifierType", "4");
    body.put("Occasion", "");
    return client.post("/mpesa/transactionstatus/v1/query", body);
  }

  private Client.Answer reverse(String receipt, String amount, String credential) {
    Map<String, Object> body = asked(credential, "TransactionReversal");
    body.put("TransactionID", receipt);
    body.put("Amount", amount);
    body.put("ReceiverParty", Client.PAYBILL.number());
    body.put("RecieverIdentifierType", "11");
    return client.post("/mpesa/reversal/v1/request", body);
  }

  private Map<String, Object> asked(String credential, String command) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("Initiator", "testapi");
    body.put("SecurityCredential", credential);
    body.put("CommandID", command);
    body.put("ResultURL", business.url("/result"));
    body.put("QueueTimeOutURL", business.url("/timeout"));
    body.put("Remarks", "a test");
    return body;
  }

  private String code(int results) {
    return business
        .await("/result", results)
        .getLast()
        .json()
        .path("Result")
        .path("ResultCode")
        .asString();
  }

  private static JsonNode value(JsonNode result, String key) {
    return result
        .path("ResultParameters")
        .path("ResultParameter")
        .valueStream()
        .filter(parameter -> parameter.path("Key").asString().equals(key))
        .findFirst()
        .orElseThrow()
        .path("Value");
  }

  private String export() {
    return client.get("/control/export/" + Client.PAYBILL.number()).text();
  }

  private String credential(String password) throws Exception {
    String pem = client.get("/control/certificate").text();
    var certificate =
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
    Cipher cipher = Cipher.getInstance("RSA/ECB/PKCS1Padding");
    cipher.init(Cipher.ENCRYPT_MODE, certificate.getPublicKey());
    return Base64.getEncoder()
        .encodeToString(cipher.doFinal(password.getBytes(StandardCharsets.UTF_8)));
  }
}
