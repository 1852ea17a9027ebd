package io.washa.demo.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.washa.demo.RunningTown;
import io.washa.demo.seed.DemoIsp;
import io.washa.demo.seed.DemoStaff;
import io.washa.demo.seed.People;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** People of the ISPs' staff at the desk, signed in by the real Keycloak. */
class StaffInBrowserTest {
  private static final DemoIsp ACME = DemoIsp.all().getFirst();
  private static final DemoIsp KIFARU = DemoIsp.all().getLast();

  private static @Nullable Chromium started;

  private final RunningTown town = RunningTown.get();

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

  @Test
  void theOwnerSeesAPaymentArriveWhileThePhonePaysAndNobodyElsesOwnerEverDoes() throws Exception {
    People.Person buyer = town.people().of("kifaru").get(1);
    try (DeskTour owner = desk();
        DeskTour stranger = desk();
        PortalTour portal = new PortalTour(chromium().phone(true), "kifaru")) {
      owner.signIn(DemoStaff.owner(KIFARU));
      owner.awaitHeading("Payments");
      owner.page().evaluate("window.sameDocument = true");
      portal.buy("Dakika", "0" + buyer.phone().substring(3));
      portal.pin(buyer.phone(), "1234");
      portal.awaitStage("connected");
      String receipt = portal.page().locator("#receipt").innerText();

      Locator row = owner.row(receipt);
      assertThat(owner.page().evaluate("window.sameDocument")).isEqualTo(true);
      Chromium.view(owner.page(), "admin-payments");
      row.click();
      owner.page().waitForURL(Pattern.compile(".*/admin/payments/[0-9a-f-]{36}"));
      owner.page().getByText("Read back").first().waitFor();
      Chromium.view(owner.page(), "admin-payment");

      String path = owner.page().url().replaceFirst(".*/admin", "");
      assertThat(owner.open(path)).isEqualTo(200);
      stranger.signIn(DemoStaff.owner(ACME));
      stranger.awaitHeading("Payments");
      assertThat(stranger.open(path)).isEqualTo(404);
      assertThat(stranger.page().content()).doesNotContain(receipt);
    }
  }

  @Test
  void theOwnerFindsSubscribersAndRoutersAndTheCashierNoRouters() {
    People.Person amina = town.people().of("acme").getFirst();
    try (DeskTour owner = desk();
        DeskTour cashier = desk()) {
      owner.signIn(DemoStaff.owner(ACME));
      owner.awaitHeading("Payments");
      assertThat(owner.open("")).isEqualTo(200);
      owner.page().locator(".card-figure").first().waitFor();
      Chromium.view(owner.page(), "admin-home");
      assertThat(owner.open("/subscribers")).isEqualTo(200);
      owner.row("10");
      Chromium.view(owner.page(), "admin-subscribers");
      owner.page().locator(".search input").fill(amina.account());
      owner.row(amina.name()).click();
      owner.page().waitForURL(Pattern.compile(".*/admin/subscribers/[0-9a-f-]{36}"));
      Chromium.view(owner.page(), "admin-subscriber");
      assertThat(owner.open("/routers")).isEqualTo(200);
      owner.row("acme-kilimani");
      Chromium.view(owner.page(), "admin-routers");

      cashier.signIn(DemoStaff.cashier(ACME));
      cashier.awaitHeading("Payments");
      assertThat(cashier.page().getByText("Routers").count()).isZero();
      assertThat(cashier.open("/routers")).isEqualTo(404);
      assertThat(cashier.open("/subscribers")).isEqualTo(200);
    }
  }

