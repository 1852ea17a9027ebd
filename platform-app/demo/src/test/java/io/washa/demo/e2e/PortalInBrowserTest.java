package io.washa.demo.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import io.washa.demo.RunningTown;
import io.washa.demo.seed.People;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Subscribers buy in the installed Chromium, with JavaScript and without. */
class PortalInBrowserTest {
  private static final String MINUTE = "Dakika";

  private static @Nullable Chromium started;

  private final RunningTown town = RunningTown.get();
  private final Isp acme = Isp.acme();

  @BeforeAll
  static void start() {
    assumeTrue(Chromium.program().isPresent(), "no Chromium is installed");
    started = Chromium.start();
  }

  @AfterAll
  static void end() {
    if (started != null) {
      started.close();
    }
  }

  @ParameterizedTest
  @CsvSource({"true, 0", "false, 1"})
  void whoeverPaysIsConnectedAndGetsAReceipt(boolean javaScript, int person) throws Exception {
    People.Person buyer = buyer(person);
    try (PortalTour tour = tour(javaScript)) {
      tour.choose(MINUTE);
      picture(tour, javaScript, "buy");
      String intent = tour.buy(MINUTE, local(buyer));
      picture(tour, javaScript, "pin");
      if (javaScript) {
        tour.page().evaluate("window.sameDocument = true");
      }
      tour.pin(buyer.phone(), "1234");
      tour.awaitStage("connected");
      if (javaScript) {
        assertThat(tour.page().evaluate("window.sameDocument")).isEqualTo(true);
      }
      picture(tour, javaScript, "connected");

      String receipt = tour.page().locator("#receipt").innerText();
      assertThat(acme.safaricom().statement()).containsKey(receipt);
      assertThat(acme.payments(receipt)).isEqualTo(1);
      assertThat(new Router(buyer.router()).letsIn(buyer.username())).isTrue();

      tour.openReceipt(intent);
      assertThat(tour.page().locator("#receipt").innerText()).isEqualTo(receipt);
      assertThat(tour.page().locator("#timeline tr[data-step=applied]").count()).isEqualTo(1);
      picture(tour, javaScript, "receipt");
      assertThat(tour.complaints()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aWrongPinCanBeTriedAgain(boolean javaScript) throws Exception {
    People.Person buyer = buyer(2);
    try (PortalTour tour = tour(javaScript)) {
      String first = tour.buy(MINUTE, local(buyer));
      tour.pin(buyer.phone(), "0000");
      tour.awaitStage("failed");
      assertThat(tour.title()).isEqualTo("Wrong M-Pesa PIN");
      assertThat(tour.text()).startsWith("You have not paid.");
      picture(tour, javaScript, "wrong-pin");

      tour.page().locator("#again button").click();
      tour.awaitStage("pin");
      assertThat(tour.page().url()).doesNotContain(first);
      tour.pin(buyer.phone(), "1234");
      tour.awaitStage("connected");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0799 999 999, does not know the number 0799 999 999",
    "0712 34, is too short for a phone number",
    "Amina, is not a phone number",
    "+1 202 555 0143, is not a Kenyan number",
  })
  void aPhoneThatCannotBeUsedIsExplained(String typed, String sentence) {
    try (PortalTour tour = tour(true)) {
      tour.choose(MINUTE);
      tour.type(typed);
      assertThat(tour.page().locator("#problem").innerText()).contains(sentence);
      assertThat(tour.page().locator("#phone").inputValue()).isEqualTo(typed);

      tour.type(local(buyer(3)));
      tour.awaitStage("pin");
    }
  }

  @Test
  void aHostThatIsNobodysGetsAPlainPageAndOnesOwnGetsThePlans() {
    try (PortalTour nobody = new PortalTour(chromium().phone(true), "nobody");
        PortalTour tour = tour(true)) {
      Page page = nobody.page();
      Response answer = page.navigate("http://nobody.localhost:" + town.platformPort() + "/");
      assertThat(answer.status()).isEqualTo(404);
      assertThat(page.locator("body").innerText().strip()).isEqualTo("There is nothing here.");

      Response own = tour.page().navigate("http://acme.localhost:" + town.platformPort() + "/");
      assertThat(own.status()).isEqualTo(200);
      assertThat(tour.page().locator("a.plan").count()).isEqualTo(6);
      Chromium.picture(tour.page(), "plans");
    }
  }

  @Test
  void bothPagesSayThatThePaidAreNotConnectedUntilTheyAre() throws Exception {
    People.Person buyer = buyer(1);
    Router router = new Router(buyer.router());
    router.ignoreWrites(true);
    try (PortalTour tour = tour(true)) {
      String intent = tour.buy("Saa", local(buyer));
      tour.pin(buyer.phone(), "1234");
      tour.awaitStage("stuck");
      assertThat(tour.title()).isEqualTo("Paid, not connected");
      assertThat(tour.text()).contains("you need not pay again");
      Chromium.picture(tour.page(), "stuck");
      tour.openReceipt(intent);
      assertThat(tour.title()).isEqualTo("Paid, not connected");
      assertThat(tour.page().locator("#timeline tr[data-step=applied]").count()).isZero();
      Chromium.picture(tour.page(), "stuck-receipt");

      router.ignoreWrites(false);
      tour.openPayment(intent);
      tour.awaitStage("connected", Duration.ofSeconds(45));
      assertThat(tour.title()).isEqualTo("You are connected");
      tour.openReceipt(intent);
      assertThat(tour.title()).isEqualTo("You are connected");
      assertThat(tour.page().locator("#timeline tr[data-step=applied]").count()).isEqualTo(1);
    } finally {
      router.ignoreWrites(false);
    }
  }

  private static Chromium chromium() {
    if (started == null) {
      throw new IllegalStateException("no browser");
    }
    return started;
  }

  private static PortalTour tour(boolean javaScript) {
    return new PortalTour(chromium().phone(javaScript), "acme");
  }

  private static void picture(PortalTour tour, boolean javaScript, String name) {
    // Without JavaScript the pages look the same.
    if (javaScript) {
      Chromium.picture(tour.page(), name);
    }
  }

  private People.Person buyer(int number) {
    return town.people().of("acme").get(number);
  }

  private static String local(People.Person person) {
    return "0" + person.phone().substring(3);
  }
}
