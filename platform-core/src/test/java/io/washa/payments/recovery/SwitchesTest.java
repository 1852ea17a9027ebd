package io.washa.payments.recovery;

import static io.washa.testing.World.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.washa.payments.daraja.DarajaClient;
import io.washa.payments.daraja.Initiator;
import io.washa.payments.daraja.QueryOutcome;
import io.washa.payments.daraja.Shortcodes;
import io.washa.payments.recovery.AskingMpesa.Asked;
import io.washa.payments.recovery.PullTransactions.Looked;
import io.washa.tenancy.DatabaseProperties;
import io.washa.testing.CoreTest;
import io.washa.testing.Isp;
import io.washa.testing.Safaricom;
import io.washa.testing.World;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Safaricom's answers in the other shapes that they were seen or are said to have. */
@CoreTest
class SwitchesTest {
  private static final String PASSWORD = "Safaricom999!*!";
  private static final List<String> SWITCHES =
      List.of(
          "pullEmptyAs500",
          "pullEmptyAsText",
          "resultAsObject",
          "referenceAsList",
          "resultCodeAsText",
          "queueTimeout",
          "pendingAs4999");

  private final World world;
  private final JdbcClient jdbc;
  private final Asking asking;
  private final DatabaseProperties database;
  private final Clock clock;
  private Isp isp;
  private Isp.ASubscriber mary;
  private String number;

  SwitchesTest(
      World world, JdbcClient jdbc, Asking asking, DatabaseProperties database, Clock clock) {
    this.database = database;
    this.world = world;
    this.jdbc = jdbc;
    this.asking = asking;
    this.clock = clock;
  }

  /** Who asks Safaricom. */
  @Component
  record Asking(
      PullRegistration registration,
      PullTransactions pull,
      AskingMpesa initiator,
      Shortcodes shortcodes,
      DarajaClient daraja) {}

  @BeforeEach
  void anIspThatMayPullAndAsk() {
    isp = world.anIsp();
    mary = world.aSubscriber(isp);
    number = isp.payBill().number();
    Initiator initiator = new Initiator("testapi", PASSWORD, Safaricom.certificate());
    isp.does(() -> asking.shortcodes().setInitiator(isp.payBill().id(), initiator));
    var _ = isp.asks(() -> asking.registration().register(isp.payBill(), mary.phone()));
    eventually(
        "its first round is over",
        () -> count("SELECT count(*) FROM shortcode WHERE pulled_at IS NOT NULL") == 1);
  }

  @AfterEach
  void asUsual() {
    SWITCHES.forEach(name -> Safaricom.switches(name, false));
  }

  @Test
  void nothingAsHttp500IsTheEndAfterAShortPageOnly() {
    forgetWhatWasTold();
    Safaricom.switches("pullEmptyAs500", true);
    assertThat(look()).as("it may be trouble").isInstanceOf(Looked.NotNow.class);
    assertThat(told()).isFalse();

    paidBefore("20", 1);
    assertThat(look()).isEqualTo(new Looked.Done(1, 1));
    assertThat(told()).isTrue();
  }

  @Test
  void nothingAsHttp500AfterAFullPageMayBeTroubleAndWhatWasReadIsBooked() {
    forgetWhatWasTold();
    Safaricom.switches("pullEmptyAs500", true);
    paidBefore("20", 100);

    assertThat(look()).isInstanceOf(Looked.NotNow.class);
    assertThat(told()).isFalse();
    assertThat(count("SELECT count(*) FROM payment")).isEqualTo(100);

    Safaricom.switches("pullEmptyAs500", false);
    assertThat(look()).isEqualTo(new Looked.Done(100, 0));
    assertThat(told()).isTrue();
  }

  @Test
  void nothingAsATextIsNothing() {
    Safaricom.switches("pullEmptyAsText", true);

    assertThat(look()).isEqualTo(new Looked.Done(0, 0));
  }

