package io.washa.payments;

import static io.washa.testing.World.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.washa.tenancy.Settings;
import io.washa.testing.CoreTest;
import io.washa.testing.Isp;
import io.washa.testing.Safaricom;
import io.washa.testing.World;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Messages that somebody else than Safaricom might post: no credit, an entry in the audit, the body
 * kept. Each is followed by its twin, which has one thing changed and is believed.
 */
@CoreTest
class ForgedTest {
  private static final String SAFARICOM = "196.201.214.200";

  private final World world;
  private final JdbcClient jdbc;
  private final Settings settings;
  private Isp isp;
  private Isp.ASubscriber mary;

  ForgedTest(World world, JdbcClient jdbc, Settings settings) {
    this.world = world;
    this.jdbc = jdbc;
    this.settings = settings;
  }

  @BeforeEach
  void anIsp() {
    isp = world.anIsp();
    mary = world.aSubscriber(isp);
    isp.does(() ->
        settings.write(
            SourceRules.CHOICE, new SourceRules(SourceRules.Mode.OFF, List.of()), "owner"));
  }

  @Test
  void aTokenThatWasNeverGivenOutIsNotFound() {
    String token = confirmation().replaceAll(".*/c/([0-9a-f]+)/p", "$1");
    String turned = new StringBuilder(token).reverse().toString();

    assertThat(Safaricom.posts(confirmation().replace(token, turned), c2b("UKN1TOKEN1")))
        .isEqualTo(404);
    assertThat(count("SELECT count(*) FROM callback")).isZero();

    assertThat(Safaricom.posts(confirmation(), c2b("UKN1TOKEN1"))).isEqualTo(200);
    isCredited();
  }

  @Test
  void anotherTenantsTokenDoesNotTakeOurShortcodesMoney() {
    Isp other = world.anIsp();
    String theirs =
        Safaricom.registration(other.payBill().number()).get("confirmationUrl").asString();

    assertThat(Safaricom.posts(theirs, c2b("UKN1OTHERS"))).isEqualTo(200);
    assertThat(
            other.<Long>asks(
                () -> jdbc.sql("SELECT count(*) FROM payment").query(Long.class).single()))
        .isZero();
    isCreditedNothing();

    assertThat(Safaricom.posts(confirmation(), c2b("UKN1OTHERS"))).isEqualTo(200);
    isCredited();
  }

  @Test
  void aPromptThatWasNeverSentIsNotPaid() {
    UUID intent = world.isPrompted(isp, mary);
    String result = stk(checkout(intent), merchant(intent), "20.00", "UKN1PROMPT");

    assertThat(
            Safaricom.posts(
                address(intent).replace(intent.toString(), UUID.randomUUID().toString()), result))
        .isEqualTo(200);
    isNotBelieved("unknown prompt");

    assertThat(Safaricom.posts(address(intent), result)).isEqualTo(200);
    isCredited();
  }

  @Test
  void anotherTenantsPromptIsNotPaidThroughOurToken() {
    Isp other = world.anIsp();
    Isp.ASubscriber theirs = world.aSubscriber(other);
    UUID intent = world.isPrompted(other, theirs);
    UUID ours = world.isPrompted(isp, mary);

    assertThat(
            Safaricom.posts(
                address(ours).replace(ours.toString(), intent.toString()),
                stk(checkout(ours), merchant(ours), "20.00", "UKN1THEIRS")))
        .isEqualTo(200);
    isNotBelieved("unknown prompt");

    assertThat(
            Safaricom.posts(
                address(ours), stk(checkout(ours), merchant(ours), "20.00", "UKN1THEIRS")))
        .isEqualTo(200);
    isCredited();
    Safaricom.answers(Safaricom.promptsOn(theirs.phone().msisdn()).getFirst(), "cancel");
  }

  @Test
  void whoDoesNotKnowTheRequestsIdsIsNotBelieved() {
    UUID intent = world.isPrompted(isp, mary);

    assertThat(
            Safaricom.posts(
                address(intent), stk("ws_CO_1", merchant(intent), "20.00", "UKN1IDS001")))
        .isEqualTo(200);
    isNotBelieved("CheckoutRequestID");
    assertThat(
            Safaricom.posts(address(intent), stk(checkout(intent), "1-2-3", "20.00", "UKN1IDS002")))
        .isEqualTo(200);
    isNotBelieved("MerchantRequestID");

    assertThat(
            Safaricom.posts(
                address(intent), stk(checkout(intent), merchant(intent), "20.00", "UKN1IDS003")))
        .isEqualTo(200);
    isCredited();
  }

