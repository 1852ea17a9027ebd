package io.washa.portal.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.washa.insight.ClaimStanding;
import io.washa.insight.ServiceStatus;
import io.washa.payments.ClaimAnswer;
import io.washa.portal.PayPoint;
import io.washa.portal.web.PortalWorld.Progress;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/** "I have paid", and paying without a prompt. */
@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {"spring.mvc.problemdetails.enabled=true", "spring.threads.virtual.enabled=true"})
class ClaimPagesTest {
  private static final String SMS =
      "SKN1ABC2DE Confirmed. Ksh50.00 sent to HARAKA NET for account 10001 on 27/11/26 at 9:04 AM.";

  private final PortalWorld world;
  private final Browser haraka;
  private final Browser pwani;
  private final Browser mswahili;

  ClaimPagesTest(@Autowired PortalWorld world, @LocalServerPort int port) {
    this.world = world;
    this.haraka = new Browser(port, "haraka.test", "en");
    this.pwani = new Browser(port, "pwani.test", "en");
    this.mswahili = new Browser(port, "haraka.test", "sw");
  }

  @BeforeEach
  void startAnew() {
    world.reset();
  }

  private static String link(HttpResponse<String> page, String to) {
    Matcher link = Pattern.compile("href=\"(" + to + "[^\"]*)\"").matcher(page.body());
    assertThat(link.find()).as(to + " in " + page.body()).isTrue();
    return link.group(1).replace("&amp;", "&");
  }

  private HttpResponse<String> claims(Browser browser, String account, String code) {
    String token = Browser.field(browser.get("/paid"), "token");
    return browser.post(
        "/paid", Map.of("token", token, "account", account, "code", code, "proof", "678"));
  }

  @Test
  void whoPaidSaysSoFromThePageOfThePaymentWithoutNamingTheAccountAgain() {
    world.answer = new ClaimAnswer.Found(UUID.randomUUID());
    UUID intent = world.anAttempt(Duration.ofSeconds(30), Progress.failed("1037"));
    HttpResponse<String> form = haraka.get(link(haraka.get("/pay/" + intent), "/paid\\?s="));
    assertThat(form.body())
        .contains("first word of the M-Pesa message", PortalWorld.WANJIRU.digits())
        .doesNotContain("name=\"account\"", "<script");

    HttpResponse<String> answer =
        haraka.post(
            "/paid",
            Map.of(
                "token",
                Browser.field(form, "token"),
                "s",
                Browser.field(form, "s"),
                "code",
                SMS,
                "proof",
                "678"));

    assertThat(answer.statusCode()).isEqualTo(303);
    assertThat(world.claimed.getFirst())
        .extracting("service", "plan", "typed", "proof")
        .containsExactly(world.wanjirus.service(), world.daily.id(), SMS, "678");
    assertThat(haraka.get(Browser.location(answer)).body())
        .contains("Your payment is found", "We are connecting you now", "http-equiv=\"refresh\"");
    world.statuses.put(
        world.wanjirus.service(),
        new ServiceStatus(
            world.wanjirus.service(), "Daily", true, Instant.now(), true, false, null));
    assertThat(haraka.get(Browser.location(answer)).body())
        .contains("you are connected")
        .doesNotContain("refresh");
  }

  @Test
  void anAttemptThatIsPaidAsksForNoCode() {
    UUID intent = world.anAttempt(Duration.ofSeconds(3), Progress.online());
    assertThat(haraka.get("/pay/" + intent).body()).doesNotContain("/paid?s=");
  }

  @Test
  void withoutAPaymentsPageTheAccountOrThePhoneSaysWhatWasPaidFor() {
    world.answer = new ClaimAnswer.YoursAlready(UUID.randomUUID());
    assertThat(haraka.get("/buy/" + world.daily.id()).body()).contains("href=\"/paid\"");
    assertThat(claims(haraka, PortalWorld.WANJIRU.digits(), SMS).statusCode()).isEqualTo(303);
    assertThat(claims(haraka, "0712 345 678", SMS).statusCode()).isEqualTo(303);
    assertThat(world.claimed)
        .hasSize(2)
        .allMatch(claim -> claim.service().equals(world.wanjirus.service()));

    HttpResponse<String> nobody = claims(haraka, "0799 999 999", SMS);
    assertThat(nobody.statusCode()).isEqualTo(422);
    assertThat(nobody.body()).contains("We found no line for 0799 999 999", "SKN1ABC2DE Confirmed");
    assertThat(world.claimed).hasSize(2);
  }

  @Test
  void whoHasSeveralLinesSaysWhichAndTypesTheCodeOnce() {
    world.answer = new ClaimAnswer.Found(UUID.randomUUID());
    HttpResponse<String> choose = claims(haraka, "0722 000 111", "SKN1ABC2DE");
    assertThat(choose.body()).contains("otieno-shop");
    assertThat(world.claimed).isEmpty();
    Map<String, String> chosen = new HashMap<>();
    for (String field : new String[] {"token", "code", "proof", "s"}) {
      chosen.put(field, Browser.field(choose, field));
    }
    assertThat(haraka.post("/paid", chosen).statusCode()).isEqualTo(303);
    assertThat(world.claimed.getFirst().typed()).isEqualTo("SKN1ABC2DE");
    assertThat(world.claimed.getFirst().service()).isEqualTo(world.otienos.service());
  }

