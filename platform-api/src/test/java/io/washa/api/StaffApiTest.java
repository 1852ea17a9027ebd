package io.washa.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import io.washa.identity.Staff;
import io.washa.identity.StaffRole;
import io.washa.tenancy.Tenants;
import io.washa.testing.CoreTest;
import io.washa.testing.Isp;
import io.washa.testing.Safaricom;
import io.washa.testing.World;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** What staff's programs can do, and for whom. */
@CoreTest
class StaffApiTest {
  private static final Issuer ISSUER = new Issuer();

  private final World world;
  private final Tenants tenants;
  private final Staff staff;
  private final int port;

  StaffApiTest(World world, Tenants tenants, Staff staff, @Value("${server.port}") int port) {
    this.world = world;
    this.tenants = tenants;
    this.staff = staff;
    this.port = port;
  }

  @DynamicPropertySource
  static void issuer(DynamicPropertyRegistry registry) {
    registry.add("washa.identity.issuer", ISSUER::url);
  }

  /** Somebody of an ISP's staff. */
  private record Person(Isp isp, String email, Object organization) {
    String token() {
      return ISSUER.token(email, organization);
    }

    String token(UnaryOperator<JWTClaimsSet.Builder> change) {
      return ISSUER.token(email, organization, change);
    }
  }

  private Person aPerson(Isp isp, StaffRole role) {
    String email = role.name().toLowerCase(java.util.Locale.ROOT) + "@" + isp.tenant().slug();
    String organization = "org-of-" + isp.id();
    tenants.linkOrganization(isp.id(), organization);
    assertThat(isp.asks(() -> staff.enter("Somebody", email, role))).isPresent();
    return new Person(isp, email, Issuer.organization(organization, isp.id().value()));
  }

  private ApiClient.Answer get(String path, String token) {
    return get("platform.test", path, token);
  }

  private ApiClient.Answer get(String host, String path, String token) {
    return new ApiClient(port, host).get(path, Map.of("Authorization", "Bearer " + token));
  }

  @Test
  void theTokenAloneSaysForWhichIsp() {
    Person owner = aPerson(world.anIsp(), StaffRole.OWNER);
    Isp other = world.anIsp();

    ApiClient.Answer me = get("/api/v1/me?tenant=" + other.id(), owner.token());

    assertThat(me.json().at("/isp/slug").asString()).isEqualTo(owner.isp().tenant().slug());
    assertThat(me.json().get("role").asString()).isEqualTo("owner");
    assertThat(get(owner.isp().tenant().slug() + ".test", "/api/v1/me", owner.token()).status())
        .isEqualTo(200);
    assertThat(get(other.tenant().slug() + ".test", "/api/v1/me", owner.token()).status())
        .isEqualTo(404);
  }

  @Test
  void onlyATokenOfTheIssuerForThisApiAndInTimeCounts() {
    Person owner = aPerson(world.anIsp(), StaffRole.OWNER);
    String me = "/api/v1/me";

    assertThat(get(me, owner.token()).status()).isEqualTo(200);
    assertThat(get(me, owner.token(claims -> claims.audience("account"))).status()).isEqualTo(401);
    assertThat(get(me, owner.token(claims -> claims.issuer("http://elsewhere"))).status())
        .isEqualTo(401);
    Date past = Date.from(Instant.now().minusSeconds(120));
    assertThat(get(me, owner.token(claims -> claims.expirationTime(past))).status()).isEqualTo(401);
    assertThat(get(me, owner.token(claims -> claims.expirationTime(null))).status()).isEqualTo(401);
    Issuer stranger = new Issuer();
    String forged =
        stranger.token(owner.email(), owner.organization(), claims -> claims.issuer(ISSUER.url()));
    assertThat(get(me, forged).status()).isEqualTo(401);
  }

