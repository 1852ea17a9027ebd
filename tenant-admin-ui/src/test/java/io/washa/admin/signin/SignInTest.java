package io.washa.admin.signin;

import static org.assertj.core.api.Assertions.assertThat;

import io.washa.identity.Staff;
import io.washa.identity.StaffMember;
import io.washa.identity.StaffRole;
import io.washa.tenancy.ControlDatabase;
import io.washa.tenancy.Tenant;
import io.washa.tenancy.TenantContext;
import io.washa.tenancy.TenantId;
import io.washa.tenancy.TenantProvisioning;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.TestConstructor;

@SpringBootTest(
    classes = DeskServer.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@ContextConfiguration(initializers = DeskServer.Environment.class)
@TestConstructor(autowireMode = TestConstructor.AutowireMode.ALL)
class SignInTest {
  private static final AtomicInteger NEXT = new AtomicInteger();

  private final TenantProvisioning provisioning;
  private final ControlDatabase control;
  private final Staff staff;
  private final JdbcClient jdbc;
  private final Keycloak keycloak;
  private final int port;
  private final HttpClient browser =
      HttpClient.newBuilder()
          .cookieHandler(new CookieManager())
          .followRedirects(HttpClient.Redirect.NORMAL)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  SignInTest(
      TenantProvisioning provisioning,
      ControlDatabase control,
      Staff staff,
      JdbcClient jdbc,
      Keycloak keycloak,
      @LocalServerPort int port) {
    this.provisioning = provisioning;
    this.control = control;
    this.staff = staff;
    this.jdbc = jdbc;
    this.keycloak = keycloak;
    this.port = port;
  }

  @AfterEach
  void realmComesBack() throws InterruptedException {
    DeskServer.REALM.away(false);
    // That it was away is remembered for two seconds.
    long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (!keycloak.isThere() && System.nanoTime() < deadline) {
      Thread.sleep(100);
    }
  }

  @Test
  void anOwnerComesInAndSeesHerOwnPaymentButNotAnotherIsps() {
    Isp mine = anIsp();
    Isp other = anIsp();
    UUID myPayment = aPayment(mine);
    UUID otherPayment = aPayment(other);
    signsInNext(mine, StaffRole.OWNER);

    assertThat(asks("/admin/").statusCode()).isEqualTo(200);
    assertThat(asks("/admin/routers").statusCode()).isEqualTo(200);
    assertThat(asks("/admin/payments/" + myPayment).statusCode()).isEqualTo(200);
    assertThat(asks("/admin/payments/" + otherPayment).statusCode()).isEqualTo(404);
    assertThat(asks("/admin/payments/nonsense").statusCode()).isEqualTo(404);
    assertThat(asks("/admin/no-such-page").statusCode()).isEqualTo(404);
  }

  @Test
  void aCashierHasPaymentsAndNoRouters() {
    signsInNext(anIsp(), StaffRole.CASHIER);

    assertThat(asks("/admin/payments").statusCode()).isEqualTo(200);
    assertThat(asks("/admin/routers").statusCode()).isEqualTo(404);
  }

  @Test
  void aCashierHasClaimsAndTillAndOnlyAnOwnerOrManagerTheSetUp() {
    signsInNext(anIsp(), StaffRole.CASHIER);
    assertThat(asks("/admin/claims").statusCode()).isEqualTo(200);
    assertThat(asks("/admin/till").statusCode()).isEqualTo(200);
    assertThat(asks("/admin/mpesa").statusCode()).isEqualTo(404);
    assertThat(asks("/admin/quarantine").statusCode()).isEqualTo(404);
  }

  @Test
  void aManagerHasTheSetUpToo() {
    signsInNext(anIsp(), StaffRole.MANAGER);
    assertThat(asks("/admin/mpesa").statusCode()).isEqualTo(200);
    assertThat(asks("/admin/quarantine").statusCode()).isEqualTo(200);
  }

  @Test
  void papersAreAnIspsOwnAndForWhoeverMaySeePayments() {
    Isp mine = anIsp();
    Isp other = anIsp();
    UUID myPayment = aPayment(mine);
    UUID otherPayment = aPayment(other);
    signsInNext(mine, StaffRole.CASHIER);
    assertThat(asks("/admin/").statusCode()).isEqualTo(200);

    HttpResponse<String> receipt = asks("/papers/receipts/" + myPayment);
    assertThat(receipt.statusCode()).isEqualTo(200);
    assertThat(receipt.body()).contains("UKO1", "ISP ");
    assertThat(asks("/papers/receipts/" + myPayment + ".pdf").body()).startsWith("%PDF");
    assertThat(asks("/papers/receipts/" + otherPayment).statusCode()).isEqualTo(404);
    assertThat(asks("/papers/receipts/" + otherPayment + ".pdf").statusCode()).isEqualTo(404);
    assertThat(asks("/papers/slips/" + myPayment).statusCode()).as("no cash").isEqualTo(404);
    assertThat(asks("/papers/statements/" + UUID.randomUUID()).statusCode()).isEqualTo(404);
    assertThat(asks("/papers/documents/" + UUID.randomUUID()).statusCode()).isEqualTo(404);
  }

  @Test
  void aTechnicianSeesNoPapers() {
    Isp mine = anIsp();
    UUID payment = aPayment(mine);
    signsInNext(mine, StaffRole.TECHNICIAN);
    assertThat(asks("/admin/").statusCode()).isEqualTo(200);
    assertThat(asks("/papers/receipts/" + payment).statusCode()).isEqualTo(404);
  }

  @Test
  void whoeverBelongsToNoIspIsToldSo() {
    DeskServer.REALM.next(Map.of("email", "nobody@isp.test", "email_verified", true));

    HttpResponse<String> answer = asks("/admin/");

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.body()).contains("Your sign-in names no ISP", "nobody@isp.test", "Log out");
  }

  @Test
  void whoeverBelongsToTwoChooses() {
    Isp one = anIsp();
    Isp two = anIsp();
    DeskServer.REALM.next(
        Map.of(
            "organization",
            Map.of("one", organization(one), "two", organization(two)),
            "email",
            "both@isp.test",
            "email_verified",
            true));

    HttpResponse<String> answer = asks("/admin/");

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.body()).contains("?organization=one", "?organization=two");
  }

  @Test
  void whoeverIsNoLongerStaffIsOutAtTheNextRequest() throws InterruptedException {
    Isp isp = anIsp();
    StaffMember member = signsInNext(isp, StaffRole.OWNER);
    assertThat(asks("/admin/").statusCode()).isEqualTo(200);

    TenantContext.run(isp.tenant(), () -> staff.deactivate(member.id()));

    long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    HttpResponse<String> answer = asks("/admin/");
    while (answer.statusCode() == 200 && System.nanoTime() < deadline) {
      Thread.sleep(200);
      answer = asks("/admin/");
    }
    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.body()).contains("You are not on the team");
  }

  @Test
  void withoutKeycloakThereIsAPageInOurWordsAndWhoIsInStaysIn() throws InterruptedException {
    signsInNext(anIsp(), StaffRole.OWNER);
    assertThat(asks("/admin/").statusCode()).isEqualTo(200);
    DeskServer.REALM.away(true);
    HttpClient somebodyElse =
        HttpClient.newBuilder()
            .cookieHandler(new CookieManager())
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();

    long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    HttpResponse<String> answer = asks(somebodyElse, "/oauth2/authorization/washa");
    // For two seconds people are still sent there, to the realm's own empty answer.
    while (answer.body().isEmpty() && System.nanoTime() < deadline) {
      Thread.sleep(200);
      answer = asks(somebodyElse, "/oauth2/authorization/washa");
    }
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.body()).contains("Signing in is not possible right now");
    assertThat(asks("/admin/payments").statusCode()).isEqualTo(200);
  }

  private record Isp(TenantId tenant, String organization) {}

  private Isp anIsp() {
    int number = NEXT.incrementAndGet();
    Tenant tenant =
        provisioning.provision(
            new TenantProvisioning.NewTenant(
                "desk" + number,
                "ISP " + number,
                new Tenant.Brand("#0b6e4f", ""),
                List.of("desk" + number + ".test")));
    String organization = "organization-" + number;
    control
        .jdbc()
        .sql("UPDATE tenant SET organization = ? WHERE id = ?")
        .params(organization, tenant.id().value())
        .update();
    return new Isp(tenant.id(), organization);
  }

  private static Map<String, Object> organization(Isp isp) {
    return Map.of("id", isp.organization(), "tenant_id", List.of(isp.tenant().toString()));
  }

  private StaffMember signsInNext(Isp isp, StaffRole role) {
    String email = role + "@" + isp.organization() + ".test";
    StaffMember member =
        TenantContext.<StaffMember, RuntimeException>call(
            isp.tenant(), () -> staff.enter("Wanjiru Kamau", email, role).orElseThrow());
    DeskServer.REALM.next(
        Map.of(
            "organization",
            Map.of("isp", organization(isp)),
            "email",
            email,
            "email_verified",
            true));
    return member;
  }

  private UUID aPayment(Isp isp) {
    return TenantContext.<UUID, RuntimeException>call(
        isp.tenant(),
        () ->
            jdbc.sql(
                    """
                    WITH s AS (
                      INSERT INTO shortcode (number, kind, consumer_key, consumer_secret, passkey,
                                             callback_token)
                      VALUES ('600100', 'paybill', '', '', '', '') RETURNING id)
                    INSERT INTO payment (shortcode_id, receipt, amount, door, paid_at, received_at)
                    SELECT id, 'UKO1', 5000, 'c2b', now(), now() FROM s RETURNING id
                    """)
                .query((row, _) -> row.getObject(1, UUID.class))
                .single());
  }

  private HttpResponse<String> asks(String path) {
    return asks(browser, path);
  }

  private HttpResponse<String> asks(HttpClient client, String path) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
            .timeout(Duration.ofSeconds(20))
            .header("Accept", "text/html")
            .build();
    try {
      return client.send(request, BodyHandlers.ofString());
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