  @Test
  void theOwnerGivesMoneyInSuspenseToItsOwnerAndTheBooksAgreeWithTheUploadedStatement()
      throws Exception {
    Safaricom safaricom = Isp.kifaru().safaricom();
    People.Person person = town.people().of("kifaru").get(2);
    String receipt = safaricom.pays("mystery payer", person.phone(), 20);
    try (DeskTour owner = desk()) {
      owner.signIn(DemoStaff.owner(KIFARU));
      owner.awaitHeading("Payments");
      assertThat(owner.open("/suspense")).isEqualTo(200);
      owner.row("mystery payer").click();
      owner.page().getByLabel("Somebody else: the account number").fill(person.account());
      owner.page().keyboard().press("Enter");
      owner.page().getByLabel("Give to " + person.name()).first().waitFor();
      Chromium.view(owner.page(), "admin-suspense");
      owner.page().getByLabel("Give to " + person.name()).first().click();
      Await.until(
          "it is given",
          java.time.Duration.ofSeconds(10),
          () ->
              Isp.kifaru()
                      .number(
                          "SELECT count(*) FROM payment WHERE receipt = ? AND subscriber_id IS NOT"
                              + " NULL",
                          receipt)
                  == 1);

      assertThat(owner.open("/proof")).isEqualTo(200);
      owner
          .page()
          .locator("vaadin-upload input[type=file]")
          .setInputFiles(
              new com.microsoft.playwright.options.FilePayload(
                  "statement.csv", "text/csv", safaricom.statementOfToday()));
      owner.page().getByText("lines,").first().waitFor();
      assertThat(owner.page().locator("#proof-difference").innerText()).isEqualTo("KSh 0");
      assertThat(owner.page().locator("#proof-mpesa").innerText())
          .isNotEqualTo("KSh 0")
          .isEqualTo(owner.page().locator("#proof-ledger").innerText());
      Chromium.view(owner.page(), "admin-proof");
    }
  }

  @Test
  void aCashierAsksForARefundAndTheOwnerRefusesIt() throws Exception {
    People.Person person = town.people().of("acme").get(0);
    try (DeskTour owner = desk();
        DeskTour cashier = desk()) {
      cashier.signIn(DemoStaff.cashier(ACME));
      cashier.awaitHeading("Payments");
      assertThat(cashier.open("/rules")).isEqualTo(404);
      assertThat(cashier.open("/months")).isEqualTo(404);
      assertThat(cashier.open("/approvals")).isEqualTo(200);
      cashier.page().locator("vaadin-button", withText("Refund")).first().click();
      cashier.page().getByLabel("Account").fill(person.account());
      cashier.page().getByLabel("Amount").fill("10");
      cashier.page().getByLabel("Paid from").click();
      cashier.page().locator("vaadin-select-item", withText("The bank")).last().click();
      cashier.page().getByLabel("Why?").fill("moves away");
      cashier.page().locator("vaadin-button", withText("Ask for it")).click();
      Await.until(
          "it waits",
          java.time.Duration.ofSeconds(10),
          () -> Isp.acme().number("SELECT count(*) FROM approval WHERE state = 'open'") == 1);

      owner.signIn(DemoStaff.owner(ACME));
      owner.awaitHeading("Payments");
      assertThat(owner.open("/approvals")).isEqualTo(200);
      owner.row("moves away").click();
      owner.page().getByLabel("Reason, if you refuse").fill("pays first");
      Chromium.view(owner.page(), "admin-approvals");
      owner.page().locator("vaadin-button", withText("Refuse")).last().click();
      Await.until(
          "it is refused",
          java.time.Duration.ofSeconds(10),
          () ->
              Isp.acme()
                      .number(
                          "SELECT count(*) FROM approval WHERE state = 'refused' AND answer = ?",
                          "pays first")
                  == 1);
      assertThat(owner.open("/months")).isEqualTo(200);
      owner.row("Subscribers");
      Chromium.view(owner.page(), "admin-months");
      assertThat(owner.open("/rules")).isEqualTo(200);
      owner.page().getByLabel("Hours of grace").waitFor();
      Chromium.view(owner.page(), "admin-rules");
    }
  }

  private static com.microsoft.playwright.Page.LocatorOptions withText(String text) {
    return new com.microsoft.playwright.Page.LocatorOptions().setHasText(text);
  }

  @Test
  void whoBelongsToNoIspIsToldSoAndWhoLeftHasToSignInAgain() {
    try (DeskTour nobody = desk();
        DeskTour owner = desk()) {
      nobody.signIn(DemoStaff.NOBODY);
      nobody.page().waitForURL(Pattern.compile(".*/login/refused.*"));
      assertThat(nobody.page().locator("main").innerText()).contains("names no ISP");

      owner.signIn(DemoStaff.owner(KIFARU));
      owner.awaitHeading("Payments");
      owner.page().locator("#leave").click();
      owner.page().waitForURL(Pattern.compile(".*/login/out.*"));
      owner.open("/payments");
      owner.page().waitForURL(Pattern.compile(".*/realms/washa/.*"));
      assertThat(owner.page().locator("#username").count()).isEqualTo(1);
    }
  }

  private static DeskTour desk() {
    Page page = chromium().desk();
    return new DeskTour(page);
  }

  private static Chromium chromium() {
    Chromium chromium = started;
    if (chromium == null) {
      throw new IllegalStateException("no browser");
    }
    return chromium;
  }
}
