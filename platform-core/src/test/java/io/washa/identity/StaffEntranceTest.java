package io.washa.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.washa.identity.Entry.Allowed;
import io.washa.identity.Entry.Reason;
import io.washa.identity.Entry.Refused;
import io.washa.tenancy.TenantContext;
import io.washa.tenancy.TenantId;
import io.washa.tenancy.Tenants;
import io.washa.testing.CoreTest;
import io.washa.testing.World;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@CoreTest
class StaffEntranceTest {
  private final StaffEntrance entrance;
  private final Staff staff;
  private final Tenants tenants;
  private final World world;
  private TenantId simba = new TenantId(1);
  private String organization = "";
  private final String subject = UUID.randomUUID().toString();

  StaffEntranceTest(StaffEntrance entrance, Staff staff, Tenants tenants, World world) {
    this.entrance = entrance;
    this.staff = staff;
    this.tenants = tenants;
    this.world = world;
  }

  @BeforeEach
  void anIspWithAnOwner() {
    simba = world.anIsp().tenant().id();
    organization = UUID.randomUUID().toString();
    tenants.linkOrganization(simba, organization);
    TenantContext.run(simba, () -> staff.enter("Wanjiru", "Owner@Simba.test", StaffRole.OWNER));
  }

  @Test
  void theOwnerComesInForTheIspOfTheOrganisation() {
    assertThat(entrance.enter(claims()))
        .isInstanceOfSatisfying(
            Allowed.class,
            in -> {
              assertThat(in.tenant()).isEqualTo(simba);
              assertThat(in.member().role()).isEqualTo(StaffRole.OWNER);
              assertThat(in.member().subject()).isEqualTo(subject);
            });
  }

  @Test
  void withoutAnOrganisationNobodyComesIn() {
    assertRefused(with("organization", null), Reason.NO_ORGANIZATION);
  }

  @Test
  void anOrganisationWithoutItsIdNamesNobody() {
    assertRefused(with("organization", List.of("simba")), Reason.NO_ORGANIZATION);
    assertRefused(
        with("organization", Map.of("simba", Map.of("tenant_id", List.of(text(simba))))),
        Reason.UNKNOWN_ORGANIZATION);
  }

  @Test
  void whoeverNamesTwoOrganisationsHasToChoose() {
    Object one = claims().get("organization");
    assertRefused(
        with("organization", Map.of("simba", one, "chui", one)), Reason.SEVERAL_ORGANIZATIONS);
  }

  @Test
  void anOrganisationThatClaimsAnothersTenantIsRefused() {
    assertRefused(
        with("organization", organization("simba", organization, simba.value() + 1)),
        Reason.UNKNOWN_ORGANIZATION);
  }

  @Test
  void anOrganisationThatTheDirectoryDoesNotKnowIsRefused() {
    assertRefused(
        with("organization", organization("simba", UUID.randomUUID().toString(), simba.value())),
        Reason.UNKNOWN_ORGANIZATION);
  }

  @Test
  void aStrangerOfTheSameOrganisationIsRefused() {
    assertRefused(with("email", "stranger@simba.test"), Reason.NOT_STAFF);
  }

  @Test
  void anAddressThatIsNotVerifiedIsNobodys() {
    assertRefused(with("email_verified", false), Reason.NOT_STAFF);
    assertThat(entrance.enter(claims())).isInstanceOf(Allowed.class);
  }

  @Test
  void aSecondAccountWithTheSameAddressDoesNotTakeTheFirstOnesPlace() {
    entrance.enter(claims());
    assertRefused(with("sub", UUID.randomUUID().toString()), Reason.NOT_STAFF);
    assertThat(entrance.enter(with("email", "moved@elsewhere.test"))).isInstanceOf(Allowed.class);
  }

  @Test
  void whoeverNoLongerWorksThereIsRefusedAtOnceAndMayComeBack() {
    Allowed in = (Allowed) entrance.enter(claims());
    TenantContext.run(simba, () -> staff.deactivate(in.member().id()));
    assertRefused(claims(), Reason.NOT_STAFF);
    TenantContext.run(simba, () -> staff.activate(in.member().id()));
    assertThat(entrance.enter(claims())).isInstanceOf(Allowed.class);
  }

  private void assertRefused(Map<String, Object> claims, Reason reason) {
    assertThat(entrance.enter(claims)).isEqualTo(new Refused(reason));
  }

  private Map<String, Object> with(String claim, @org.jspecify.annotations.Nullable Object value) {
    Map<String, Object> changed = new HashMap<>(claims());
    if (value == null) {
      changed.remove(claim);
    } else {
      changed.put(claim, value);
    }
    return changed;
  }

  private Map<String, Object> claims() {
    return Map.of(
        "sub",
        subject,
        "email",
        "owner@simba.test",
        "email_verified",
        true,
        "organization",
        organization("simba", organization, simba.value()));
  }

  private static Map<String, Object> organization(String alias, String id, long tenant) {
    return Map.of(alias, Map.of("id", id, "tenant_id", List.of(Long.toString(tenant))));
  }

  private static String text(TenantId tenant) {
    return Long.toString(tenant.value());
  }
}
