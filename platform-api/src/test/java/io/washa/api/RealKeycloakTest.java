package io.washa.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.washa.identity.Organizations;
import io.washa.identity.Staff;
import io.washa.identity.StaffRole;
import io.washa.testing.CoreTest;
import io.washa.testing.Isp;
import io.washa.testing.StaffRealm;
import io.washa.testing.World;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Tokens of the real Keycloak, as our realm gives them. */
@CoreTest
class RealKeycloakTest {
  private static final String PASSWORD = "washa-demo";

  private final World world;
  private final Organizations organizations;
  private final Staff staff;
  private final int port;

  RealKeycloakTest(
      World world, Organizations organizations, Staff staff, @Value("${server.port}") int port) {
    this.world = world;
    this.organizations = organizations;
    this.staff = staff;
    this.port = port;
  }

  @DynamicPropertySource
  static void keycloak(DynamicPropertyRegistry registry) {
    registry.add("washa.identity.url", StaffRealm::url);
    registry.add("washa.identity.issuer", StaffRealm::issuer);
    registry.add("washa.identity.platform-client-secret", () -> StaffRealm.PLATFORM_SECRET);
  }

  @Test
  void aMemberOfTheStaffIsLetInAndSomebodyWithoutOrganisationIsNot() {
    Isp isp = world.anIsp();
    String owner = "owner@" + isp.tenant().slug() + ".test";
    String nobody = "nobody@" + isp.tenant().slug() + ".test";
    assertThat(isp.asks(() -> staff.enter("Wanjiru", owner, StaffRole.OWNER))).isPresent();
    organizations.addMember(
        isp.id(), new Organizations.Person("Wanjiru", "Kamau", owner), PASSWORD);
    organizations.addAccount(new Organizations.Person("No", "Body", nobody), PASSWORD);

    assertThat(me(owner).json().at("/isp/slug").asString()).isEqualTo(isp.tenant().slug());
    assertThat(me(nobody).code()).isEqualTo("not_staff");
  }

  private ApiClient.Answer me(String email) {
    return new ApiClient(port, "platform.test")
        .get(
            "/api/v1/me",
            Map.of("Authorization", "Bearer " + StaffRealm.token(email, PASSWORD, "")));
  }
}
