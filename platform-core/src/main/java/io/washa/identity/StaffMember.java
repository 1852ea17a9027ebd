package io.washa.identity;

import java.util.UUID;

/**
 * A person who works for an ISP.
 *
 * @param subject who Keycloak says it is; empty until the first sign-in
 * @param role at this ISP; one person may be something else at another
 */
public record StaffMember(UUID id, String subject, String name, String email, StaffRole role) {
  StaffMember readOnly() {
    return new StaffMember(id, subject, name, email, StaffRole.READ_ONLY);
  }
}
