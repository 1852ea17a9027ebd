package io.washa.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.washa.identity.Entry.Allowed;
import io.washa.identity.Entry.Reason;
import io.washa.identity.Entry.Refused;
import io.washa.identity.Organizations.Person;
import io.washa.tenancy.Tenant;
import io.washa.tenancy.TenantContext;
import io.washa.tenancy.Tenants;
import io.washa.testing.CoreTest;
import io.washa.testing.StaffRealm;
import io.washa.testing.World;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Against the real Keycloak. */
@CoreTest
class OrganizationsTest {
  private static final String PASSWORD = "washa-demo";

  private final Organizations organizations;
  private final StaffEntrance entrance;
  private final Staff staff;
  private final Tenants tenants;
  private final World world;

  OrganizationsTest(StaffEntrance entrance, Staff staff, Tenants tenants, World world) {
    this.organizations = new Organizations(new KeycloakAdmin(at(StaffRealm.url())), tenants);
    this.entrance = entrance;
    this.staff = staff;
    this.tenants = tenants;
    this.world = world;
  }

  @Test
  void aMemberOfTheOrganisationWhoIsStaffComesInAndASecondMakingChangesNothing() {
    Tenant isp = world.anIsp().tenant();
    String email = "owner@" + isp.slug() + ".test";
    TenantContext.run(isp.id(), () -> staff.enter("Wanjiru", email, StaffRole.OWNER));
    organizations.addMember(isp.id(), person(email), PASSWORD);
    organizations.addMember(isp.id(), person(email), PASSWORD);
    assertThat(organizations.createFor(isp.id())).isEqualTo(organizations.createFor(isp.id()));

    assertThat(enter(email, ""))
        .isInstanceOfSatisfying(Allowed.class, in -> assertThat(in.tenant()).isEqualTo(isp.id()));
  }

  @Test
  void anAccountWithoutAnOrganisationSignsInAndIsRefused() {
    Tenant isp = world.anIsp().tenant();
    String email = "nobody@" + isp.slug() + ".test";
    organizations.addAccount(person(email), PASSWORD);
    TenantContext.run(isp.id(), () -> staff.enter("Nobody", email, StaffRole.OWNER));
    assertThat(enter(email, "")).isEqualTo(new Refused(Reason.NO_ORGANIZATION));

    organizations.addMember(isp.id(), person(email), PASSWORD);
    assertThat(enter(email, "")).isInstanceOf(Allowed.class);
  }

  @Test
  void aPersonOfTwoIspsComesInOnlyForTheOneThatIsChosen() {
    Tenant first = world.anIsp().tenant();
    Tenant second = world.anIsp().tenant();
    String email = "both@" + first.slug() + ".test";
    for (Tenant isp : java.util.List.of(first, second)) {
      organizations.addMember(isp.id(), person(email), PASSWORD);
      TenantContext.run(isp.id(), () -> staff.enter("Both", email, StaffRole.MANAGER));
    }
    assertThat(enter(email, "")).isEqualTo(new Refused(Reason.NO_ORGANIZATION));
    assertThat(enter(email, "organization:*")).isEqualTo(new Refused(Reason.SEVERAL_ORGANIZATIONS));
    assertThat(enter(email, "organization:" + second.slug()))
        .isInstanceOfSatisfying(
            Allowed.class, in -> assertThat(in.tenant()).isEqualTo(second.id()));
  }

  @Test
  void aKeycloakThatIsAwayIsSaidToBeAwaySoon() {
    Organizations away = new Organizations(new KeycloakAdmin(at("http://127.0.0.1:1")), tenants);
    Tenant isp = world.anIsp().tenant();
    assertThatThrownBy(() -> away.createFor(isp.id())).isInstanceOf(KeycloakAwayException.class);
    assertThat(organizations.createFor(isp.id())).isNotBlank();
  }

  private Entry enter(String email, String scope) {
    return entrance.enter(StaffRealm.claims(StaffRealm.token(email, PASSWORD, scope)));
  }

  private static Person person(String email) {
    return new Person("Wanjiru", "Kamau", email);
  }

  private static KeycloakProperties at(String url) {
    return new KeycloakProperties(
        url,
        "washa",
        "washa-platform",
        StaffRealm.PLATFORM_SECRET,
        Duration.ofSeconds(2),
        Duration.ofSeconds(20));
  }
}
