package io.washa.payments.daraja;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.washa.payments.daraja.DarajaGateway.Reply;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DarajaErrorsTest {
  private static final Map<String, DarajaFault> EXPECTED =
      Map.ofEntries(
          entry("b2c.duplicate-originator.http500.json", DarajaFault.DUPLICATE),
          entry("b2c.system-internal-error.http500.json", DarajaFault.OUTCOME_UNKNOWN),
          entry("c2b-register.already-registered.2019.json", DarajaFault.ALREADY_REGISTERED),
          entry("c2b-register.already-registered.documented.json", DarajaFault.ALREADY_REGISTERED),
          entry("c2b-register.no-product.http401.json", DarajaFault.CONFIGURATION),
          entry("c2b-register.soap-fault.sandbox-2019.json", DarajaFault.ALREADY_REGISTERED),
          entry("oauth.invalid-credentials.http400.json", DarajaFault.CONFIGURATION),
          entry("oauth.invalid-grant.http400.json", DarajaFault.CONFIGURATION),
          entry("stk-query.4999.json", DarajaFault.STILL_PROCESSING),
          entry("stk-query.processing.http500.json", DarajaFault.STILL_PROCESSING),
          entry("stk-query.spike-arrest.http429.json", DarajaFault.BUSY),
          entry("stk-query.unknown-checkout-id.http400.json", DarajaFault.NOT_YET_KNOWN),
          entry("stk.invalid-access-token.2024-id-format.json", DarajaFault.INVALID_TOKEN),
          entry("stk.invalid-access-token.json", DarajaFault.INVALID_TOKEN),
          entry("stk.invalid-callback-url.http400.json", DarajaFault.BAD_REQUEST),
          entry("stk.invalid-phone.http400.json", DarajaFault.BAD_REQUEST),
          entry("waf.incapsula.http503.json", DarajaFault.GATEWAY));

  static List<String> errors() {
    return Vectors.names("errors", "");
  }

  @Test
  void everyCapturedErrorHasAnExpectation() {
    assertThat(errors()).containsExactlyInAnyOrderElementsOf(EXPECTED.keySet());
  }

  @ParameterizedTest
  @MethodSource("errors")
  void everyCapturedErrorIsClassified(String name) {
    JsonNode vector = JsonMapper.shared().readTree(Vectors.read("errors", name));
    JsonNode body = vector.path("body");
    String sent = body.isMissingNode() ? vector.path("bodyText").asString() : body.toString();

    assertThat(DarajaErrors.classify(vector.path("httpStatus").asInt(), sent).fault())
        .isEqualTo(Objects.requireNonNull(EXPECTED.get(name)));
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          500, 500.001.1001, Merchant does not exist,                                 CONFIGURATION
          500, 500.001.1001, [MerchantValidate] - Wrong credentials,                  CONFIGURATION
          500, 500.001.1001, 'Unable to lock subscriber, a transaction is already in process for the current subscriber', SUBSCRIBER_BUSY
          500, 500.001.1001, UNABLE TO LOCK SUBSCRIBER,                               SUBSCRIBER_BUSY
          500, 500.001.1001, something never seen,                                    OUTCOME_UNKNOWN
          500, 500.003.02,   Error Occurred: Spike Arrest Violation,                  BUSY
          500, 500.003.02,   System is busy. Please try again in few minutes.,        BUSY
          500, 500.003.03,   Quota Violation,                                         QUOTA
          500, 500.003.1001, Internal Server Error,                                   OUTCOME_UNKNOWN
          500, 500.003.1001, 'Duplicate notification info, SP ID is 1, correlator is 2', ALREADY_REGISTERED
          400, 400.003.01,   Invalid Access Token,                                    INVALID_TOKEN
          401, 401.002.01,   Error Occurred - Invalid Access Token - x,               INVALID_TOKEN
          401, 401.001,      Invalid Access Token,                                    INVALID_TOKEN
          400, 400.002.05,   Invalid Request Payload,                                 BAD_REQUEST
          404, 404.001.01,   Resource not found,                                      CONFIGURATION
          404, 404.001.04,   Invalid Authentication Header,                           CONFIGURATION
          405, 405.001,      Method Not Allowed,                                      CONFIGURATION
          500, 00.002.1001,  Service is currently under maintenance. Please try again later, BUSY
          418, 999.9,        never seen,                                              OUTCOME_UNKNOWN
          """)
  void aDocumentedCodeAndTextAreClassifiedTogether(
      int status, String code, String message, DarajaFault fault) {
    String body =
        JsonMapper.shared().writeValueAsString(Map.of("errorCode", code, "errorMessage", message));

    assertThat(DarajaErrors.classify(status, body).fault()).isEqualTo(fault);
  }

  @Test
  void pagesAndEnvelopesThatAreNotJsonDoNotThrow() {
    String soap = "<soap:Envelope><faultstring>Policy Falsified</faultstring></soap:Envelope>";
    String page = "<html><body>502 Bad Gateway</body></html>";

    assertThat(DarajaErrors.classify(500, soap).fault()).isEqualTo(DarajaFault.OUTCOME_UNKNOWN);
    assertThat(DarajaErrors.classify(502, page).fault()).isEqualTo(DarajaFault.OUTCOME_UNKNOWN);
    assertThat(DarajaErrors.classify(429, "").fault()).isEqualTo(DarajaFault.BUSY);
    assertThat(DarajaErrors.classify(502, page).message()).isEqualTo("502 Bad Gateway");
  }

  @Test
  void aQueryForAnUnknownCodeIsNeitherPaidNorFailed() {
    assertThat(query("{'ResponseCode':'0','ResultCode':'7777','ResultDesc':'new'}"))
        .isEqualTo(new QueryOutcome.NeedsReview("7777", "new"));
    assertThat(query("{'ResponseCode':'0','ResultCode':'1032','ResultDesc':'no'}"))
        .isEqualTo(new QueryOutcome.Failed(StkResultCode.CANCELLED, "no"));
    assertThat(query("{'ResponseCode':'0','ResultCode':0}")).isEqualTo(new QueryOutcome.Paid());
    assertThat(query("{'ResponseCode':'0','ResultCode':'4999'}"))
        .isEqualTo(new QueryOutcome.Pending());
  }

  @Test
  void anAnswerAboutAnotherPromptProvesNothing() {
    assertThat(query("{'ResultCode':'0','CheckoutRequestID':'ws_CO_2'}"))
        .isInstanceOf(QueryOutcome.NeedsReview.class);
    assertThat(query("{'ResultCode':'0','CheckoutRequestID':'ws_CO_1'}"))
        .isInstanceOf(QueryOutcome.Paid.class);
  }

  @Test
  void onlyWhatNeverReachedMPesaMayBePushedAgain() {
    String firewall = "Request unsuccessful. Incapsula incident ID: 1-2";
    String busy = "{'errorCode':'500.003.02','errorMessage':'System is busy.'}";
    String internal = "{'errorCode':'500.003.1001','errorMessage':'Internal Server Error'}";

    assertThat(push(403, firewall)).isInstanceOf(PromptOutcome.TryLater.class);
    assertThat(push(503, firewall)).isInstanceOf(PromptOutcome.Unknown.class);
    assertThat(push(500, busy)).isInstanceOf(PromptOutcome.TryLater.class);
    assertThat(push(500, internal)).isInstanceOf(PromptOutcome.Unknown.class);
  }

  @Test
  void anAcceptanceHasAnId() {
    assertThat(push(200, "{'ResponseCode':'0','CheckoutRequestID':'ws_CO_1'}"))
        .isInstanceOf(PromptOutcome.Accepted.class);
    assertThat(push(200, "{'ResponseCode':'0'}")).isInstanceOf(PromptOutcome.Unknown.class);
    assertThat(push(200, "{'ResponseCode':'1','CheckoutRequestID':'ws_CO_1'}"))
        .isInstanceOf(PromptOutcome.Unknown.class);
  }

  private static PromptOutcome push(int status, String body) {
    return Outcomes.push(new Reply.Answer(status, body.replace('\'', '"')));
  }

  private static QueryOutcome query(String body) {
    return Outcomes.query(new Reply.Answer(200, body.replace('\'', '"')), "ws_CO_1");
  }
}