  @Test
  void eachRefusalSaysWhatToDoInBothLanguages() {
    String account = PortalWorld.WANJIRU.digits();
    world.answer = new ClaimAnswer.NoCode();
    assertThat(claims(haraka, account, "hello").body()).contains("no M-Pesa code");
    assertThat(claims(mswahili, account, "hello").body()).contains("Hakuna msimbo wa M-Pesa");
    world.answer = new ClaimAnswer.DoesNotFit();
    HttpResponse<String> wrong = claims(haraka, account, SMS);
    assertThat(wrong.statusCode()).isEqualTo(422);
    assertThat(wrong.body()).contains("do not belong to a payment", "value=\"678\"");
    assertThat(claims(mswahili, account, SMS).body()).contains("si za malipo");
    world.answer = new ClaimAnswer.TooMany();
    assertThat(claims(haraka, account, SMS).statusCode()).isEqualTo(429);
    assertThat(claims(mswahili, account, SMS).body()).contains("subiri saa moja");
  }

  @Test
  void aClaimThatWaitsIsWatchedUntilSomebodyDecides() {
    UUID claim = UUID.randomUUID();
    world.answer = new ClaimAnswer.Waiting(claim);
    HttpResponse<String> answer = claims(haraka, PortalWorld.WANJIRU.digits(), SMS);
    assertThat(Browser.location(answer)).isEqualTo("/paid/" + claim);

    stands(claim, ClaimStanding.State.OPEN, null);
    assertThat(haraka.get("/paid/" + claim).body())
        .contains("has not told us of SKN1ABC2DE yet", "http-equiv=\"refresh\"");
    assertThat(mswahili.get("/paid/" + claim).body()).contains("Tunatafuta malipo yako");
    stands(claim, ClaimStanding.State.REFUSED, "not on <b>our</b> statement");
    assertThat(haraka.get("/paid/" + claim).body())
        .contains("We could not find", "not on &lt;b&gt;our&lt;/b&gt; statement")
        .doesNotContain("http-equiv=\"refresh\"");
    stands(claim, ClaimStanding.State.MATCHED, null);
    assertThat(haraka.get("/paid/" + claim).body()).contains("Your payment is found");
    assertThat(pwani.get("/paid/" + claim).statusCode()).isEqualTo(404);
  }

  private void stands(UUID claim, ClaimStanding.State state, @Nullable String reason) {
    world.claims.put(
        claim, new ClaimStanding(claim, world.wanjirus.service(), "SKN1ABC2DE", state, reason));
  }

  @Test
  void aFormWithoutOurTokenClaimsNothingAndAnothersSubjectNamesNobody() {
    world.answer = new ClaimAnswer.Found(UUID.randomUUID());
    Map<String, String> form =
        Map.of("account", PortalWorld.WANJIRU.digits(), "code", SMS, "proof", "678");
    assertThat(haraka.post("/paid", form).statusCode()).isEqualTo(422);
    UUID intent = world.anAttempt(Duration.ofSeconds(30), Progress.failed("1037"));
    String page = link(haraka.get("/pay/" + intent), "/paid\\?s=");
    assertThat(pwani.get(page).body()).contains("name=\"account\"");
    assertThat(pwani.get(page.replace("/paid", "/paid/found")).statusCode()).isEqualTo(404);
    assertThat(haraka.get(page.replace("/paid", "/paid/found")).statusCode()).isEqualTo(200);
    assertThat(world.claimed).isEmpty();
  }

  @Test
  void twoPromptsThatATillsMoneyAnswersAskForTheCode() {
    UUID intent = world.anAttempt(Duration.ofSeconds(30), Progress.failed("1037"));
    assertThat(haraka.get("/pay/" + intent).body()).doesNotContain("Enter the M-Pesa code");
    world.unclear = true;
    assertThat(haraka.get("/pay/" + intent).body())
        .contains(
            "data-stage=\"code\"", "Enter the M-Pesa code", "class=\"button\" href=\"/paid?s=");
    assertThat(haraka.get("/pay/" + intent + "?lang=sw").body()).contains("Weka msimbo wa M-Pesa");
    UUID paid = world.anAttempt(Duration.ofSeconds(3), Progress.online());
    assertThat(haraka.get("/pay/" + paid).body()).contains("You are online");
  }

  @Test
  void whereNobodyCanBePromptedThePageSaysWhereToPayAndAsksForTheCode() {
    world.payable = false;
    HttpResponse<String> page = haraka.get(Browser.location(buys()));
    assertThat(page.body())
        .contains("<b id=\"paybill-number\">600000</b>", "<b id=\"paybill-amount\">50</b>")
        .contains("<b id=\"paybill-account\">" + PortalWorld.WANJIRU.digits() + "</b>")
        .contains("2. Enter the M-Pesa code", "name=\"code\"", "name=\"s\"");
    world.point = new PayPoint("555001", true);
    assertThat(haraka.get(Browser.location(buys())).body())
        .contains("Till number", "555001")
        .doesNotContain("paybill-account");
    world.point = null;
    assertThat(buys().statusCode()).isEqualTo(503);
    world.payable = true;
    assertThat(Browser.location(buys())).startsWith("/pay/");
  }

  private HttpResponse<String> buys() {
    String page = "/buy/" + world.daily.id();
    String token = Browser.field(haraka.get(page), "token");
    return haraka.post(page, Map.of("token", token, "phone", "0712345678", "account", ""));
  }
}
