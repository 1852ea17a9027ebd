package io.washa.payments.recovery;

import static io.washa.testing.World.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.washa.payments.ClaimAnswer;
import io.washa.payments.Claims;
import io.washa.payments.daraja.Initiator;
import io.washa.payments.daraja.Shortcodes;
import io.washa.payments.recovery.AskingMpesa.Asked;
import io.washa.testing.CoreTest;
import io.washa.testing.Isp;
import io.washa.testing.Safaricom;
import io.washa.testing.World;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Questions of an initiator, and what their answers do. */
@CoreTest
class AskingMpesaTest {
  private static final String PASSWORD = "Safaricom999!*!";

  private final World world;
  private final JdbcClient jdbc;
  private final AskingMpesa asking;
  private final Claims claims;
  private final Shortcodes shortcodes;
  private Isp isp;
  private Isp.ASubscriber mary;
  private String number;

  AskingMpesaTest(
      World world, JdbcClient jdbc, AskingMpesa asking, Claims claims, Shortcodes shortcodes) {
    this.world = world;
    this.jdbc = jdbc;
    this.asking = asking;
    this.claims = claims;
    this.shortcodes = shortcodes;
  }

  @BeforeEach
  void anIspWithAnInitiator() {
    isp = world.anIsp();
    mary = world.aSubscriber(isp);
    number = isp.payBill().number();
    initiator(PASSWORD);
  }

  private void initiator(String password) {
    Initiator initiator = new Initiator("testapi", password, Safaricom.certificate());
    assertThat(initiator.problem()).isEmpty();
    isp.does(() -> shortcodes.setInitiator(isp.payBill().id(), initiator));
  }

  @Test
  void aLostPaymentIsFoundByTheCodeThatItsPayerTypesIn() {
    Safaricom.faults(number, Map.of("callback", "drop"));
    String receipt = Safaricom.paysPayBill(number, "rubbish", "20");
    Safaricom.faults(number, Map.of());

    ClaimAnswer answer =
        isp.asks(
            () -> claims.claim(new Claims.NewClaim(mary.service(), null, receipt, "0712345678")));

    assertThat(answer).isInstanceOf(ClaimAnswer.Waiting.class);
    eventually("renewed", () -> count("SELECT count(*) FROM period") == 1);
    assertThat(count("SELECT count(*) FROM payment WHERE door = 'status'")).isEqualTo(1);
    assertThat(count("SELECT count(*) FROM claim WHERE state = 'matched'")).isEqualTo(1);
  }

  @Test
  void aCodeThatDoesNotExistFindsNothing() {
    assertThat(status("UKN0NOWHER")).isEqualTo(Asked.UNDER_WAY);

    eventually("answered", () -> ended("failed"));
    assertThat(count("SELECT count(*) FROM payment")).isZero();
    assertThat(text("SELECT result_code FROM daraja_request")).isEqualTo("2032");
  }

  @Test
  void anInitiatorThatMPesaRefusesIsStoppedAtOnceAndWorksAfterBeingSetAnew() {
    initiator("wrong");
    assertThat(status("UKN0NOWHER")).isEqualTo(Asked.UNDER_WAY);
    eventually("answered", () -> ended("failed"));

    assertThat(status("UKN0NOWHE2")).isEqualTo(Asked.NO_INITIATOR);
    assertThat(count("SELECT count(*) FROM audit WHERE action = 'initiator.stopped'")).isEqualTo(1);

    initiator(PASSWORD);
    assertThat(status("UKN0NOWHE2")).isEqualTo(Asked.UNDER_WAY);
  }

  @Test
  void aReversalTakesThePaymentAndWhatItPaidForBackOnce() {
    String receipt = Safaricom.paysPayBill(number, mary.account().digits(), "20");
    eventually("renewed", () -> count("SELECT count(*) FROM period") == 1);

    assertThat(isp.asks(() -> asking.askReversal(isp.payBill(), receipt, 2000, "owner@example")))
        .isEqualTo(Asked.UNDER_WAY);
    assertThat(isp.asks(() -> asking.askReversal(isp.payBill(), receipt, 2000, "owner@example")))
        .isIn(Asked.ALREADY, Asked.UNDER_WAY);

    eventually(
        "given back",
        () -> count("SELECT count(*) FROM payment WHERE reversed_at IS NOT NULL") == 1);
    assertThat(count("SELECT sum(amount) FROM posting WHERE account = '1100'")).isZero();
    assertThat(count("SELECT balance FROM wallet")).isZero();
    assertThat(count("SELECT count(*) FROM subscription WHERE state = 'active'")).isZero();
  }

