package io.washa.identity;

import io.washa.tenancy.TenantId;

/** Whether somebody may come in. */
public sealed interface Entry {
  /** Yes. */
  record Allowed(TenantId tenant, StaffMember member) implements Entry {}

  /** No. */
  record Refused(Reason reason) implements Entry {}

  /** Why not. */
  enum Reason {
    NO_ORGANIZATION,
    SEVERAL_ORGANIZATIONS,
    UNKNOWN_ORGANIZATION,
    NOT_STAFF,
    SUSPENDED
  }
}
