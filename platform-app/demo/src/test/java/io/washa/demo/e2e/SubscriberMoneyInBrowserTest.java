package io.washa.demo.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.WaitForSelectorState;
import io.washa.demo.seed.DemoIsp;
import io.washa.demo.seed.DemoStaff;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A subscriber's page charges, takes and discounts, and the books say so. */
class SubscriberMoneyInBrowserTest {
  private static final DemoIsp KIFARU = DemoIsp.all().getLast();
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final String DEAREST =
      """
       FROM service v JOIN plan p ON p.id = v.plan_id WHERE v.method = 'pppoe'
        AND v.payer_id IS NULL AND v.username <> ? ORDER BY p.price DESC, v.id LIMIT 1
      """;

  private static final String JOINED = "JOIN discount d ON d.service_id = v.id WHERE";

  private static @Nullable Chromium started;

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
  void anOwnerChargesAFeeGivesADiscountEntersATransferAndTakesADeposit() throws Exception {
    UUID subscriber = UUID.fromString(kifaru.text("SELECT v.subscriber_id" + DEAREST, ""));
    long price = kifaru.number("SELECT p.price" + DEAREST, "");
    try (DeskTour owner = new DeskTour(chromium().desk())) {
      owner.signIn(DemoStaff.owner(KIFARU));
      owner.awaitHeading("Payments");
      assertThat(owner.open("/subscribers/" + subscriber)).isEqualTo(200);
      Page page = owner.page();

      charge(page);
      assertThat(of("SELECT count(*) FROM document WHERE kind = 'invoice'", subscriber))
          .as("one for each instalment, pressed twice")
          .isEqualTo(2);
      assertThat(of("SELECT sum(total) FROM document WHERE kind = 'invoice'", subscriber))
          .isEqualTo(2_000_00);

      discount(page);
      long net = kifaru.number("SELECT discounted(v.id, p.price)" + DEAREST, "");
      assertThat(net).isEqualTo(price - price / 10);

      long money = net + 1_000_00 + 1_500_00;
      transfer(page, money);
      assertThat(of("SELECT sum(amount) FROM payment WHERE door = 'bank'", subscriber))
          .isEqualTo(money);
      assertThat(kifaru.number("SELECT sum(amount) FROM posting WHERE account = '1150'"))
          .isEqualTo(money);
      Await.until(
          "the fee's first half and a discounted period are paid",
          PATIENCE,
          () -> wallet(subscriber) == 1_500_00);
      assertThat(kifaru.number("SELECT d.periods" + DEAREST.replace("WHERE", JOINED), ""))
          .as("one of two periods is used")
          .isEqualTo(1);

      deposit(page);
      assertThat(
              kifaru.number(
                  "SELECT -sum(amount) FROM posting WHERE account = '2400' AND owner = ?",
                  subscriber))
          .isEqualTo(1_000_00);
      assertThat(wallet(subscriber)).isEqualTo(500_00);
      page.locator("#money-wallet").getByText("KSh 500").waitFor();
      page.locator("#money-deposit-held").getByText("KSh 1,000").waitFor();
      Chromium.picture(page, "admin-subscriber-money");
    }
    kifaru.assertBooksAgreeWithTheStatement();
  }

  @Test
  void anOwnerWritesDocumentsKeepsAChequeAndSaysWhoPays() throws Exception {
    String next = DEAREST.replace("LIMIT 1", "OFFSET 1 LIMIT 1");
    UUID subscriber = UUID.fromString(kifaru.text("SELECT v.subscriber_id" + next, ""));
    UUID service = UUID.fromString(kifaru.text("SELECT v.id" + next, ""));
    UUID landlord = UUID.fromString(kifaru.text("SELECT v.subscriber_id" + DEAREST, ""));
    String account = kifaru.text("SELECT account_number FROM subscriber WHERE id = ?", landlord);
    try (DeskTour owner = new DeskTour(chromium().desk())) {
      owner.signIn(DemoStaff.owner(KIFARU));
      owner.awaitHeading("Payments");
      assertThat(owner.open("/subscribers/" + subscriber)).isEqualTo(200);
      Page page = owner.page();

      write(page, ".money-proforma");
      write(page, ".money-invoice");
      acts(page, ".money-certificate", "certificate-number:WHT 1", "certificate-amount:50");
      acts(page, ".money-certificate-back", "certificate-reason:not ours");
      acts(page, ".money-credit_note", "credit-reason:never came");
      assertThat(of("SELECT count(DISTINCT kind) FROM document WHERE true", subscriber))
          .isEqualTo(3);
      assertThat(
              kifaru.number(
                  "SELECT coalesce(sum(amount), 0) FROM posting WHERE account IN ('1300', '4100')"
                      + " AND entry_id IN (SELECT id FROM journal_entry"
                      + " WHERE kind LIKE 'withholding%')"))
          .isZero();

      cheque(page);
      page.locator(".cheque .money-bounce").click();
      fill(page, "bounce-reason:no funds");
      press(page);
      assertThat(kifaru.number("SELECT count(*) FROM bank_receipt WHERE state = 'bounced'"))
          .isEqualTo(1);

      acts(page, ".money-alias", "alias-typed:0722 333 444");
      assertThat(kifaru.number("SELECT count(*) FROM alias WHERE service_id = ?", service))
          .isEqualTo(1);
      acts(page, ".money-payer", "payer-account:" + account);
      page.locator("#service-money").getByText("Paid by").waitFor();
      assertThat(
              kifaru.number(
                  "SELECT count(*) FROM service WHERE id = ? AND payer_id = ?", service, landlord))
          .isEqualTo(1);
      acts(page, ".money-payer", "payer-account:");
      assertThat(
              kifaru.number(
                  "SELECT count(*) FROM service WHERE id = ? AND payer_id IS NULL", service))
          .isEqualTo(1);
      acts(page, ".money-wish");
    }
  }