  @Test
  void aResultForNobodysQuestionGivesNothing() {
    String result =
        Safaricom.registration(number).get("confirmationUrl").asString().replaceAll("/p$", "/r/");
    String body =
        """
        {"Result":{"ResultType":0,"ResultCode":0,"ResultDesc":"ok","TransactionID":"X",
         "ResultParameters":{"ResultParameter":[{"Key":"ReceiptNo","Value":"UKN0FORGED"},
          {"Key":"Amount","Value":500},{"Key":"TransactionStatus","Value":"Completed"},
          {"Key":"CreditPartyName","Value":"%s - ISP"}]}}}
        """
            .formatted(number);

    assertThat(Safaricom.posts(result + java.util.UUID.randomUUID(), body)).isEqualTo(200);

    assertThat(count("SELECT count(*) FROM payment")).isZero();
    assertThat(count("SELECT count(*) FROM callback WHERE flag LIKE 'no such question%'"))
        .isEqualTo(1);
  }

  @Test
  void aReversalThatWeAskedForIsOfTheDayOnWhichMPesaMadeIt() {
    String receipt = Safaricom.paysPayBill(number, mary.account().digits(), "20");
    eventually("renewed", () -> count("SELECT count(*) FROM period") == 1);
    String _ = question("reversal", receipt);

    answer(
        """
        {"Result":{"ResultType":0,"ResultCode":0,"ResultDesc":"ok","TransactionID":"UKN1BACK01",
         "ResultParameters":{"ResultParameter":[{"Key":"Amount","Value":20.00},
          {"Key":"TransCompletedTime","Value":20261101132711}]}}}
        """);

    assertThat(text("SELECT reversed_at AT TIME ZONE 'Africa/Nairobi' FROM payment"))
        .isEqualTo("2026-11-01 13:27:11");
  }

  @Test
  void aPartThatIsGivenBackTakesNothingBackInTheBooks() {
    String receipt = Safaricom.paysPayBill(number, mary.account().digits(), "20");
    eventually("renewed", () -> count("SELECT count(*) FROM period") == 1);
    String _ = question("reversal", receipt);

    answer(
        """
        {"Result":{"ResultType":0,"ResultCode":0,"ResultDesc":"ok","TransactionID":"UKN1BACK02",
         "ResultParameters":{"ResultParameter":[{"Key":"Amount","Value":5.00}]}}}
        """);

    assertThat(count("SELECT count(*) FROM payment WHERE reversed_at IS NOT NULL")).isZero();
    assertThat(text("SELECT result_text FROM daraja_request")).contains("another amount");
  }

  @ParameterizedTest
  @CsvSource({
    "%s - ISP        , Pay Bill, 1",
    "%s, Pay Utility with OD Online, 1",
    "%s9 - ANOTHER, Pay Bill, 0",
    "%s - ISP, Customer Reversal, 0",
    "%s - ISP, Refund to Customer, 0"
  })
  void onlyAPaymentToThisShortcodeIsBooked(String creditedTo, String reason, long booked) {
    String _ = question("status", "UKN1STATUS");

    answer(
        """
        {"Result":{"ResultType":0,"ResultCode":0,"ResultDesc":"ok","TransactionID":"UKN0000000",
         "ResultParameters":{"ResultParameter":[{"Key":"ReceiptNo","Value":"UKN1STATUS"},
          {"Key":"Amount","Value":20},{"Key":"TransactionStatus","Value":"Completed"},
          {"Key":"ReasonType","Value":"%s"},{"Key":"CreditPartyName","Value":"%s"}]}}}
        """
            .formatted(reason, creditedTo.formatted(number)));

    assertThat(count("SELECT count(*) FROM payment")).isEqualTo(booked);
  }

  /** A question that was asked and waits for its answer; returns its id. */
  private String question(String kind, String receipt) {
    return isp.asks(() ->
        jdbc.sql(
                """
                INSERT INTO daraja_request (shortcode_id, kind, receipt, asked_by)
                VALUES (?, ?, ?, 'owner@example') RETURNING id::text
                """)
            .params(isp.payBill().id(), kind, receipt)
            .query((row, _) -> row.getString(1))
            .single());
  }

  private void answer(String body) {
    String result =
        Safaricom.registration(number).get("confirmationUrl").asString().replaceAll("/p$", "/r/");
    assertThat(Safaricom.posts(result + text("SELECT id::text FROM daraja_request"), body))
        .isEqualTo(200);
  }

  private Asked status(String receipt) {
    return isp.asks(() -> asking.askStatus(isp.payBill(), receipt, "owner@example"));
  }

  private boolean ended(String state) {
    return count("SELECT count(*) FROM daraja_request WHERE state = '" + state + "'") == 1;
  }

  private String text(String sql) {
    return isp.asks(() -> jdbc.sql(sql).query((row, _) -> row.getString(1)).single());
  }

  private long count(String sql) {
    return isp.asks(() -> jdbc.sql(sql).query((row, _) -> row.getLong(1)).single());
  }
}
