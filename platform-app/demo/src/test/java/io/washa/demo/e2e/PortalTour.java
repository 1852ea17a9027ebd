package io.washa.demo.e2e;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.washa.demo.RunningTown;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What a subscriber does with the portal and with the phone beside it. */
final class PortalTour implements AutoCloseable {
  private final Page page;
  private final String portal;
  private final String phones;
  private final List<String> complaints = new ArrayList<>();

  PortalTour(Page page, String slug) {
    this.page = page;
    page.onPageError(complaints::add);
    page.onConsoleMessage(message -> {
      if (message.type().equals("error")) {
        complaints.add(message.text());
      }
    });
    RunningTown town = RunningTown.get();
    this.portal = "http://" + slug + ".localhost:" + town.platformPort();
    this.phones = "http://localhost:" + town.darajaPort() + "/phone?phone=";
  }

  Page page() {
    return page;
  }

  /** Chooses a plan by its name, up to the form. */
  void choose(String plan) {
    page.navigate(portal + "/");
    page.locator("a.plan", new Page.LocatorOptions().setHasText(plan)).click();
    page.waitForURL(Pattern.compile(".*/buy/.*"));
  }

  /** Types a phone into the form and sends it. */
  void type(String phone) {
    page.locator("#phone").fill(phone);
    page.locator("form button[type=submit]").first().click();
  }

  /** Buys a plan, up to the page that asks for the PIN. Returns the intent. */
  String buy(String plan, String phone) {
    choose(plan);
    type(phone);
    page.waitForURL(Pattern.compile(".*/pay/.*"));
    awaitStage("pin");
    return page.url().replaceFirst(".*/pay/([^?]*).*", "$1");
  }

  /**
   * Types a PIN on the virtual phone, in a window of its own.
   *
   * @param msisdn twelve digits
   */
  void pin(String msisdn, String pin) {
    try (Page phone = page.context().newPage()) {
      phone.navigate(phones + msisdn);
      phone.locator("input[name=pin]").fill(pin);
      Chromium.picture(phone, "virtual-phone");
      phone.locator("button.pay[value=pay]").click();
      phone.locator(".sms, .notice").first().waitFor();
    }
  }

  /** Waits until the page of the payment shows a stage, by itself. */
  void awaitStage(String stage) {
    awaitStage(stage, Duration.ofSeconds(30));
  }

  /** Waits until the page of the payment shows a stage, by itself. */
  void awaitStage(String stage, Duration patience) {
    page.locator("#progress[data-stage=" + stage + "]")
        .waitFor(new Locator.WaitForOptions().setTimeout((double) patience.toMillis()));
  }

  /** What the browser found wrong with the pages: broken scripts, refused styles, lost files. */
  List<String> complaints() {
    return List.copyOf(complaints);
  }

  /** Opens the receipt of an intent. */
  void openReceipt(String intent) {
    page.navigate(portal + "/receipt/" + intent);
  }

  /** Opens an address of the portal. */
  void open(String path) {
    page.navigate(portal + path);
  }

  /** Opens the page of an intent. */
  void openPayment(String intent) {
    page.navigate(portal + "/pay/" + intent);
  }

  String title() {
    return page.locator("#stage-title").innerText();
  }

  String text() {
    return page.locator("#stage-text").innerText();
  }

  @Override
  public void close() {
    page.context().close();
  }
}
