package io.washa.identity;

import io.washa.tenancy.TenantId;

/** What a token is worth: one tenant and one person there, or no entry. */
public sealed interface Entry {
  /** Come in, for this tenant only. */
  record Allowed(TenantId tenant, StaffMember member) implements Entry {}

  /** No entry. */
  record Refused(Reason reason) implements Entry {}

  /** Why there is no entry. */
  enum Reason {
    /**
     * The token names no organisation: the person is a member of none, of a disabled one, or of
     * several and has not chosen (Keycloak lets all of them sign in without the claim).
     */
    NO_ORGANIZATION,
    /** The token names several organisations. */
    SEVERAL_ORGANIZATIONS,
    /** The directory does not know the organisation, or disagrees about whose it is. */
    UNKNOWN_ORGANIZATION,
    /** Nobody active of the ISP's staff is this person. */
    NOT_STAFF
  }
}
