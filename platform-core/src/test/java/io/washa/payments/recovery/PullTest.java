package io.washa.payments.recovery;

import static io.washa.testing.World.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.washa.payments.daraja.RegisterOutcome;
import io.washa.payments.recovery.PullTransactions.Looked;
import io.washa.testing.CoreTest;
import io.washa.testing.Isp;
import io.washa.testing.Safaricom;
import io.washa.testing.World;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Money that nobody told of, found by asking. */
@CoreTest
class PullTest {
  private final World world;
  private final JdbcClient jdbc;
  private final PullRegistration registration;
  private final PullTransactions pull;
  private final DailyProof proof;
  private final Clock clock;
  private Isp isp;
  private Isp.ASubscriber mary;

  PullTest(
      World world,
      JdbcClient jdbc,
      PullRegistration registration,
      PullTransactions pull,
      DailyProof proof,
      Clock clock) {
    this.world = world;
    this.jdbc = jdbc;
    this.registration = registration;
    this.pull = pull;
    this.proof = proof;
    this.clock = clock;
  }

  @BeforeEach
  void anIspThatMayPull() {
    isp = world.anIsp();
    mary = world.aSubscriber(isp);
  }

  private void mayPull() {
    assertThat(isp.asks(() -> registration.register(isp.payBill(), mary.phone())))
        .isInstanceOf(RegisterOutcome.Registered.class);
  }

  private Looked pull() {
    return isp.asks(
        () -> pull.look(new PullTransactions.Window(isp.payBill().id(), Duration.ofHours(1))));
  }

  /** The platform's own round may have found them a moment before. */
  private void pulled(int rows) {
    assertThat(pull())
        .isInstanceOfSatisfying(Looked.Done.class, done -> assertThat(done.rows()).isEqualTo(rows));
  }

  @Test
  void pullIsRefusedBeforeItIsRegisteredAndAnsweredAfterwards() {
    assertThat(pull()).isInstanceOf(Looked.Refused.class);

    mayPull();

    assertThat(pull()).isEqualTo(new Looked.Done(0, 0));
    assertThat(isp.asks(() -> registration.register(isp.payBill(), mary.phone())))
        .isInstanceOf(RegisterOutcome.AlreadyRegistered.class);
  }

  @Test
  void aLostConfirmationIsFoundBookedOnceAndRenewsTheService() {
    mayPull();
    Safaricom.faults(isp.payBill().number(), Map.of("callback", "drop"));
    String receipt = Safaricom.paysPayBill(isp.payBill().number(), mary.account().digits(), "20");
    assertThat(count("SELECT count(*) FROM payment WHERE receipt = '" + receipt + "'")).isZero();
    assertThat(difference()).as("before: nobody has told either side").isZero();

    pulled(1);
    assertThat(pull()).as("again: nothing new").isEqualTo(new Looked.Done(1, 0));

    eventually("renewed", () -> count("SELECT count(*) FROM period") == 1);
    assertThat(count("SELECT count(*) FROM payment WHERE door = 'pull'")).isEqualTo(1);
    assertThat(count("SELECT balance FROM wallet")).isZero();
    assertThat(today().mpesa()).isEqualTo(2000);
    assertThat(difference()).isZero();
    assertThat(today().findings()).isEmpty();
  }

  @Test
  void whatWasToldBeforeIsCompletedAndNotBookedAgain() {
    String receipt = Safaricom.paysPayBill(isp.payBill().number(), mary.account().digits(), "20");
    eventually("told", () -> count("SELECT count(*) FROM payment") == 1);
    assertThat(count("SELECT count(*) FROM payment WHERE payer_hash IS NOT NULL")).isZero();

    mayPull();
    pulled(1);

    assertThat(count("SELECT count(*) FROM payment")).isEqualTo(1);
    assertThat(
            count(
                "SELECT count(*) FROM payment WHERE payer_hash IS NOT NULL AND receipt = '"
                    + receipt
                    + "'"))
        .isEqualTo(1);
    assertThat(count("SELECT sum(amount) FROM posting WHERE account = '1100'")).isEqualTo(2000);
  }

  @Test
  void moreThanOnePageIsRead() {
    mayPull();
    Safaricom.faults(isp.payBill().number(), Map.of("callback", "drop"));
    for (int i = 0; i < 103; i++) {
      String _ = Safaricom.paysPayBill(isp.payBill().number(), mary.account().digits(), "20");
    }

    pulled(103);
    assertThat(count("SELECT sum(amount) FROM posting WHERE account = '1100'"))
        .isEqualTo(103 * 2000L);
  }

  @Test
  void aPaymentThatMPesaDoesNotKnowIsFoundInTheProof() {
    mayPull();
    String url = Safaricom.registration(isp.payBill().number()).get("confirmationUrl").asString();
    assertThat(
            Safaricom.posts(
                url,
                """
                {"TransactionType":"Pay Bill","TransID":"UKNFORGED1","TransTime":"%s",
                 "TransAmount":"20.00","BusinessShortCode":"%s","BillRefNumber":"%s",
                 "MSISDN":"2547 ***** 678","FirstName":"NAME1"}
                """
                    .formatted(
                        java.time.format.DateTimeFormatter.ofPattern("uuuuMMddHHmmss")
                            .withZone(ZoneId.of("Africa/Nairobi"))
                            .format(clock.instant().minusSeconds(60)),
                        isp.payBill().number(),
                        mary.account().digits())))
        .isEqualTo(200);
    String honest = Safaricom.paysPayBill(isp.payBill().number(), mary.account().digits(), "20");
    pulled(1);
    tellWholeDay();

    assertThat(difference()).isEqualTo(-2000);
    assertThat(today().findings())
        .extracting(DailyProof.Finding::kind, DailyProof.Finding::receipt)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(DailyProof.Kind.NOT_AT_MPESA, "UKNFORGED1"));
    assertThat(honest).isNotEqualTo("UKNFORGED1");
  }

  private void tellWholeDay() {
    isp.does(() ->
        jdbc.sql("UPDATE shortcode SET told = told + '{[2000-01-01,2100-01-01)}'::tstzmultirange")
            .update());
  }

  private DailyProof.Proof today() {
    LocalDate day = LocalDate.ofInstant(clock.instant(), ZoneId.of("Africa/Nairobi"));
    return isp.asks(() -> proof.of(isp.payBill().id(), day));
  }

  private long difference() {
    return today().difference();
  }

  private long count(String sql) {
    return isp.asks(() -> jdbc.sql(sql).query((row, _) -> row.getLong(1)).single());
  }
}