  @Test
  void anotherAmountThanThePromptsIsNotBelieved() {
    UUID intent = world.isPrompted(isp, mary);

    assertThat(
            Safaricom.posts(
                address(intent), stk(checkout(intent), merchant(intent), "1.00", "UKN1AMOUNT")))
        .isEqualTo(200);
    isNotBelieved("amount 1.00 is not");

    assertThat(
            Safaricom.posts(
                address(intent), stk(checkout(intent), merchant(intent), "20.00", "UKN1AMOUNT")))
        .isEqualTo(200);
    isCredited();
  }

  @Test
  void aPromptsResultIsBelievedOnceAndNotUnderAnotherReceipt() {
    UUID intent = world.isPrompted(isp, mary);
    String first = stk(checkout(intent), merchant(intent), "20.00", "UKN1FIRST1");
    assertThat(Safaricom.posts(address(intent), first)).isEqualTo(200);
    isCredited();

    assertThat(Safaricom.posts(address(intent), first.replace("UKN1FIRST1", "UKN1SECOND")))
        .isEqualTo(200);
    isCredited(1, "the prompt was paid under another receipt");

    assertThat(Safaricom.posts(confirmation(), c2b("UKN1THIRD1").replace("20.00", "21.00")))
        .as("but by hand one may pay again")
        .isEqualTo(200);
    assertThat(credit(mary)).isEqualTo(4100);
  }

  private void isCredited(int flagged, String why) {
    assertThat(credit(mary)).isEqualTo(2000);
    assertThat(count("SELECT count(*) FROM callback WHERE flag LIKE '" + why + "%'"))
        .isEqualTo(flagged);
  }

  @Test
  void aTimeThatCannotBeIsTakenForNowAndAReceiptThatIsNoneIsNotBooked() {
    assertThat(
            Safaricom.posts(
                confirmation(), c2b("UKN1TIMES1").replace("20261123101500", "20991231235959")))
        .isEqualTo(200);
    isCredited();
    assertThat(count("SELECT count(*) FROM payment WHERE paid_at > now() + interval '1 day'"))
        .isZero();

    assertThat(Safaricom.posts(confirmation(), c2b("<b>X</b>"))).isEqualTo(200);
    assertThat(count("SELECT count(*) FROM payment")).isEqualTo(1);
    assertThat(count("SELECT count(*) FROM callback WHERE flag LIKE 'malformed%'")).isEqualTo(1);
  }

  @Test
  void aReplayForAnotherAccountGivesNothingAndANewReceiptDoes() {
    Isp.ASubscriber thief = world.aSubscriber(isp);
    assertThat(Safaricom.posts(confirmation(), c2b("UKN1REPLAY"))).isEqualTo(200);
    String changed = c2b("UKN1REPLAY").replace(mary.account().digits(), thief.account().digits());

    isCredited();
    assertThat(Safaricom.posts(confirmation(), changed)).isEqualTo(200);
    isCredited(1, "the account is not the one in the books for this receipt");
    assertThat(credit(thief)).isZero();

    assertThat(Safaricom.posts(confirmation(), changed.replace("UKN1REPLAY", "UKN1REPLAX")))
        .isEqualTo(200);
    assertThat(credit(thief)).isEqualTo(2000);
  }

  @Test
  void aReplayWithAPromptsReferenceDoesNotMakeThePromptPaid() {
    UUID intent = world.isPrompted(isp, mary);
    String known = c2b("UKN1REPLAY").replace("20.00", "21.00");
    assertThat(Safaricom.posts(confirmation(), known)).isEqualTo(200);
    String changed = known.replace(mary.account().digits(), of(intent, "reference"));

    assertThat(Safaricom.posts(confirmation(), changed)).isEqualTo(200);
    assertThat(of(intent, "state")).isNotEqualTo("paid");

    assertThat(Safaricom.posts(confirmation(), changed.replace("UKN1REPLAY", "UKN1REPLAX")))
        .isEqualTo(200);
    assertThat(of(intent, "state")).isEqualTo("paid");
  }

