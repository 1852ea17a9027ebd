package io.washa.identity;

import io.washa.tenancy.TenantId;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Lets staff in. */
@Component
public class StaffEntrance {
  /** Whether the person with these claims may come in. */
  public Entry enter(Map<String, Object> claims) {
    if (!(claims.get("stub") instanceof String tenant)) {
      return new Entry.Refused(Entry.Reason.NOT_STAFF);
    }
    return new Entry.Allowed(
        new TenantId(Long.parseLong(tenant)),
        new StaffMember(
            new UUID(0, 1),
            "sub",
            "Wanjiru Kamau",
            "owner@kifaru.demo",
            claims.containsKey("cashier") ? StaffRole.CASHIER : StaffRole.OWNER));
  }
}
