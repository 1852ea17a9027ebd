package io.washa.portal.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.washa.portal.PayPoint;
import io.washa.portal.web.PortalWorld.Progress;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {"spring.mvc.problemdetails.enabled=true", "spring.threads.virtual.enabled=true"})
class PortalPagesTest {
  private static final int FIRST_ROUND_TRIP_BYTES = 14 * 1024;

  private final PortalWorld world;
  private final Browser haraka;
  private final Browser pwani;
  private final Browser stranger;
  private final Browser mswahili;

  PortalPagesTest(@Autowired PortalWorld world, @LocalServerPort int port) {
    this.world = world;
    this.haraka = new Browser(port, "haraka.test", "en-GB,en;q=0.9");
    this.pwani = new Browser(port, "pwani.test", "en");
    this.stranger = new Browser(port, "unknown.test", "en");
    this.mswahili = new Browser(port, "haraka.test", "sw-KE,sw;q=0.9,en;q=0.5");
  }

  @BeforeEach
  void startAnew() {
    world.reset();
  }

  private HttpResponse<String> buy(String phone, String account) {
    String page = "/buy/" + world.daily.id();
    String token = Browser.field(haraka.get(page), "token");
    return haraka.post(page, Map.of("token", token, "phone", phone, "account", account));
  }

