package io.washa.demo.e2e;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import io.washa.demo.RunningTown;
import io.washa.demo.seed.DemoStaff;
import java.util.regex.Pattern;

/** What a person of an ISP's staff does at the desk. */
final class DeskTour implements AutoCloseable {
  private final Page page;
  private final String platform;

  DeskTour(Page page) {
    this.page = page;
    this.platform = "http://localhost:" + RunningTown.get().platformPort();
  }

  Page page() {
    return page;
  }

  /** Opens an address of the desk and returns the status of its answer. */
  int open(String path) {
    Response answer = page.navigate(platform + "/admin" + path);
    return answer == null ? 0 : answer.status();
  }

  /** Opens the desk and signs in on Keycloak's own page. */
  void signIn(String email) {
    open("/payments");
    page.waitForURL(Pattern.compile(".*/realms/washa/.*"));
    page.locator("#username").fill(email);
    Locator password = page.locator("#password");
    if (password.count() == 0) {
      // With organisations Keycloak asks for the name first.
      page.locator("#kc-login").click();
      password.waitFor();
    }
    Chromium.picture(page, "admin-sign-in");
    password.fill(DemoStaff.PASSWORD);
    page.locator("#kc-login").click();
  }

  /** Waits for a row of the grid that contains a text. */
  Locator row(String text) {
    Locator cell =
        page.locator("vaadin-grid-cell-content")
            .filter(new Locator.FilterOptions().setHasText(text))
            .first();
    cell.waitFor();
    return cell;
  }

  /** Waits for a heading. */
  void awaitHeading(String text) {
    page.locator("h1").filter(new Locator.FilterOptions().setHasText(text)).first().waitFor();
  }

  @Override
  public void close() {
    page.context().close();
  }
}
