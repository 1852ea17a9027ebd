package io.washa.portal.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.washa.insight.ServiceStatus;
import io.washa.portal.Passes.Guest;
import io.washa.portal.web.PortalWorld.Progress;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What a device sees that has no internet yet. */
@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {"spring.mvc.problemdetails.enabled=true", "spring.threads.virtual.enabled=true"})
class CaptivePagesTest {
  private final PortalWorld world;
  private final Browser haraka;
  private final Browser pwani;

  CaptivePagesTest(@Autowired PortalWorld world, @LocalServerPort int port) {
    this.world = world;
    this.haraka = new Browser(port, "haraka.test", "en");
    this.pwani = new Browser(port, "pwani.test", "en");
  }

  @BeforeEach
  void startAnew() {
    world.reset();
  }

  private String knock() {
    return "/captive?site="
        + world.door.site()
        + "&mac=aa-bb-cc-00-00-01&ip=10.5.50.20"
        + "&link-login-only=http%3A%2F%2F10.5.50.1%2Flogin&link-orig=http%3A%2F%2Fexample.test";
  }

  private static String buyLink(HttpResponse<String> page) {
    Matcher link = Pattern.compile("href=\"(/captive/buy/[^\"]+)\"").matcher(page.body());
    assertThat(link.find()).isTrue();
    return link.group(1).replace("&amp;", "&");
  }

