package io.washa.demo.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.washa.demo.RunningTown;
import io.washa.demo.seed.DemoIsp;
import io.washa.demo.seed.DemoStaff;
import io.washa.demo.seed.People;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Claims, cash, a shortcode's health and the quarantine, as people see them. */
class MoneyDeskInBrowserTest {
  private static final DemoIsp KIFARU = DemoIsp.all().getLast();
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private static @Nullable Chromium started;

  private final RunningTown town = RunningTown.get();
  private final Isp kifaru = Isp.kifaru();

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
  void whoClaimsWithoutJavaScriptIsSeenByTheCashierAndReadsTheReasonOfARefusal() {
    People.Person person = town.people().of("kifaru").get(3);
    try (PortalTour portal = new PortalTour(chromium().phone(false), "kifaru");
        DeskTour cashier = desk()) {
      portal.open("/paid");
      portal.page().locator("#account").fill(person.account());
      portal
          .page()
          .locator("#code")
          .fill("UKR9ZZZZZ1 Confirmed. Ksh20.00 sent to KIFARU NET for account 1 on 27/11/26");
      portal.page().locator("#proof").fill("678");
      Chromium.picture(portal.page(), "paid");
      portal.page().locator("#claim button").click();
      portal.page().locator("#claim[data-state=waiting]").waitFor();
      Chromium.picture(portal.page(), "paid-waiting");

      cashier.signIn(DemoStaff.cashier(KIFARU));
      cashier.awaitHeading("Payments");
      assertThat(cashier.open("/claims")).isEqualTo(200);
      Locator row = cashier.row("UKR9ZZZZZ1");
      Chromium.view(cashier.page(), "admin-claims");
      row.click();
      cashier.page().locator("#confirm-claim").waitFor();
      assertThat(cashier.page().locator(".typed").innerText()).contains("Ksh20.00 sent to KIFARU");
      Chromium.view(cashier.page(), "admin-claim");
      cashier.page().getByLabel("Reason, for the subscriber to read").fill("not on the statement");
      cashier.page().locator("#refuse-claim").click();
      portal.page().locator("#claim[data-state=refused]").waitFor();
      assertThat(portal.page().locator("#claim").innerText()).contains("not on the statement");
      assertThat(portal.complaints()).isEmpty();
    }
  }

  @Test
  void aCashierTakesCashPrintsASlipAndClosesTheDrawerAfterTheOwnerHasVoidedOne() throws Exception {
    People.Person person = town.people().of("kifaru").get(0);
    try (DeskTour cashier = desk();
        DeskTour owner = desk()) {
      cashier.signIn(DemoStaff.cashier(KIFARU));
      cashier.awaitHeading("Payments");
      assertThat(cashier.open("/till")).isEqualTo(200);
      cashier.page().locator("#float input").fill("500");
      cashier.page().locator("#open-till").click();
      cashier.page().locator("#payer input").fill(person.account());
      cashier.page().getByLabel(person.name() + " pays").click();
      cashier.page().locator("#amount input").fill("20");
      Page slip =
          cashier.page().context().waitForPage(() -> cashier.page().locator("#take-cash").click());
      slip.getByText("KSh 20").first().waitFor();
      assertThat(slip.locator("body").innerText()).contains("Kifaru", person.account());
      slip.setViewportSize(320, 480);
      Chromium.view(slip, "admin-slip");
      cashier.page().locator("#till-expected").getByText("KSh 520").waitFor();
      Chromium.picture(cashier.page(), "admin-till");
      cashier.page().getByLabel("Void the payment of " + person.name()).click();
      cashier.page().locator("#void-reason input").fill("wrong person");
      cashier.page().locator("#ask-void").click();
      cashier.page().getByText("Void asked for").waitFor();

      owner.signIn(DemoStaff.owner(KIFARU));
      owner.awaitHeading("Payments");
      assertThat(owner.open("/approvals")).isEqualTo(200);
      owner.row("wrong person").first().click();
      Chromium.view(owner.page(), "admin-approvals");
      owner
          .page()
          .getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Approve"))
          .click();
      owner.page().getByText("Done").first().waitFor();

      assertThat(cashier.open("/till")).isEqualTo(200);
      cashier.page().locator("#till-expected").getByText("KSh 500").waitFor();
      cashier.page().locator("#counted input").fill("490");
      cashier.page().locator("#close-till").click();
      cashier.page().getByText("KSh 490 counted, KSh 10 less than the KSh 500").first().waitFor();
      assertThat(
              kifaru.number("SELECT coalesce(sum(amount), 0) FROM posting WHERE account = '1000'"))
          .isZero();
    }
  }

  @Test
  void theOwnerSeesWhatIsMissingAndTestsTheShortcodeWithAShilling() throws Exception {
    People.Person owners = town.people().of("kifaru").get(0);
    long periods = kifaru.number("SELECT count(*) FROM period");
    try (DeskTour owner = desk();
        PortalTour phone = new PortalTour(chromium().phone(true), "kifaru")) {
      owner.signIn(DemoStaff.owner(KIFARU));
      owner.awaitHeading("Payments");
      assertThat(owner.open("/mpesa")).isEqualTo(200);
      owner.page().locator("#missing").getByText("There is no API operator").waitFor();
      owner.page().locator("#self-test input").fill("0" + owners.phone().substring(3));
      owner.page().locator("#start-self-test").click();
      owner.page().getByText("Type the PIN on the phone.").waitFor();
      phone.pin(owners.phone(), "1234");
      owner.page().getByText("All of it works.").waitFor();
      assertThat(owner.page().locator("#self-test-booked.open").count()).isZero();
      Chromium.picture(owner.page(), "admin-mpesa");
      owner.page().locator("#register").click();
      owner.page().getByText(Pattern.compile("Registered\\.|addresses already")).first().waitFor();
    }
    assertThat(kifaru.number("SELECT count(*) FROM period")).isEqualTo(periods);
    assertThat(
            kifaru.number(
                "SELECT count(*) FROM payment WHERE NOT ours AND account_reference LIKE 'WASHATEST%'"))
        .isEqualTo(1);
    kifaru.assertBooksAgreeWithTheStatement();
  }

