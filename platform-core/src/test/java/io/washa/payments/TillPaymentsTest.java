package io.washa.payments;

import static io.washa.testing.World.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.washa.customers.PhoneNumber;
import io.washa.insight.ClaimStanding;
import io.washa.payments.daraja.NewShortcode;
import io.washa.payments.daraja.Shortcode;
import io.washa.payments.daraja.Shortcodes;
import io.washa.testing.CoreTest;
import io.washa.testing.Isp;
import io.washa.testing.Safaricom;
import io.washa.testing.World;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A till has no account: what was prompted, and who pays, tell whose money it is. */
@CoreTest
class TillPaymentsTest {
  private static final String STORE = "609999";
  private static final DateTimeFormatter EAT =
      DateTimeFormatter.ofPattern("uuuuMMddHHmmss").withZone(ZoneId.of("Africa/Nairobi"));

  private final World world;
  private final JdbcClient jdbc;
  private final Shortcodes shortcodes;
  private final CallbackPaths paths;
  private final Prompting prompting;
  private final Claims claims;
  private final Clock clock;
  private final ClaimStanding.Reader standings;
  private Isp isp;
  private Isp.ASubscriber mary;
  private Shortcode till;

  TillPaymentsTest(
      World world,
      JdbcClient jdbc,
      Shortcodes shortcodes,
      CallbackPaths paths,
      Prompting prompting,
      Claims claims,
      Clock clock,
      ClaimStanding.Reader standings) {
    this.world = world;
    this.jdbc = jdbc;
    this.shortcodes = shortcodes;
    this.paths = paths;
    this.prompting = prompting;
    this.claims = claims;
    this.clock = clock;
    this.standings = standings;
  }

  @BeforeEach
  void anIspWithATill() {
    isp = world.anIsp();
    mary = world.aSubscriber(isp);
    till =
        isp.asks(() ->
            shortcodes.add(
                new NewShortcode(
                    "5" + isp.payBill().number().substring(1),
                    STORE,
                    Shortcode.Kind.TILL,
                    new Shortcode.Credentials("key", "secret", "passkey"),
                    Shortcode.C2bVersion.V2)));
  }

  @Test
  void thePaymentOfThePromptedPhoneAnswersItsPrompt() {
    UUID intent = promptThatFailed(mary, mary.phone());

    assertThat(confirm("UKN0TILL01", STORE, tail(mary.phone()))).isEqualTo(200);

    eventually("matched", () -> intentOf("UKN0TILL01").equals(intent.toString()));
    eventually("renewed", () -> count("SELECT count(*) FROM period") == 1);
  }

  @Test
  void theTillsOwnNumberInTheMessageWillDoAndAnotherWillNot() {
    UUID _ = promptThatFailed(mary, mary.phone());

    assertThat(confirm("UKN0TILL02", "123456", tail(mary.phone()))).isEqualTo(200);
    assertThat(count("SELECT count(*) FROM payment")).isZero();

    assertThat(confirm("UKN0TILL03", till.number(), tail(mary.phone()))).isEqualTo(200);
    eventually("renewed", () -> count("SELECT count(*) FROM period") == 1);
  }

  @Test
  void twoPromptsThatCouldBeMeantLeaveTheMoneyForWhoeverKnowsTheCode() {
    Isp.ASubscriber other = world.aSubscriber(isp);
    Isp.ASubscriber third = world.aSubscriber(isp);
    UUID marys = promptThatFailed(mary, mary.phone());
    UUID others = promptThatFailed(other, mary.phone());
    assertThat(isp.asks(() -> standings.needsCode(marys))).as("before the money").isFalse();

    assertThat(confirm("UKN0TILL04", STORE, tail(mary.phone()))).isEqualTo(200);

    lookedAt();
    assertThat(count("SELECT count(*) FROM payment WHERE subscriber_id IS NULL")).isEqualTo(1);
    for (UUID asked : List.of(marys, others)) {
      assertThat(isp.asks(() -> standings.needsCode(asked))).isTrue();
    }
    UUID elsewhere = promptThatFailed(third, third.phone());
    assertThat(isp.asks(() -> standings.needsCode(elsewhere))).as("another phone").isFalse();

    assertThat(
            isp.asks(() ->
                claims.claim(
                    new Claims.NewClaim(mary.service(), null, "UKN0TILL04", tail(mary.phone())))))
        .isInstanceOf(ClaimAnswer.Found.class);
    eventually("renewed", () -> count("SELECT count(*) FROM period") == 1);
  }

