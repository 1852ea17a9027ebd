package io.washa.payments;

import static io.washa.testing.World.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.washa.payments.daraja.NewShortcode;
import io.washa.payments.daraja.RegisterOutcome;
import io.washa.payments.daraja.Shortcode;
import io.washa.payments.daraja.ShortcodeHealth;
import io.washa.payments.daraja.ShortcodeHealth.Missing;
import io.washa.payments.daraja.Shortcodes;
import io.washa.payments.recovery.StatementImport;
import io.washa.testing.CoreTest;
import io.washa.testing.Isp;
import io.washa.testing.Safaricom;
import io.washa.testing.World;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** An ISP that begins before Daraja works, and what happens when it does. */
@CoreTest
class ManualModeTest {
  private final World world;
  private final JdbcClient jdbc;
  private final Claims claims;
  private final ByHand byHand;
  private final Shortcodes shortcodes;
  private final Prompting prompting;
  private final C2bRegistration registration;
  private final StatementImport statements;
  private final Clock clock;
  private Isp isp;
  private Isp.ASubscriber mary;
  private Shortcode early;

  ManualModeTest(
      World world,
      JdbcClient jdbc,
      Claims claims,
      ByHand byHand,
      Shortcodes shortcodes,
      Prompting prompting,
      C2bRegistration registration,
      StatementImport statements,
      Clock clock) {
    this.world = world;
    this.jdbc = jdbc;
    this.claims = claims;
    this.byHand = byHand;
    this.shortcodes = shortcodes;
    this.prompting = prompting;
    this.registration = registration;
    this.statements = statements;
    this.clock = clock;
  }

  @BeforeEach
  void aShortcodeBeforeItsPapersAreThrough() {
    isp = world.anIsp();
    mary = world.aSubscriber(isp);
    String number = "7" + isp.payBill().number().substring(1);
    Safaricom.opensShortcode(
        Map.of(
            "shortcode",
            number,
            "businessName",
            isp.tenant().name(),
            "type",
            "PayBill",
            "consumerKey",
            "key" + number,
            "consumerSecret",
            "secret" + number,
            "passkey",
            "passkey" + number));
    isp.does(() -> shortcodes.setMode(isp.payBill().id(), Shortcodes.Mode.MANUAL));
    early = isp.asks(() -> shortcodes.add(NewShortcode.manual(number, Shortcode.Kind.PAYBILL)));
  }

  @Test
  void aClaimThatACashierConfirmsRenewsAndNothingIsBookedAgainOnceDarajaTells() throws Exception {
    String receipt = Safaricom.paysPayBill(early.number(), mary.account().digits(), "20");
    UUID claim =
        ((ClaimAnswer.Waiting)
                isp.asks(() ->
                    claims.claim(
                        new Claims.NewClaim(
                            mary.service(), isp.hourPlan(), receipt + " Confirmed", "678"))))
            .claim();
    assertThat(
            isp.asks(() ->
                byHand.confirm(
                    claim, new ByHand.Seen(early.id(), receipt, 2000, clock.instant()), "cashier")))
        .isEqualTo(ByHand.Vouched.DONE);
    eventually("renewed", () -> count("SELECT count(*) FROM period") == 1);

    isp.does(() -> {
      shortcodes.setCredentials(early.id(), app());
      shortcodes.setMode(early.id(), Shortcodes.Mode.API);
    });
    Shortcode now = isp.asks(() -> shortcodes.get(early.id()));
    assertThat(isp.asks(() -> registration.register(now)))
        .isInstanceOf(RegisterOutcome.Registered.class);
    assertThat(confirm(now, receipt)).isEqualTo(200);
    byte[] statement = Safaricom.export(now.number()).getBytes(StandardCharsets.UTF_8);
    assertThat(
            isp.asks(() ->
                statements.run(now.id(), new ByteArrayInputStream(statement), "cashier", _ -> {})))
        .isInstanceOf(StatementImport.Imported.Done.class);

    assertThat(count("SELECT count(*) FROM payment")).isEqualTo(1);
    assertThat(count("SELECT count(*) FROM period")).isEqualTo(1);
    assertThat(count("SELECT sum(amount) FROM posting WHERE account = '1100'")).isEqualTo(2000);
    assertThat(isp.asks(() -> prompting.prompt(wish()))).isInstanceOf(PromptAnswer.Sent.class);
    Safaricom.answers(Safaricom.promptsOn(mary.phone().msisdn()).getFirst(), "cancel");
  }

