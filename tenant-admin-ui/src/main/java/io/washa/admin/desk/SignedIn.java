package io.washa.admin.desk;

import io.washa.identity.Permission;
import io.washa.identity.StaffMember;
import io.washa.tenancy.Tenant;

/** Who is signed in and for which tenant; fixed for the life of the session. */
public record SignedIn(Tenant tenant, StaffMember member) {
  /** Whether the person's role allows something. */
  public boolean may(Permission permission) {
    return member.role().may(permission);
  }
}