  @Test
  void theDoorSellsPassesOnlyAndFitsTheFirstRoundTrip() {
    HttpResponse<String> page = haraka.get(knock());
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body())
        .contains("Internet on this Wi-Fi", "Wi-Fi hour", "KSh 10", "2 devices at a time")
        .doesNotContain("Home 10", "<script", "href=\"http", "??", " th:");
    assertThat(page.body().getBytes(StandardCharsets.UTF_8).length).isLessThan(14 * 1024);
    assertThat(haraka.get("/").body()).contains("Home 10").doesNotContain("Wi-Fi hour");
  }

  @Test
  void aPlanThatIsNotSoldHereIsNotShownAndNotSoldToWhoHasItsAddress() {
    String link = buyLink(haraka.get(knock()));
    world.soldElsewhere = true;
    assertThat(haraka.get(knock()).body()).doesNotContain("Wi-Fi hour");
    HttpResponse<String> refused = haraka.post(link, Map.of("phone", "0799 123 458"));
    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(refused.body()).contains("This plan is not sold here", "You have not paid anything");
    assertThat(world.prompts).isEmpty();

    world.soldElsewhere = false;
    assertThat(haraka.post(link, Map.of("phone", "0799 123 458")).statusCode()).isEqualTo(303);
  }

  @Test
  void whosePassIsGoodElsewhereOnlyIsToldWhereAndOfferedAnother() {
    UUID pass = world.guests.service();
    world.statuses.put(pass, status(false));
    world.guest = new Guest(Optional.of(pass), Optional.empty(), List.of("Town", "Hill"));
    assertThat(haraka.get(knock()).body())
        .contains("only good at: Town, Hill", "Wi-Fi hour", "/captive/buy/");

    world.guest = new Guest(Optional.of(pass), Optional.empty());
    assertThat(haraka.get(knock()).body()).doesNotContain("only good at", "/captive/buy/");
  }

  @Test
  void theLoginPageFindsOutThatWeCanBeReached() {
    HttpResponse<String> sheet = haraka.get("/captive/open.css");
    assertThat(sheet.statusCode()).isEqualTo(200);
    assertThat(sheet.headers().firstValue("content-type").orElse("")).startsWith("text/css");
    assertThat(sheet.headers().firstValue("cache-control")).contains("no-store");
    assertThat(sheet.body()).contains(".down{display:none}");
  }

  @Test
  void aPhoneIsPromptedForTheDevicesPass() {
    String link = buyLink(haraka.get(knock()));
    assertThat(haraka.get(link).body()).contains("M-Pesa phone number");
    HttpResponse<String> answer = haraka.post(link, Map.of("phone", "0799 123 456"));
    assertThat(answer.statusCode()).isEqualTo(303);
    assertThat(world.prompts.getFirst().service()).isEqualTo(world.guests.service());
    assertThat(Browser.location(answer)).isEqualTo("/pay/" + world.prompts.getFirst().intent());
  }

  @Test
  void whoHasNoPhoneAtHandPaysByPayBillWithTheDevicesCode() {
    String link = buyLink(haraka.get(knock()));
    assertThat(haraka.get(link).body())
        .contains("<b id=\"paybill-number\">600000</b>", "<b id=\"pay-code\">WK3MA</b>")
        .contains("<b id=\"paybill-amount\">10</b>");
    world.payable = false;
    HttpResponse<String> byHand = haraka.post(link, Map.of("phone", "0799 123 459"));
    assertThat(Browser.location(byHand)).startsWith("/by-hand?s=");
    assertThat(haraka.get(Browser.location(byHand)).body()).contains("name=\"code\"");
  }

  @Test
  void aMistypedPhoneIsExplainedAndNobodyIsPrompted() {
    String link = buyLink(haraka.get(knock()));
    HttpResponse<String> answer = haraka.post(link, Map.of("phone", "0799 12"));
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body()).contains("too short", "value=\"0799 12\"");
    assertThat(world.prompts).isEmpty();
  }

  @Test
  void aTokenOfNobodysOrAnotherIspsOpensNoDoor() {
    String link = buyLink(haraka.get(knock()));
    Map<String, String> form = Map.of("phone", "0799 123 457");
    String forged = link.replaceAll("d=[^&]*", "d=AAAA");
    assertThat(haraka.post(forged, form).statusCode()).isEqualTo(404);
    assertThat(pwani.post(link, form).statusCode()).isEqualTo(404);
    assertThat(pwani.get(knock()).statusCode()).isEqualTo(404);
    assertThat(world.prompts).isEmpty();
    assertThat(haraka.post(link, form).statusCode()).isEqualTo(303);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/captive",
        "/captive?mac=aa:bb:cc:00:00:01",
        "/captive?site=x&mac=aa:bb:cc:00:00:01",
        "/captive?site=00000000-0000-0000-0000-000000000001&mac=aa:bb:cc:00:00:01",
        "/captive?mac=%22%3E%3Cscript%3Ealert(1)%3C/script%3E&site=%3Cb%3E",
        "/captive/plans?d=nonsense"
      })
  void whatMakesNoSenseIsMetWithAWayOut(String address) {
    HttpResponse<String> page = haraka.get(address);
    assertThat(page.statusCode()).isEqualTo(404);
    assertThat(page.body()).contains("Which device is this?").doesNotContain("alert(1)<");
    assertThat(haraka.get(knock()).statusCode()).isEqualTo(200);
  }

  @Test
  void aDeviceThatPaidSeesItsPassAndIsNotAskedForMoney() {
    world.guest = new Guest(Optional.of(world.guests.service()), Optional.empty());
    world.statuses.put(world.guests.service(), status(false));
    HttpResponse<String> page = haraka.get(knock());
    assertThat(page.body())
        .contains("You have paid", "http-equiv=\"refresh\"")
        .doesNotContain("/captive/buy/");
    world.statuses.put(world.guests.service(), status(true));
    assertThat(haraka.get(knock()).body())
        .contains("You are online")
        .doesNotContain("http-equiv=\"refresh\"");
  }

  @Test
  void aDeviceWhosePayerIsAskedForThePinGoesToThatPayment() {
    UUID intent = world.anAttempt(Duration.ZERO, Progress.waiting());
    world.guest = new Guest(Optional.of(world.guests.service()), Optional.of(intent));
    HttpResponse<String> answer = haraka.get(knock());
    assertThat(answer.statusCode()).isEqualTo(303);
    assertThat(Browser.location(answer)).isEqualTo("/pay/" + intent);
  }

  @Test
  void whenTheSiteIsDownNobodyIsAskedForMoneyWithoutBeingTold() {
    world.siteDown = true;
    String link = buyLink(haraka.get(knock()));
    HttpResponse<String> answer = haraka.post(link, Map.of("phone", "0799 123 458"));
    assertThat(answer.body()).contains("You have not paid anything");
    assertThat(world.prompts).isEmpty();
  }

  private ServiceStatus status(boolean online) {
    return new ServiceStatus(
        world.guests.service(),
        "Wi-Fi hour",
        true,
        Instant.now().plusSeconds(3600),
        true,
        online,
        null);
  }
}