  @Test
  void whoBelongsToNobodyOrToSeveralIsRefused() {
    Person owner = aPerson(world.anIsp(), StaffRole.OWNER);
    Isp other = world.anIsp();
    Map<String, Object> both = new HashMap<>();
    both.put("one", Map.of("id", "a", "tenant_id", List.of("1")));
    both.put("two", Map.of("id", "b", "tenant_id", List.of("2")));

    assertThat(get("/api/v1/me", ISSUER.token(owner.email(), both)).code())
        .isEqualTo("several_organizations");
    assertThat(get("/api/v1/me", owner.token(claims -> claims.claim("organization", null))).code())
        .isEqualTo("not_staff");
    Object disagreeing = Issuer.organization("org-of-" + owner.isp().id(), other.id().value());
    assertThat(get("/api/v1/me", ISSUER.token(owner.email(), disagreeing)).code())
        .isEqualTo("not_staff");
    assertThat(get("/api/v1/me", ISSUER.token("x@y.test", owner.organization())).code())
        .isEqualTo("not_staff");
  }

  @Test
  void aRoleOpensWhatItMayAndNothingElse() {
    Isp isp = world.anIsp();
    Person cashier = aPerson(isp, StaffRole.CASHIER);
    Person technician = aPerson(isp, StaffRole.TECHNICIAN);

    assertThat(get("/api/v1/payments", cashier.token()).status()).isEqualTo(200);
    assertThat(get("/api/v1/payments", technician.token()).code()).isEqualTo("permission_missing");
    assertThat(get("/api/v1/routers", technician.token()).status()).isEqualTo(200);
    assertThat(get("/api/v1/routers", cashier.token()).code()).isEqualTo("permission_missing");
  }

  @Test
  void subscribersComePageByPageAndAreFound() {
    Isp isp = world.anIsp();
    Person owner = aPerson(isp, StaffRole.OWNER);
    List<String> made = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      made.addFirst(world.aSubscriber(isp).id().toString());
    }

    List<String> seen = new ArrayList<>();
    String next = "";
    do {
      ApiClient.Answer page =
          get(
              "/api/v1/subscribers?limit=2" + (next.isEmpty() ? "" : "&cursor=" + next),
              owner.token());
      page.json().get("items").forEach(item -> seen.add(item.get("id").asString()));
      next = page.json().get("next").asString("");
    } while (!next.isEmpty());

    assertThat(seen).isEqualTo(made);
    assertThat(get("/api/v1/subscribers?q=wanj", owner.token()).json().get("items")).hasSize(5);
    assertThat(get("/api/v1/subscribers?q=%25", owner.token()).json().get("items")).isEmpty();
    assertThat(get("/api/v1/subscribers?limit=0", owner.token()).code())
        .isEqualTo("parameter_invalid");
    assertThat(get("/api/v1/subscribers?limit=many", owner.token()).code())
        .isEqualTo("parameter_invalid");
    assertThat(get("/api/v1/subscribers?cursor=bm8", owner.token()).code())
        .isEqualTo("parameter_invalid");
    ApiClient.Answer one = get("/api/v1/subscribers/" + made.getFirst(), owner.token());
    assertThat(one.json().get("services")).hasSize(1);
    Person stranger = aPerson(world.anIsp(), StaffRole.OWNER);
    assertThat(get("/api/v1/subscribers/" + made.getFirst(), stranger.token()).status())
        .isEqualTo(404);
  }

  @Test
  void aPaymentIsShownWithItsWay() {
    Isp isp = world.anIsp();
    Person owner = aPerson(isp, StaffRole.OWNER);
    Isp.ASubscriber mary = world.aSubscriber(isp);
    String receipt = Safaricom.paysPayBill(isp.payBill().number(), mary.account().digits(), "20");
    World.eventually(
        "the payment is listed",
        () -> get("/api/v1/payments", owner.token()).body().contains(receipt));

    String id = get("/api/v1/payments", owner.token()).json().at("/items/0/id").asString();
    ApiClient.Answer payment = get("/api/v1/payments/" + id, owner.token());

    assertThat(payment.json().at("/payment/receipt").asString()).isEqualTo(receipt);
    assertThat(payment.json().at("/timeline/0/name").asString()).isEqualTo("received");
    assertThat(get("/api/v1/payments/" + UUID.randomUUID(), owner.token()).status()).isEqualTo(404);
  }

  @Test
  void keysOnceSeenCountWhileTheIssuerIsAway() {
    Person owner = aPerson(world.anIsp(), StaffRole.OWNER);
    assertThat(get("/api/v1/me", owner.token()).status()).isEqualTo(200);
    ISSUER.away(true);
    try {
      assertThat(get("/api/v1/me", owner.token()).status()).isEqualTo(200);
    } finally {
      ISSUER.away(false);
    }
  }
}
