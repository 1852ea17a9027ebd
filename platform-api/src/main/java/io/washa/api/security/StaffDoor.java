package io.washa.api.security;

import io.washa.api.web.ProblemCode;
import io.washa.tenancy.TenantId;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Says whose staff somebody is, by the claims of a verified token and nothing else. */
@FunctionalInterface
public interface StaffDoor {
  /** Whose staff the bearer of these claims is; called without any tenant bound. */
  Entered enter(Map<String, Object> claims);

  /** Whether somebody may come in. */
  sealed interface Entered {
    /** As a member of this tenant's staff. */
    record Allowed(TenantId tenant, StaffCaller caller) implements Entered {}

    /** Not at all. */
    record Refused(ProblemCode reason) implements Entered {}
  }

  /**
   * A member of staff.
   *
   * @param role as answers write it: {@code cashier}
   */
  record StaffCaller(UUID id, String name, String email, String role, Set<StaffRight> rights) {
    /** Copies the rights. */
    public StaffCaller {
      rights = Set.copyOf(rights);
    }

    /** Leaves personal data out. */
    @Override
    public String toString() {
      return "StaffCaller[" + id + " " + role + "]";
    }
  }
}
