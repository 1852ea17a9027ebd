package io.washa.identity;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The organisations that a token names, as the mapper with ids and attributes writes it: {@code
 * {"alias": {"id": "…", "tenant_id": ["7"]}}} (seen with Keycloak 26.7). Every other shape names
 * nobody.
 */
record OrganizationClaim(int count, Optional<Named> named) {

  /** The one organisation named. */
  record Named(String id, long tenant) {}

  static OrganizationClaim of(Map<String, ?> claims) {
    if (!(claims.get("organization") instanceof Map<?, ?> all)) {
      return new OrganizationClaim(0, Optional.empty());
    }
    if (all.size() != 1) {
      return new OrganizationClaim(all.size(), Optional.empty());
    }
    return new OrganizationClaim(1, named(all.values().iterator().next()));
  }

  private static Optional<Named> named(@Nullable Object organization) {
    if (organization instanceof Map<?, ?> one
        && one.get("id") instanceof String id
        && !id.isBlank()
        && one.get("tenant_id") instanceof List<?> tenants
        && tenants.size() == 1
        && tenants.getFirst() instanceof String tenant
        && tenant.matches("[1-9][0-9]{0,17}")) {
      return Optional.of(new Named(id, Long.parseLong(tenant)));
    }
    return Optional.empty();
  }
}