  @Test
  void theFirstPageShowsThePlansAndFitsTheFirstRoundTrip() {
    HttpResponse<String> page = haraka.get("/");
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body())
        .contains("Haraka Net", "KSh 50", "for 1 day", "5 Mbps", "tel:0700100200", "lang=\"en\"")
        .doesNotContain("<script", "http://", "https://", "??", " th:");
    assertThat(page.body().getBytes(StandardCharsets.UTF_8).length)
        .isLessThan(FIRST_ROUND_TRIP_BYTES);
  }

  @Test
  void speaksKiswahiliToWhoPrefersItAndEnglishWhereTheAddressSaysSo() {
    assertThat(mswahili.get("/").body()).contains("lang=\"sw\"", "kwa siku 1");
    assertThat(mswahili.get("/?lang=en").body())
        .contains("<html lang=\"en\"", "for 1 day", "/buy/" + world.daily.id() + "?lang=en");
  }

  @Test
  void anUnknownHostLearnsNothing() {
    HttpResponse<String> page = stranger.get("/");
    assertThat(page.statusCode()).isEqualTo(404);
    assertThat(page.body()).doesNotContainIgnoringCase("washa").contains("There is nothing here");
  }

  @Test
  void oneIspsPlansAndPaymentsAreNotFoundAtAnother() {
    UUID intent = world.anAttempt(Duration.ZERO, Progress.waiting());
    assertThat(pwani.get("/buy/" + world.daily.id()).statusCode()).isEqualTo(404);
    assertThat(pwani.get("/pay/" + intent).statusCode()).isEqualTo(404);
    assertThat(haraka.get("/buy/" + world.daily.id()).statusCode()).isEqualTo(200);
    assertThat(haraka.get("/pay/" + intent).statusCode()).isEqualTo(200);
  }

  @Test
  void aKnownPhoneIsPromptedAndSentToItsPayment() {
    HttpResponse<String> answer = buy("+254 712-345-678", "");
    assertThat(answer.statusCode()).isEqualTo(303);
    assertThat(Browser.location(answer)).isEqualTo("/pay/" + world.prompts.getFirst().intent());
    HttpResponse<String> page = haraka.get(Browser.location(answer));
    assertThat(page.body())
        .contains("Enter your M-Pesa PIN", "0712 ••• 678", "http-equiv=\"refresh\"", "hx-get")
        .doesNotContain("345 678", "254712345678", "paybill-number");
  }

  @Test
  void aBadPhoneIsExplainedAndKept() {
    HttpResponse<String> answer = buy("0712 34", "");
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body())
        .contains("0712 34 is too short for a phone number", "value=\"0712 34\"");
    assertThat(world.prompts).isEmpty();
  }

  @Test
  void anUnknownPhoneIsAskedForTheAccountAndPaysWithIt() {
    HttpResponse<String> answer = buy("0799 999 999", "");
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body()).contains("does not know the number", "<details open");
    assertThat(world.prompts).isEmpty();
    assertThat(buy("0799 999 999", PortalWorld.WANJIRU.digits()).statusCode()).isEqualTo(303);
    assertThat(world.prompts.getFirst().service()).isEqualTo(world.wanjirus.service());
  }

  @Test
  void whoHasSeveralLinesChoosesOne() {
    HttpResponse<String> page = buy("0722000111", "");
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).contains("otieno-shop");
    assertThat(world.prompts).isEmpty();
    String order = Browser.field(page, "order");
    assertThat(haraka.post("/buy/" + world.daily.id(), Map.of("order", order)).statusCode())
        .isEqualTo(303);
    assertThat(world.prompts.getFirst().service()).isEqualTo(world.otienos.service());
  }

  @Test
  void takesNoMoneyForADeadSiteWithoutASecondTap() {
    world.siteDown = true;
    HttpResponse<String> page = buy("0712345678", "");
    assertThat(page.body()).contains("This site is down", "Pay anyway");
    assertThat(world.prompts).isEmpty();
    String order = Browser.field(page, "order");
    haraka.post("/buy/" + world.daily.id(), Map.of("order", order));
    assertThat(world.prompts).hasSize(1);
  }

  @Test
  void aFormWithoutOurTokenPromptsNobody() {
    HttpResponse<String> answer =
        haraka.post("/buy/" + world.daily.id(), Map.of("phone", "0712345678", "token", "forged"));
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body()).contains("open for too long", "value=\"0712345678\"");
    assertThat(world.prompts).isEmpty();
  }

  @Test
  void aFailedPaymentSaysWhyAndIsTriedAgainOrPaidByPayBill() {
    UUID intent = world.anAttempt(Duration.ofSeconds(30), Progress.failed("2001"));
    HttpResponse<String> page = haraka.get("/pay/" + intent);
    assertThat(page.body())
        .contains("Wrong M-Pesa PIN", "Try again", "600000", PortalWorld.WANJIRU.digits())
        .contains("<b id=\"paybill-amount\">50</b>")
        .doesNotContain("http-equiv=\"refresh\"", "hx-get", "<script");
    String token = Browser.field(page, "token");
    HttpResponse<String> again = haraka.post("/pay/" + intent + "/again", Map.of("token", token));
    assertThat(Browser.location(again)).isEqualTo("/pay/" + world.prompts.getFirst().intent());
  }

  @Test
  void whoseIspHasATillIsToldHowToPayThere() {
    UUID intent = world.anAttempt(Duration.ofSeconds(30), Progress.failed("2001"));
    world.point = new PayPoint("555001", true);
    assertThat(haraka.get("/pay/" + intent).body())
        .contains("Pay to the till yourself", "Buy Goods", "Till number")
        .contains("<b id=\"paybill-number\">555001</b>", "<b id=\"paybill-amount\">50</b>")
        .doesNotContain("paybill-account", "Pay Bill");
    assertThat(haraka.get("/pay/" + intent + "?lang=sw").body())
        .contains("Lipa mwenyewe kwa till", "Nambari ya till", "555001");
    world.point = new PayPoint("600000", false);
    assertThat(haraka.get("/pay/" + intent).body())
        .contains("Pay by PayBill yourself", "paybill-account")
        .doesNotContain("Buy Goods");
    world.point = null;
    assertThat(haraka.get("/pay/" + intent).body()).doesNotContain("paybill-number");
  }

  @Test
  void anAttemptThatMayStillBePaidIsNotPromptedAgain() {
    UUID failed = world.anAttempt(Duration.ofSeconds(30), Progress.failed("1032"));
    String token = Browser.field(haraka.get("/pay/" + failed), "token");
    UUID open = world.anAttempt(Duration.ofSeconds(30), Progress.unknown());
    haraka.post("/pay/" + open + "/again", Map.of("token", token));
    haraka.post("/pay/" + failed + "/again", Map.of());
    assertThat(world.prompts).isEmpty();
    haraka.post("/pay/" + failed + "/again", Map.of("token", token));
    assertThat(world.prompts).hasSize(1);
  }

  @Test
  void whoWaitsLongIsShownThePayBill() {
    UUID fresh = world.anAttempt(Duration.ofSeconds(5), Progress.waiting());
    UUID old = world.anAttempt(Duration.ofSeconds(25), Progress.waiting());
    assertThat(haraka.get("/pay/" + fresh).body()).doesNotContain("paybill-number");
    assertThat(haraka.get("/pay/" + old).body()).contains("paybill-number");
  }

  @Test
  void paidButNotConnectedIsSaidOnBothPages() {
    UUID intent =
        world.anAttempt(Duration.ofSeconds(30), Progress.paid("The router does not answer."));
    for (String page : new String[] {"/pay/", "/receipt/"}) {
      assertThat(haraka.get(page + intent).body())
          .contains("Paid, not connected", "Your payment is safe (receipt SKN1ABC2DE)")
          .contains("The router does not answer.")
          .doesNotContain("You are online");
      assertThat(haraka.get(page + intent + "?lang=sw").body())
          .contains("Umelipa, bado hujaunganishwa");
    }
  }

  @Test
  void anOnlinePaymentEndsThePollingAndItsReceiptShowsTheWay() {
    UUID intent = world.anAttempt(Duration.ofSeconds(3), Progress.online());
    assertThat(haraka.get("/pay/" + intent).body())
        .contains("You are online", "SKN1ABC2DE")
        .doesNotContain("hx-get");
    assertThat(haraka.get("/receipt/" + intent).body())
        .contains("data-step=\"applied\"", "+42 ms", "Africa/Nairobi", "0712 ••• 678");
  }

  @Test
  void whoPaidTooLittleReadsInBothLanguagesWhatIsMissing() {
    UUID intent = world.anAttempt(Duration.ZERO, Progress.waiting());
    world.progress.put(
        intent,
        new io.washa.insight.PaymentProgress(
            intent,
            io.washa.insight.PaymentProgress.State.PAID,
            null,
            "SKN1ABC2DE",
            4_500,
            "Daily",
            world.wanjirus.service(),
            true,
            false,
            false,
            false,
            null,
            null,
            500,
            java.util.List.of()));
    assertThat(haraka.get("/pay/" + intent).body()).contains("KSh 5 is missing");
    assertThat(haraka.get("/receipt/" + intent + "?lang=sw").body()).contains("imepungua KSh 5");
  }

  @Test
  void theFragmentIsSentOnlyWhenItHasChanged() {
    UUID intent = world.anAttempt(Duration.ZERO, Progress.waiting());
    String body = haraka.get("/pay/" + intent + "/progress").body();
    assertThat(body).startsWith("<section").doesNotContain("<html");
    String seen = body.replaceAll("(?s).*seen=([0-9a-f]+).*", "$1");
    assertThat(haraka.get("/pay/" + intent + "/progress?seen=" + seen).statusCode()).isEqualTo(204);
    world.progress.put(
        intent, Progress.online().at(intent, world.wanjirus.service(), java.time.Instant.now()));
    assertThat(haraka.get("/pay/" + intent + "/progress?seen=" + seen).body())
        .contains("You are online");
  }

  @Test
  void machinesReadTheProgressAsJson() {
    UUID intent = world.anAttempt(Duration.ZERO, Progress.connected());
    assertThat(haraka.get("/pay/" + intent + "/progress.json").body())
        .contains("\"state\":\"paid\"", "\"connected\":true", "\"online\":false")
        .contains("\"receipt\":\"SKN1ABC2DE\"", "\"name\":\"applied\"", "\"ends_at\":\"20");
    assertThat(
            haraka
                .get("/pay/" + UUID.randomUUID() + "/progress.json")
                .headers()
                .firstValue("Content-Type"))
        .hasValue("application/problem+json");
  }

  @Test
  void anAccountIsShownOnlyToWhoKnowsItsPhone() {
    String account = PortalWorld.WANJIRU.digits();
    world.statuses.put(
        world.wanjirus.service(),
        new io.washa.insight.ServiceStatus(
            world.wanjirus.service(),
            "Daily",
            true,
            java.time.Instant.now(),
            false,
            false,
            "down"));
    String token = Browser.field(haraka.get("/account"), "token");
    HttpResponse<String> wrong =
        haraka.post("/account", Map.of("token", token, "account", account, "phone", "111"));
    assertThat(wrong.statusCode()).isEqualTo(422);
    HttpResponse<String> right =
        haraka.post("/account", Map.of("token", token, "account", account, "phone", "678"));
    assertThat(right.statusCode()).isEqualTo(303);
    assertThat(haraka.get(Browser.location(right)).body())
        .contains("Paid, not connected", "/buy/" + world.daily.id() + "?account=" + account);
    assertThat(haraka.get("/account/" + account).statusCode()).isEqualTo(403);
    assertThat(pwani.get(Browser.location(right)).statusCode()).isEqualTo(403);
  }

  @Test
  void whatIsNotThereOrBrokenIsAFriendlyPageThatLeadsNowhereByItself() {
    HttpResponse<String> lost = haraka.get("/no/such/page");
    assertThat(lost.statusCode()).isEqualTo(404);
    assertThat(lost.body())
        .contains("Haraka Net", "This page is not here")
        .doesNotContain("refresh");
    world.broken = true;
    HttpResponse<String> broken = haraka.get("/");
    assertThat(broken.statusCode()).isEqualTo(500);
    assertThat(broken.body()).contains("It is our fault").doesNotContain("the test broke it");
  }

  @Test
  void pagesForbidForeignOriginsAndInlineScripts() {
    HttpResponse<String> page = haraka.get("/account");
    assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
        .contains("default-src 'none'", "frame-ancestors 'none'", "style-src 'sha256-")
        .doesNotContain("unsafe", "http");
    assertThat(page.headers().firstValue("Cache-Control")).hasValue("no-store");
    assertThat(page.headers().firstValue("Referrer-Policy")).hasValue("no-referrer");
    assertThat(page.headers().firstValue("Set-Cookie")).isEmpty();
  }

  @Test
  void theScriptComesFromOurOwnHost() {
    UUID intent = world.anAttempt(Duration.ZERO, Progress.waiting());
    String src = haraka.get("/pay/" + intent).body().replaceAll("(?s).*src=\"([^\"]+)\".*", "$1");
    HttpResponse<String> script = haraka.get(src);
    assertThat(script.statusCode()).isEqualTo(200);
    assertThat(script.headers().firstValue("Cache-Control").orElseThrow()).contains("immutable");
  }
}
