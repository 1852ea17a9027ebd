package io.washa.identity;

import io.washa.identity.Entry.Allowed;
import io.washa.identity.Entry.Reason;
import io.washa.identity.Entry.Refused;
import io.washa.tenancy.Tenant;
import io.washa.tenancy.TenantContext;
import io.washa.tenancy.Tenants;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Lets staff in. The token alone names the tenant: the directory maps the organisation's id to it,
 * and the organisation's {@code tenant_id} has to agree; then the tenant's own database says who
 * the person is there.
 */
@Component
public class StaffEntrance {
  private final Tenants tenants;
  private final Staff staff;

  StaffEntrance(Tenants tenants, Staff staff) {
    this.tenants = tenants;
    this.staff = staff;
  }

  /**
   * Whether the bearer of a token comes in. Asked with no tenant bound; costs one query.
   *
   * @param claims of a token whose signature, issuer, audience and time were checked
   */
  public Entry enter(Map<String, Object> claims) {
    OrganizationClaim claim = OrganizationClaim.of(claims);
    if (claim.count() == 0) {
      return new Refused(Reason.NO_ORGANIZATION);
    }
    if (claim.count() > 1) {
      return new Refused(Reason.SEVERAL_ORGANIZATIONS);
    }
    Optional<Tenant> tenant =
        claim
            .named()
            .flatMap(named ->
                tenants
                    .findByOrganization(named.id())
                    .filter(found -> found.id().value() == named.tenant()));
    return tenant
        .map(found -> enter(found, claims))
        .orElseGet(() -> new Refused(Reason.UNKNOWN_ORGANIZATION));
  }

  private Entry enter(Tenant tenant, Map<String, Object> claims) {
    if (!(claims.get("sub") instanceof String subject) || subject.isBlank()) {
      return new Refused(Reason.NOT_STAFF);
    }
    Optional<StaffMember> member =
        TenantContext.<Optional<StaffMember>, RuntimeException>call(
            tenant.id(), () -> staff.findBySubject(subject).or(() -> firstTime(subject, claims)));
    // A suspended ISP's people look, but change nothing.
    return member
        .map(who -> tenant.state() == Tenant.State.SUSPENDED ? who.readOnly() : who)
        .<Entry>map(who -> new Allowed(tenant.id(), who))
        .orElseGet(() -> new Refused(Reason.NOT_STAFF));
  }

  /** An address that Keycloak has not verified could be somebody else's. */
  private Optional<StaffMember> firstTime(String subject, Map<String, Object> claims) {
    return Boolean.TRUE.equals(claims.get("email_verified"))
            && claims.get("email") instanceof String email
        ? staff.recognise(subject, email)
        : Optional.empty();
  }
}
