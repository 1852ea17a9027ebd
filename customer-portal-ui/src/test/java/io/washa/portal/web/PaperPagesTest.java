package io.washa.portal.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/** An account's receipts, invoices and statement. */
@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {"spring.mvc.problemdetails.enabled=true", "spring.threads.virtual.enabled=true"})
class PaperPagesTest {
  private final PortalWorld world;
  private final Browser haraka;
  private final Browser pwani;

  PaperPagesTest(@Autowired PortalWorld world, @LocalServerPort int port) {
    this.world = world;
    this.haraka = new Browser(port, "haraka.test", "en");
    this.pwani = new Browser(port, "pwani.test", "en");
  }

  @BeforeEach
  void startAnew() {
    world.reset();
  }

  private String opens(String account, String phone) {
    String token = Browser.field(haraka.get("/account"), "token");
    return Browser.location(
        haraka.post("/account", Map.of("token", token, "account", account, "phone", phone)));
  }

  @Test
  void anOpenedAccountLeadsToItsPapersAsPageAndPdf() {
    String account = "/account/" + PortalWorld.WANJIRU.digits();
    String page = opens(PortalWorld.WANJIRU.digits(), "678");
    String token = page.substring(page.indexOf("?t="));
    assertThat(haraka.get(page).body())
        .contains("Invoice INV-000007", "KSh 20 due", "/papers/" + world.invoice.id() + ".pdf?t=");

    HttpResponse<String> invoice = haraka.get(account + "/papers/" + world.invoice.id() + token);
    assertThat(invoice.body()).contains("the invoice");
    assertThat(invoice.headers().firstValue("Content-Security-Policy").orElseThrow())
        .contains("default-src 'none'", "style-src 'unsafe-inline'")
        .doesNotContain("script");
    assertThat(invoice.headers().firstValue("Cache-Control")).hasValue("no-store");
    HttpResponse<String> pdf =
        haraka.get(account + "/papers/" + world.invoice.id() + ".pdf" + token);
    assertThat(pdf.headers().firstValue("Content-Type")).hasValue("application/pdf");
    assertThat(haraka.get(account + "/statement" + token).body()).contains("the statement");
    assertThat(haraka.get(account + "/statement.pdf" + token).body()).startsWith("%PDF");
  }

  @Test
  void nobodyElsesPapersAreThere() {
    String mine = opens(PortalWorld.WANJIRU.digits(), "678");
    String others = opens(PortalWorld.OTIENO.digits(), "111");
    String myToken = mine.substring(mine.indexOf("?t="));
    String othersToken = others.substring(others.indexOf("?t="));
    String invoice = "/papers/" + world.invoice.id();
    String my = "/account/" + PortalWorld.WANJIRU.digits();
    String other = "/account/" + PortalWorld.OTIENO.digits();

    assertThat(haraka.get(my + invoice + myToken).statusCode()).isEqualTo(200);
    assertThat(haraka.get(my + invoice).statusCode()).as("no token").isEqualTo(404);
    assertThat(haraka.get(my + invoice + othersToken).statusCode()).isEqualTo(404);
    assertThat(haraka.get(other + invoice + othersToken).statusCode()).isEqualTo(404);
    assertThat(haraka.get(other + "/statement" + othersToken).statusCode()).isEqualTo(404);
    assertThat(pwani.get(my + invoice + myToken).statusCode()).isEqualTo(404);
    assertThat(pwani.get(my + "/statement.pdf" + myToken).statusCode()).isEqualTo(404);
  }
}