  @Test
  void aRowThatCannotBeReadOrBookedLeavesTheTimeUntoldAndTheOthersAreBooked() {
    forgetWhatWasTold();
    asOwner(
        "ALTER TABLE "
            + isp.id().schema()
            + ".payment ADD CONSTRAINT no_bad CHECK (receipt <> 'UKN1BADROW')");
    String row =
        """
        {"transactionId":"%s","trxDate":"2026-11-20T10:13:00Z","msisdn":254712345678,"sender":"J",
         "transactiontype":"c2b-pay-bill-debit","billreference":"x","amount":"%s"}
        """;
    Safaricom.answersNext(
        "pull",
        """
        {"ResponseRefID":"1","ResponseCode":"1000","ResponseMessage":"Success",
         "Response":[[%s,%s,%s]]}
        """
            .formatted(
                row.formatted("UKN1BADROW", "20.00"),
                row.formatted("ukn1other1", "30.00"),
                row.formatted("UKN1OTHER2", "free")));

    assertThat(look())
        .isInstanceOfSatisfying(
            Looked.Partly.class,
            partly -> {
              assertThat(partly.rows()).isEqualTo(3);
              assertThat(partly.found()).isEqualTo(1);
            });

    assertThat(told()).isFalse();
    assertThat(count("SELECT count(*) FROM payment WHERE receipt = 'UKN1OTHER1'")).isEqualTo(1);
    assertThat(look()).isInstanceOf(Looked.Done.class);
    assertThat(told()).isTrue();
  }

  @Test
  void aResultIsUnderstoodWithCodesAsTextReferencesAsListAndAfterATimeOutNotice() {
    for (String name : List.of("resultCodeAsText", "referenceAsList", "queueTimeout")) {
      Safaricom.switches(name, true);
    }
    String receipt = lost();

    assertThat(status(receipt)).isEqualTo(Asked.UNDER_WAY);

    eventually("found", () -> count("SELECT count(*) FROM payment WHERE door = 'status'") == 1);
    assertThat(count("SELECT count(*) FROM daraja_request WHERE state = 'done'")).isEqualTo(1);
  }

  @Test
  void aResultWithASingleParameterSaysTooLittleAndGivesNothing() {
    Safaricom.switches("resultAsObject", true);
    String receipt = lost();

    assertThat(status(receipt)).isEqualTo(Asked.UNDER_WAY);

    eventually(
        "answered",
        () -> count("SELECT count(*) FROM daraja_request WHERE ended_at IS NOT NULL") == 1);
    assertThat(count("SELECT count(*) FROM payment")).isZero();
  }

  @Test
  void aPromptThatIsPendingAsACodeIsPending() {
    Safaricom.switches("pendingAs4999", true);
    var intent = world.isPrompted(isp, mary);
    String checkout = Safaricom.promptsOn(mary.phone().msisdn()).getFirst();

    eventually(
        "known to the query",
        () ->
            isp.asks(() -> asking.daraja().query(isp.payBill(), checkout))
                instanceof QueryOutcome.Pending);

    Safaricom.answers(checkout, "cancel");
    assertThat(intent).isNotNull();
  }

  @Test
  void confirmationsOfSeveralPaymentsThatComeTwiceAndMixedAreOneCreditEach() {
    Safaricom.faults(number, Map.of("callback", "shuffle", "times", 5));
    for (int i = 0; i < 5; i++) {
      String _ = Safaricom.paysPayBill(number, mary.account().digits(), "20");
    }

    eventually("all are renewed", () -> count("SELECT count(*) FROM period") == 5);
    assertThat(count("SELECT sum(amount) FROM posting WHERE account = '1100'"))
        .isEqualTo(5 * 2000L);
  }

  private void asOwner(String sql) {
    try (Connection owner =
            DriverManager.getConnection(database.url(), "washa_owner", database.ownerPassword());
        Statement statement = owner.createStatement()) {
      boolean _ = statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private String lost() {
    Safaricom.faults(number, Map.of("callback", "drop"));
    String receipt = Safaricom.paysPayBill(number, mary.account().digits(), "20");
    Safaricom.faults(number, Map.of());
    return receipt;
  }

  private void paidBefore(String amount, int times) {
    Instant at = clock.instant().minus(Duration.ofMinutes(30));
    List<String> _ = Safaricom.paidBefore(number, mary.account().digits(), amount, at, times);
  }

  private Asked status(String receipt) {
    return isp.asks(() -> asking.initiator().askStatus(isp.payBill(), receipt, "owner@example"));
  }

  private Looked look() {
    return isp.asks(() ->
        asking.pull().look(new PullTransactions.Window(isp.payBill().id(), Duration.ofHours(1))));
  }

  private void forgetWhatWasTold() {
    isp.does(() -> jdbc.sql("UPDATE shortcode SET told = '{}'").update());
  }

  private boolean told() {
    return count("SELECT count(*) FROM shortcode WHERE told <> '{}'") == 1;
  }

  private long count(String sql) {
    return isp.asks(() -> jdbc.sql(sql).query((row, _) -> row.getLong(1)).single());
  }
}