  @Test
  void whatWasPostedIsShownAsTextAndRunsNothing() throws Exception {
    Safaricom.Unconfirmed real =
        kifaru.safaricom().payUnconfirmed(kifaru.aLapsedSubscriber("Nakuru"));
    String forged =
        real.confirmation()
            .replace(KIFARU.shortcode(), "999999")
            .replaceFirst(
                "\"FirstName\"\\s*:\\s*\"[^\"]*\"",
                "\"FirstName\":\"<img src=x onerror=window.hacked=1>\"");
    assertThat(Json.send(real.to(), forged).get()).isEqualTo(200);
    assertThat(Json.send(real.to(), real.confirmation()).get()).isEqualTo(200);
    kifaru.safaricom().confirmsAgain();
    Await.until("the real one is booked", PATIENCE, () -> kifaru.payments(real.receipt()) == 1);
    try (DeskTour owner = desk()) {
      owner.signIn(DemoStaff.owner(KIFARU));
      owner.awaitHeading("Payments");
      assertThat(owner.open("/quarantine")).isEqualTo(200);
      owner.row("shortcode 999999").click();
      owner.page().locator("pre.typed").waitFor();
      Chromium.view(owner.page(), "admin-quarantine");
      assertThat(owner.page().locator("pre.typed").innerText()).contains("<img src=x");
      assertThat(owner.page().locator("#let-through").count()).isZero();
      assertThat(owner.page().evaluate("window.hacked === undefined")).isEqualTo(true);
    }
  }

  @Test
  void beforeDarajaWorksThePortalSaysWhereToPayAndAsksForTheCode() throws Exception {
    People.Person buyer = town.people().of("kifaru").get(1);
    kifaru.execute("UPDATE shortcode SET mode = 'manual'");
    try (PortalTour portal = new PortalTour(chromium().phone(true), "kifaru")) {
      portal.choose("Dakika");
      portal.type("0" + buyer.phone().substring(3));
      portal.page().locator("#by-hand").waitFor();
      assertThat(portal.page().locator("#paybill-number").innerText())
          .isEqualTo(KIFARU.shortcode());
      assertThat(portal.page().locator("#paybill-account").innerText()).isEqualTo(buyer.account());
      Chromium.picture(portal.page(), "by-hand");
      assertThat(portal.complaints()).isEmpty();
    } finally {
      kifaru.execute("UPDATE shortcode SET mode = 'api'");
    }
  }

  @Test
  void anOpenedAccountLeadsToItsPapersAndNobodyElses() throws Exception {
    People.Person person = town.people().of("kifaru").get(0);
    String mine = pays(person);
    String others = pays(town.people().of("kifaru").get(1));
    try (PortalTour portal = new PortalTour(chromium().phone(true), "kifaru");
        DeskTour owner = desk()) {
      portal.open("/account");
      portal.page().locator("#account").fill(person.account());
      portal.page().locator("#phone").fill(person.phone().substring(9));
      portal.page().locator("form button").click();
      portal.page().locator("#papers").waitFor();
      Chromium.picture(portal.page(), "account");
      String here = portal.page().url();
      String paper = here.replaceFirst("\\?", "/papers/" + mine + "?");
      assertThat(fetched(portal, paper.replace("?", ".pdf?"))).startsWith("200 %PDF");
      assertThat(fetched(portal, paper)).startsWith("200").contains(person.account());
      assertThat(fetched(portal, here.replaceFirst("\\?", "/statement?")))
          .startsWith("200")
          .contains(person.account());
      assertThat(fetched(portal, paper.replace(mine, others))).startsWith("404");
      var elsewhere = portal.page().navigate(paper.replace("kifaru", "acme"));
      assertThat(elsewhere == null ? 0 : elsewhere.status()).isEqualTo(404);

      owner.signIn(DemoStaff.owner(KIFARU));
      owner.awaitHeading("Payments");
      assertThat(owner.open("/subscribers/" + kifaru.subscriber(person.account()))).isEqualTo(200);
      owner.page().locator("#papers").getByText("Statement of the last 90 days").waitFor();
      Chromium.picture(owner.page(), "admin-subscriber-papers");
    }
  }

  private static String fetched(PortalTour portal, String address) {
    return (String)
        portal
            .page()
            .evaluate("u => fetch(u).then(r => r.text().then(t => r.status + ' ' + t))", address);
  }

  private String pays(People.Person person) throws Exception {
    String receipt = kifaru.safaricom().pays(person.account(), person.phone(), 20);
    Await.until("it is booked", PATIENCE, () -> kifaru.payments(receipt) == 1);
    return kifaru.text("SELECT id FROM payment WHERE receipt = ?", receipt);
  }

  private static DeskTour desk() {
    return new DeskTour(chromium().desk());
  }

  private static Chromium chromium() {
    Chromium chromium = started;
    if (chromium == null) {
      throw new IllegalStateException("no browser");
    }
    return chromium;
  }
}