  @Test
  void withoutAnAppNobodyIsAskedAndTheModeCannotBeChanged() {
    assertThat(isp.asks(() -> prompting.prompt(wish()))).isInstanceOf(PromptAnswer.NotSetUp.class);
    assertThat(isp.asks(() -> registration.register(early)))
        .isInstanceOf(RegisterOutcome.Refused.class);
    assertThatThrownBy(() -> isp.does(() -> shortcodes.setMode(early.id(), Shortcodes.Mode.API)))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() ->
            isp.does(() ->
                shortcodes.setCredentials(
                    early.id(), new Shortcode.Credentials("key", " ", "passkey"))))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(health().missing()).containsExactly(Missing.APP);

    isp.does(() -> shortcodes.setCredentials(early.id(), app()));
    isp.does(() -> shortcodes.setMode(early.id(), Shortcodes.Mode.API));
    assertThat(isp.asks(() -> shortcodes.get(early.id()).credentials())).isEqualTo(app());
    assertThat(health().missing())
        .contains(Missing.ADDRESSES, Missing.EXTERNAL_VALIDATION, Missing.PULL, Missing.INITIATOR)
        .doesNotContain(Missing.APP, Missing.MODE, Missing.TOKEN);
  }

  @Test
  void wrongSecretsAreToldInTheHealthAndRightOnesAreUsedAtOnce() {
    isp.does(() ->
        shortcodes.setCredentials(
            early.id(), new Shortcode.Credentials(app().consumerKey(), "wrong", app().passkey())));
    isp.does(() -> shortcodes.setMode(early.id(), Shortcodes.Mode.API));
    Shortcode wrong = isp.asks(() -> shortcodes.get(early.id()));
    assertThat(isp.asks(() -> registration.register(wrong)))
        .isNotInstanceOf(RegisterOutcome.Registered.class);
    assertThat(health().token().error()).isPresent();
    assertThat(health().missing()).contains(Missing.TOKEN);

    isp.does(() -> shortcodes.setCredentials(early.id(), app()));
    Shortcode right = isp.asks(() -> shortcodes.get(early.id()));
    assertThat(isp.asks(() -> registration.register(right)))
        .isInstanceOf(RegisterOutcome.Registered.class);
    assertThat(health().token().error()).isEmpty();
    assertThat(health().token().until()).isPresent();
    assertThat(health().missing()).contains(Missing.SILENCE);
    assertThat(Safaricom.paysPayBill(right.number(), mary.account().digits(), "20")).isNotEmpty();
    eventually("a callback is noted", () -> health().lastCallback().isPresent());
    assertThat(health().missing()).doesNotContain(Missing.SILENCE, Missing.TOKEN);
  }

  private ShortcodeHealth health() {
    return isp.asks(() -> shortcodes.health(early.id())).orElseThrow();
  }

  private Shortcode.Credentials app() {
    String number = early.number();
    return new Shortcode.Credentials("key" + number, "secret" + number, "passkey" + number);
  }

  private PromptRequest wish() {
    return new PromptRequest(mary.service(), isp.hourPlan(), mary.phone());
  }

  private int confirm(Shortcode to, String receipt) {
    return Safaricom.posts(
        "%s".formatted(isp.asks(() -> registration.addresses(to)).confirmation()),
        """
        {"TransactionType":"Pay Bill","TransID":"%s","TransTime":"20261127101500",
         "TransAmount":"20.00","BusinessShortCode":"%s","BillRefNumber":"%s",
         "MSISDN":"2547 ***** 678","FirstName":"MARY"}
        """
            .formatted(receipt, to.number(), mary.account().digits()));
  }

  private long count(String sql) {
    return isp.asks(() -> jdbc.sql(sql).query((row, _) -> row.getLong(1)).single());
  }
}