  @Test
  void onlyOurOwnProxyIsBelievedWhoSentIt() {
    isp.does(() ->
        settings.write(
            SourceRules.CHOICE,
            new SourceRules(SourceRules.Mode.ENFORCE, List.of(SAFARICOM)),
            "owner"));

    assertThat(
            Safaricom.postsThrough(SAFARICOM + ", 203.0.113.9", confirmation(), c2b("UKN1PROXY1")))
        .as("somebody's own header before the address that our proxy saw")
        .isEqualTo(200);
    isCreditedNothing();
    assertThat(count("SELECT count(*) FROM callback WHERE source = '203.0.113.9'")).isEqualTo(1);

    assertThat(
            Safaricom.postsThrough("203.0.113.9, " + SAFARICOM, confirmation(), c2b("UKN1PROXY2")))
        .isEqualTo(200);
    isCredited();
  }

  @Test
  void callbackAddressesAreHttpsUnlessAllIsOnThisMachine() {
    assertThatThrownBy(() -> new CallbackPaths("http://pay.example.com"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("https");
    assertThatCode(() -> new CallbackPaths("https://pay.example.com")).doesNotThrowAnyException();
    assertThatCode(() -> new CallbackPaths("http://acme.localhost:8080"))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> new CallbackPaths("http://acme.localhost.example.com"))
        .isInstanceOf(IllegalStateException.class);
  }

  private void isNotBelieved(String why) {
    isCreditedNothing();
    assertThat(count("SELECT count(*) FROM callback WHERE flag LIKE '" + why + "%'")).isEqualTo(1);
    assertThat(
            count(
                "SELECT count(*) FROM audit WHERE action = 'callback.not-believed'"
                    + " AND details->>'why' LIKE '"
                    + why
                    + "%'"))
        .isEqualTo(1);
  }

  private void isCreditedNothing() {
    assertThat(count("SELECT count(*) FROM payment")).isZero();
    assertThat(count("SELECT count(*) FROM posting")).isZero();
  }

  private void isCredited() {
    eventually("renewed", () -> count("SELECT count(*) FROM period") == 1);
    assertThat(
            count(
                "SELECT count(*) FROM callback WHERE received_at = (SELECT max(received_at) FROM callback) AND flag IS NOT NULL"))
        .as("what is believed has no flag")
        .isZero();
    assertThat(credit(mary)).isEqualTo(2000);
  }

  private long credit(Isp.ASubscriber subscriber) {
    return count(
        "SELECT coalesce(sum(amount), 0) FROM payment WHERE subscriber_id = '"
            + subscriber.id()
            + "'");
  }

  private String confirmation() {
    return Safaricom.registration(isp.payBill().number()).get("confirmationUrl").asString();
  }

  private String address(UUID intent) {
    return confirmation().replaceAll("/p$", "/s/" + intent);
  }

  private String checkout(UUID intent) {
    return of(intent, "checkout_request_id");
  }

  private String merchant(UUID intent) {
    return of(intent, "merchant_request_id");
  }

  private String of(UUID intent, String column) {
    return isp.asks(() ->
        jdbc.sql("SELECT " + column + " FROM payment_intent WHERE id = ?")
            .param(intent)
            .query((row, _) -> row.getString(1))
            .single());
  }

  private String c2b(String receipt) {
    return """
    {"TransactionType":"Pay Bill","TransID":"%s","TransTime":"20261123101500",
     "TransAmount":"20.00","BusinessShortCode":"%s","BillRefNumber":"%s","InvoiceNumber":"",
     "OrgAccountBalance":"","ThirdPartyTransID":"","MSISDN":"2547 ***** 678","FirstName":"NAME1"}
    """
        .formatted(receipt, isp.payBill().number(), mary.account().digits());
  }

  private String stk(String checkout, String merchant, String amount, String receipt) {
    return """
    {"Body":{"stkCallback":{"MerchantRequestID":"%s","CheckoutRequestID":"%s",
     "ResultCode":0,"ResultDesc":"The service request is processed successfully.",
     "CallbackMetadata":{"Item":[{"Name":"Amount","Value":%s},
      {"Name":"MpesaReceiptNumber","Value":"%s"},{"Name":"Balance"},
      {"Name":"TransactionDate","Value":20261123101501},
      {"Name":"PhoneNumber","Value":%s}]}}}}
    """
        .formatted(merchant, checkout, amount, receipt, mary.phone().msisdn());
  }

  private long count(String sql) {
    return isp.asks(() -> jdbc.sql(sql).query((row, _) -> row.getLong(1)).single());
  }
}
