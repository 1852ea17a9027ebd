package io.washa.payments;

import static io.washa.testing.World.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.washa.testing.CoreTest;
import io.washa.testing.Isp;
import io.washa.testing.Safaricom;
import io.washa.testing.World;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** One shilling that shows whether a shortcode works, and buys nothing. */
@CoreTest
class SelfTestsTest {
  private final World world;
  private final JdbcClient jdbc;
  private final SelfTests tests;
  private final CallbackPaths paths;
  private Isp isp;
  private Isp.ASubscriber mary;

  SelfTestsTest(World world, JdbcClient jdbc, SelfTests tests, CallbackPaths paths) {
    this.world = world;
    this.jdbc = jdbc;
    this.tests = tests;
    this.paths = paths;
  }

  @BeforeEach
  void anIspWhoseOwnerIsASubscriber() {
    isp = world.anIsp();
    mary = world.aSubscriber(isp);
  }

  @Test
  void theShillingIsBookedAsTheOwnersAndRenewsNothingThoughTheOwnersPhoneHasALine() {
    UUID test = starts();
    assertThat(stands(test).prompted()).isNotNull();
    assertThat(stands(test).calledBack()).isNull();

    Safaricom.answers(Safaricom.promptsOn(mary.phone().msisdn()).getFirst(), "pay");

    eventually("booked", () -> stands(test).booked() != null);
    assertThat(stands(test).calledBack()).isNotNull();
    assertThat(stands(test).receipt()).isNotNull();
    assertThat(stands(test).problem()).isNull();
    assertThat(stands(test).ended()).isTrue();
    noneIsLeftToIdentify();
    assertThat(count("SELECT count(*) FROM payment WHERE NOT ours")).isEqualTo(1);
    assertThat(balance("1100")).isEqualTo(100);
    assertThat(balance("3100")).isEqualTo(-100);
    assertThat(balance("2200")).isZero();
    assertThat(balance("2100")).isZero();
    assertThat(count("SELECT count(*) FROM period")).isZero();
  }

  @Test
  void aTestThatIsCancelledSaysSoAndBooksNothing() {
    UUID test = starts();

    Safaricom.answers(Safaricom.promptsOn(mary.phone().msisdn()).getFirst(), "cancel");

    eventually("called back", () -> stands(test).calledBack() != null);
    assertThat(stands(test).problem()).startsWith("1032");
    assertThat(stands(test).booked()).isNull();
    assertThat(stands(test).ended()).isTrue();
    assertThat(count("SELECT count(*) FROM payment")).isZero();
  }

  @Test
  void aTestWhoseCallbackIsLostIsKnownByAskingAndBookedByTheConfirmation() {
    UUID test = starts();
    Safaricom.faults(isp.payBill().number(), java.util.Map.of("callback", "drop"));
    Safaricom.answers(Safaricom.promptsOn(mary.phone().msisdn()).getFirst(), "pay");
    assertThat(isp.asks(() -> tests.ask(test)).orElseThrow().answered()).isNotNull();
    assertThat(stands(test).calledBack()).isNull();

    assertThat(confirm(stands(test).reference())).isEqualTo(200);

    eventually("booked", () -> stands(test).booked() != null);
    assertThat(balance("3100")).isEqualTo(-100);
    assertThat(balance("2200")).isZero();
    assertThat(count("SELECT count(*) FROM period")).isZero();
  }

  @Test
  void aCallbackForNoTestOfThisShortcodeIsKeptAndBooksNothing() {
    UUID test = starts();
    Isp other = world.anIsp();
    String body =
        """
        {"Body":{"stkCallback":{"MerchantRequestID":"m","CheckoutRequestID":"forged","ResultCode":0,
        "ResultDesc":"ok","CallbackMetadata":{"Item":[{"Name":"Amount","Value":1},
        {"Name":"MpesaReceiptNumber","Value":"UKN0FORGED"}]}}}}
        """;

    assertThat(Safaricom.posts(paths.selfTest(other.payBill(), test), body)).isEqualTo(200);
    assertThat(Safaricom.posts(paths.selfTest(isp.payBill(), test), body)).isEqualTo(200);

    assertThat(count("SELECT count(*) FROM payment")).isZero();
    assertThat(count("SELECT count(*) FROM callback WHERE flag LIKE 'CheckoutRequestID%'"))
        .isEqualTo(1);
    assertThat(stands(test).calledBack()).isNull();
    Safaricom.answers(Safaricom.promptsOn(mary.phone().msisdn()).getFirst(), "cancel");
  }

  private UUID starts() {
    return isp.asks(() -> tests.start(isp.payBill().id(), mary.phone(), "owner"));
  }

  private SelfTest stands(UUID test) {
    return isp.asks(() -> tests.find(test)).orElseThrow();
  }

  private int confirm(String reference) {
    return Safaricom.posts(
        paths.confirmation(isp.payBill()),
        """
        {"TransactionType":"Pay Bill","TransID":"UKN0SELFT1","TransTime":"20261127101500",
         "TransAmount":"1.00","BusinessShortCode":"%s","BillRefNumber":"%s",
         "MSISDN":"2547 ***** %s","FirstName":"MARY"}
        """
            .formatted(isp.payBill().number(), reference, mary.phone().msisdn().substring(9)));
  }

  private void noneIsLeftToIdentify() {
    eventually(
        "looked at",
        () ->
            count("SELECT count(*) FROM work.scheduled_tasks WHERE task_name = 'identify-payment'")
                == 0);
  }

  private long balance(String account) {
    return count("SELECT coalesce(sum(amount), 0) FROM posting WHERE account = '" + account + "'");
  }

  private long count(String sql) {
    return isp.asks(() -> jdbc.sql(sql).query((row, _) -> row.getLong(1)).single());
  }
}