  @Test
  void aStrangerWhosePhoneEndsAlikeDoesNotAnswerMarysPrompt() {
    UUID _ = promptThatFailed(mary, mary.phone());

    assertThat(confirm("UKN0TILL06", STORE, tail(mary.phone()), "PETER")).isEqualTo(200);

    lookedAt();
    assertThat(intentOf("UKN0TILL06")).isEmpty();
    assertThat(confirm("UKN0TILL07", STORE, tail(mary.phone()))).isEqualTo(200);
    eventually("answered", () -> !intentOf("UKN0TILL07").isEmpty());
  }

  @Test
  void whatWasPaidBeforeThePromptDoesNotAnswerIt() {
    Instant before = clock.instant().minusSeconds(600);
    UUID _ = promptThatFailed(mary, mary.phone());

    assertThat(confirmAt("UKN0TILL08", before)).isEqualTo(200);

    lookedAt();
    assertThat(intentOf("UKN0TILL08")).isEmpty();
    assertThat(confirmAt("UKN0TILL09", clock.instant())).isEqualTo(200);
    eventually("answered", () -> !intentOf("UKN0TILL09").isEmpty());
  }

  @Test
  void anotherPhonesPaymentAnswersNobodysPrompt() {
    UUID _ = promptThatFailed(mary, mary.phone());
    String digits = tail(mary.phone()).equals("000") ? "001" : "000";

    assertThat(confirm("UKN0TILL05", STORE, digits)).isEqualTo(200);

    lookedAt();
    assertThat(count("SELECT count(*) FROM payment WHERE subscriber_id IS NULL")).isEqualTo(1);
  }

  /** Half of all prompts fail, and people then pay at the till. */
  private UUID promptThatFailed(Isp.ASubscriber subscriber, PhoneNumber phone) {
    PromptAnswer answer =
        isp.asks(
            () -> prompting.prompt(new PromptRequest(subscriber.service(), isp.hourPlan(), phone)));
    UUID intent = ((PromptAnswer.Sent) answer).intent();
    Safaricom.answers(Safaricom.promptsOn(phone.msisdn()).getFirst(), "cancel");
    eventually(
        "failed",
        () ->
            isp.asks(() ->
                jdbc.sql("SELECT state = 'failed' FROM payment_intent WHERE id = ?")
                    .param(intent)
                    .query((row, _) -> row.getBoolean(1))
                    .single()));
    return intent;
  }

  private static String tail(PhoneNumber phone) {
    return phone.msisdn().substring(9);
  }

  private int confirm(String receipt, String shortcode, String digits) {
    return confirm(receipt, shortcode, digits, "MARY");
  }

  private void lookedAt() {
    eventually(
        "looked at",
        () ->
            count("SELECT count(*) FROM work.scheduled_tasks WHERE task_name = 'identify-payment'")
                == 0);
  }

  private int confirm(String receipt, String shortcode, String digits, String name) {
    return posted(
        receipt,
        EAT.format(clock.instant()),
        "2547 ***** " + digits + "\",\"FirstName\":\"" + name,
        shortcode);
  }

  private int confirmAt(String receipt, Instant at) {
    return posted(
        receipt,
        EAT.format(at),
        "2547 ***** " + tail(mary.phone()) + "\",\"FirstName\":\"MARY",
        STORE);
  }

  private int posted(String receipt, String at, String payer, String shortcode) {
    return Safaricom.posts(
        paths.confirmation(till),
        """
        {"TransactionType":"Buy Goods","TransID":"%s","TransTime":"%s",
         "TransAmount":"20.00","BusinessShortCode":"%s","BillRefNumber":"",
         "MSISDN":"%s"}
        """
            .formatted(receipt, at, shortcode, payer));
  }

  private String intentOf(String receipt) {
    return isp.asks(() ->
        jdbc.sql("SELECT coalesce(intent_id::text, '') FROM payment WHERE receipt = ?")
            .param(receipt)
            .query((row, _) -> row.getString(1))
            .single());
  }

  private long count(String sql) {
    return isp.asks(() -> jdbc.sql(sql).query((row, _) -> row.getLong(1)).single());
  }
}
