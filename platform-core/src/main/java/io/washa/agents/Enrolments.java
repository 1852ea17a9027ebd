package io.washa.agents;

import io.washa.network.Sites;
import io.washa.tenancy.ControlDatabase;
import io.washa.tenancy.TenantContext;
import io.washa.tenancy.Tenants;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** One-time codes with which a site's agent introduces itself. */
@Component
public class Enrolments {
  private final ControlDatabase control;
  private final Sites sites;
  private final Dismissal dismissal;
  private final Clock clock;

  Enrolments(ControlDatabase control, Sites sites, Dismissal dismissal, Clock clock) {
    this.control = control;
    this.sites = sites;
    this.dismissal = dismissal;
    this.clock = clock;
  }

  /**
   * Makes a code for a site of the bound tenant. Only its hash is kept. Using it puts the site's
   * present agent, if any, out of service.
   *
   * @throws IllegalArgumentException if the tenant has no such site
   */
  public String issueCode(UUID site, Duration validity) {
    Sites.Site found =
        sites
            .find(site)
            .orElseThrow(() -> new IllegalArgumentException("there is no site " + site));
    String code = EnrolmentCode.random();
    control
        .jdbc()
        .sql(
            "INSERT INTO enrolment_code (code_hash, tenant_id, site, site_name, expires_at)"
                + " VALUES (?, ?, ?, ?, ?)")
        .params(
            Tenants.sha256(EnrolmentCode.normal(code)),
            TenantContext.current().value(),
            site,
            found.name(),
            clock.instant().plus(validity).atOffset(ZoneOffset.UTC))
        .update();
    return code;
  }

  /**
   * Puts the agent of a site of the bound tenant out of service, as when its computer was stolen:
   * it is sent away, and its key opens nothing any more. Another can be enrolled at any time.
   *
   * @return false if the site has none in service
   */
  public boolean retire(UUID site) {
    Optional<EnrolledAgent> retired =
        dismissal.revoke(TenantContext.current(), site, clock.instant().atOffset(ZoneOffset.UTC));
    retired.ifPresent(dismissal::sendAway);
    return retired.isPresent();
  }
}
