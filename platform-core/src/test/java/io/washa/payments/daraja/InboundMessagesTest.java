package io.washa.payments.daraja;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class InboundMessagesTest {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String PAIRED = "paired.stk-push-also-fires-c2b.json";

  static List<String> stkCallbacks() {
    return Stream.of(
            Vectors.names("captured", "stk-callback").stream()
                .map(name -> Vectors.read("captured", name)),
            Vectors.names("docs", "MpesaExpressSimulate").stream()
                .map(name -> Vectors.read("docs", name)),
            Stream.of(paired("stkCallback")))
        .flatMap(bodies -> bodies)
        .toList();
  }

  static List<String> c2bMessages() {
    return Stream.of(
            Vectors.names("captured", "c2b-").stream().map(name -> Vectors.read("captured", name)),
            Vectors.names("docs", "CustomerToBusiness").stream()
                .filter(name -> !name.contains("response-body"))
                .map(name -> Vectors.read("docs", name)),
            Stream.of(paired("c2bValidation"), paired("c2bConfirmation")))
        .flatMap(bodies -> bodies)
        .toList();
  }

  private static String paired(String part) {
    return JSON.readTree(Vectors.read("captured", PAIRED)).path(part).toString();
  }

  @ParameterizedTest
  @MethodSource("stkCallbacks")
  void everyCapturedCallbackIsReadInFull(String body) {
    JsonNode sent = JSON.readTree(body).path("Body").path("stkCallback");

    StkCallback.Parsed read = parsed(body);

    assertThat(read.checkoutRequestId()).isEqualTo(sent.path("CheckoutRequestID").asString());
    assertThat(read.merchantRequestId()).isEqualTo(sent.path("MerchantRequestID").asString());
    assertThat(read.resultCode()).isEqualTo(sent.path("ResultCode").asString());
    assertThat(read.result().terminal()).isTrue();
    assertThat(read.details().receipt().isPresent()).isEqualTo(read.result().paid());
    assertThat(read.details().amount().isPresent()).isEqualTo(read.result().paid());
    assertThat(read.details().transactedAt().isPresent()).isEqualTo(read.result().paid());
    assertThat(read.details().phone().isPresent()).isEqualTo(read.result().paid());
  }

  @ParameterizedTest
  @MethodSource("c2bMessages")
  void everyCapturedC2bMessageIsReadInFull(String body) {
    JsonNode sent = JSON.readTree(body);

    C2bMessage.Parsed read = (C2bMessage.Parsed) C2bMessage.parse(body);

    assertThat(read.receipt()).isEqualTo(sent.path("TransID").asString());
    assertThat(read.amount())
        .isEqualTo(Math.round(Double.parseDouble(sent.path("TransAmount").asString()) * 100));
    assertThat(read.transactedAt()).isPresent();
    assertThat(read.shortcode()).isEqualTo(sent.path("BusinessShortCode").asString());
    assertThat(read.accountReference()).isEqualTo(sent.path("BillRefNumber").asString());
    assertThat(read.extras().msisdn()).isEqualTo(sent.path("MSISDN").asString());
    assertThat(read.extras().name()).startsWith(sent.path("FirstName").asString());
  }

  @Test
  void onePaymentHasTheSameReceiptOnAllDoors() {
    String receipt = "RKT4OGW4R6";

    assertThat(parsed(paired("stkCallback")).details().receipt()).contains(receipt);
    assertThat(C2bMessage.parse(paired("c2bConfirmation")))
        .isInstanceOfSatisfying(
            C2bMessage.Parsed.class, read -> assertThat(read.receipt()).isEqualTo(receipt));
  }

  @Test
  void aTransactionDateIsEastAfricanAsNumberOrText() {
    Instant noon = Instant.parse("2023-04-26T09:30:00Z");

    assertThat(paid("TransactionDate", "20230426123000").transactedAt()).contains(noon);
    assertThat(paid("TransactionDate", "\"20230426123000\"").transactedAt()).contains(noon);
    assertThat(paid("TransactionDate", "\"2023-04-26 12:30:00\"").transactedAt()).contains(noon);
    assertThat(paid("TransactionDate", "\"yesterday\"").transactedAt()).isEmpty();
    assertThat(paid("TransactionDate", "20231399999999").transactedAt()).isEmpty();
  }

  @Test
  void anAmountKeepsItsCents() {
    assertThat(paid("Amount", "1.00").amount()).hasValue(100);
    assertThat(paid("Amount", "1").amount()).hasValue(100);
    assertThat(paid("Amount", "\"168.50\"").amount()).hasValue(16_850);
    assertThat(paid("Amount", "5E+1").amount()).hasValue(5_000);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.005", "-1", "0", "\"ten\"", "true", "{}", "1e999999999", "1e-99999"})
  void whatIsNoAmountIsNeverRoundedIntoOne(String amount) {
    String body =
        """
        {"TransID":"RKT4OGW4R6","TransAmount":%s,"BusinessShortCode":"600966"}
        """;

    assertThat(C2bMessage.parse(body.formatted(amount))).isInstanceOf(C2bMessage.Malformed.class);
    assertThat(C2bMessage.parse(body.formatted("\"1.00\""))).isInstanceOf(C2bMessage.Parsed.class);
  }

  @Test
  void aMaskedOrMissingPhoneDoesNotMatter() {
    assertThat(paid("PhoneNumber", "\"254708***430\"").phone()).contains("254708***430");
    assertThat(paid("Amount", "1").phone()).isEmpty();
  }

  @Test
  void whatADatabaseCannotStoreIsReplaced() {
    assertThat(
            C2bMessage.parse(
                "{\"TransID\":\"R\",\"TransAmount\":1,\"BillRefNumber\":\"A\\u0000B\"}"))
        .isInstanceOfSatisfying(
            C2bMessage.Parsed.class,
            read -> assertThat(read.accountReference()).isEqualTo("A\uFFFDB"));
  }

  @Test
  void anUnknownResultCodeIsReadButEndsNothing() {
    StkCallback.Parsed read =
        parsed("{\"Body\":{\"stkCallback\":{\"CheckoutRequestID\":\"x\",\"ResultCode\":\"X1\"}}}");

    assertThat(read.result()).isEqualTo(StkResultCode.UNKNOWN);
    assertThat(read.resultCode()).isEqualTo("X1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "42",
        "{",
        "<html>",
        "{}",
        "{\"Body\":[]}",
        "{\"Body\":{\"stkCallback\":{\"ResultCode\":0}}}",
        "{\"Body\":{\"stkCallback\":{\"CheckoutRequestID\":\"x\"}}}",
        "{\"TransID\":\"\",\"TransAmount\":\"1\"}",
        "{\"TransID\":\"R\"}"
      })
  void whatCannotBeReadIsMalformedAndNothingIsThrown(String body) {
    assertThat(StkCallback.parse(body)).isInstanceOf(StkCallback.Malformed.class);
    assertThat(C2bMessage.parse(body)).isInstanceOf(C2bMessage.Malformed.class);
  }

  @Test
  void deepNestingAndGreatLengthAreMalformed() {
    assertThat(StkCallback.parse("{\"a\":".repeat(10_000)))
        .isInstanceOf(StkCallback.Malformed.class);
    assertThat(C2bMessage.parse("{\"TransID\":\"" + "R".repeat(70_000) + "\"}"))
        .isEqualTo(new C2bMessage.Malformed("not JSON, or too long"));
  }

  private static StkCallback.Details paid(String item, String value) {
    return parsed(
            """
            {"Body":{"stkCallback":{"MerchantRequestID":"m","CheckoutRequestID":"c","ResultCode":0,
             "CallbackMetadata":{"Item":[{"Name":"Balance"},{"Name":"%s","Value":%s}]}}}}
            """
                .formatted(item, value))
        .details();
  }

  private static StkCallback.Parsed parsed(String body) {
    return (StkCallback.Parsed) StkCallback.parse(body);
  }
}