  private static void write(Page page, String button) {
    page.locator(button).click();
    page.locator(".line-description input").fill("A mast");
    page.locator(".line-amount input").fill("300");
    press(page);
  }

  private static void cheque(Page page) {
    page.locator(".money-bank").click();
    page.locator("#bank-kind").click();
    page.locator("vaadin-select-item")
        .filter(new Locator.FilterOptions().setHasText("Cheque"))
        .click();
    fill(page, "bank-name:KCB", "bank-number:000123", "bank-amount:700");
    press(page);
  }

  /** Opens a dialog, fills its fields, and has it done. */
  private static void acts(Page page, String button, String... fields) {
    page.locator(button).first().click();
    fill(page, fields);
    press(page);
  }

  private static void fill(Page page, String... fields) {
    for (String field : fields) {
      int colon = field.indexOf(':');
      page.locator("#" + field.substring(0, colon) + " input").fill(field.substring(colon + 1));
    }
  }

  private static void press(Page page) {
    page.locator("#money-act").click();
    page.locator("#money-act")
        .waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED));
    close(page);
  }

  @Test
  void aCashierIsNotOfferedWhatOnlyOthersMayGive() throws Exception {
    UUID subscriber = UUID.fromString(kifaru.text("SELECT v.subscriber_id" + DEAREST, ""));
    try (DeskTour cashier = new DeskTour(chromium().desk())) {
      cashier.signIn(DemoStaff.cashier(KIFARU));
      cashier.awaitHeading("Payments");
      assertThat(cashier.open("/subscribers/" + subscriber)).isEqualTo(200);
      cashier.page().locator(".money-fee").waitFor();
      for (String hidden : new String[] {"discount", "credit_note", "payer", "postpaid", "wish"}) {
        assertThat(cashier.page().locator(".money-" + hidden).count()).as(hidden).isZero();
      }
    }
  }

  private static void charge(Page page) {
    page.locator(".money-fee").click();
    page.locator("#fee-description input").fill("Installation");
    page.locator("#fee-amount input").fill("2000");
    page.locator("#fee-instalments input").fill("2");
    page.locator("#fee-instalments input").blur();
    page.locator("#money-act").dblclick();
    said(page, "KSh 2,000 charged");
    Locator papers = page.locator("vaadin-dialog a[href*='/papers/documents/']");
    assertThat(papers.count()).as("page and PDF of each").isEqualTo(4);
    close(page);
    page.locator("#money").getByText("KSh 1,000 due").first().waitFor();
  }

  private static void discount(Page page) {
    page.locator(".money-discount").first().click();
    page.locator("#discount-off input").fill("10");
    page.locator("#discount-periods input").fill("2");
    page.locator("#money-act").click();
    page.locator("#money-said").getByText("Say why").waitFor();
    page.locator("#discount-reason input").fill("a neighbour");
    page.locator("#money-act").click();
    said(page, "Given.");
    close(page);
  }

  private static void transfer(Page page, long money) {
    page.locator(".money-bank").click();
    page.locator("#bank-name input").fill("Equity");
    page.locator("#bank-number input").fill("ft 26331 x");
    page.locator("#bank-amount input").fill(Long.toString(money / 100));
    page.locator("#money-act").click();
    said(page, "is in the wallet");
    close(page);
  }

  private static void deposit(Page page) {
    page.locator(".money-deposit").click();
    page.locator("#deposit-amount input").fill("1000");
    page.locator("#deposit-reason input").fill("a router");
    page.locator("#money-act").click();
    said(page, "KSh 1,000 is held");
    close(page);
  }

  private static void said(Page page, String words) {
    page.locator("#money-said").getByText(words).waitFor();
    assertThat(page.locator("#money-act").count()).as("it cannot be pressed again").isZero();
  }

  private static void close(Page page) {
    page.locator("#money-close").click();
    page.locator("#money-said")
        .waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED));
  }

  private long of(String sql, UUID subscriber) throws SQLException {
    return kifaru.number(sql + " AND subscriber_id = ?", subscriber);
  }

  private long wallet(UUID subscriber) throws SQLException {
    return kifaru.number("SELECT balance FROM wallet WHERE owner = ?", subscriber);
  }

  private static Chromium chromium() {
    Chromium chromium = started;
    if (chromium == null) {
      throw new IllegalStateException("no browser");
    }
    return chromium;
  }
}
