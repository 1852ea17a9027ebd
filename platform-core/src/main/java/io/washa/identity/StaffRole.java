package io.washa.identity;

import static io.washa.identity.Permission.CREDIT;
import static io.washa.identity.Permission.MANAGE_NETWORK;
import static io.washa.identity.Permission.MANAGE_STAFF;
import static io.washa.identity.Permission.MANAGE_SUBSCRIBERS;
import static io.washa.identity.Permission.REFUND;
import static io.washa.identity.Permission.TAKE_PAYMENTS;
import static io.washa.identity.Permission.VIEW_NETWORK;
import static io.washa.identity.Permission.VIEW_PAYMENTS;
import static io.washa.identity.Permission.VIEW_SUBSCRIBERS;
import static io.washa.identity.Permission.VOID;

import java.util.EnumSet;
import java.util.Set;

/** What a person is at an ISP, and therefore may do. */
public enum StaffRole {
  /** Everything. */
  OWNER(EnumSet.allOf(Permission.class)),
  /** Everything but who works here. */
  MANAGER(EnumSet.complementOf(EnumSet.of(MANAGE_STAFF))),
  /** Money at the counter. */
  CASHIER(EnumSet.of(VIEW_SUBSCRIBERS, VIEW_PAYMENTS, TAKE_PAYMENTS, REFUND, VOID)),
  /** Routers and lines, no money. */
  TECHNICIAN(EnumSet.of(VIEW_SUBSCRIBERS, VIEW_NETWORK, MANAGE_NETWORK)),
  /** Answers the phone. */
  SUPPORT(EnumSet.of(VIEW_SUBSCRIBERS, VIEW_PAYMENTS, VIEW_NETWORK, MANAGE_SUBSCRIBERS, CREDIT)),
  /** Sells vouchers on a page of its own, and sees nothing here. */
  SELLER(EnumSet.noneOf(Permission.class)),
  /** Looks, changes nothing. */
  READ_ONLY(EnumSet.of(VIEW_SUBSCRIBERS, VIEW_PAYMENTS, VIEW_NETWORK));

  @SuppressWarnings("ImmutableEnumChecker") // A copy that cannot be changed.
  private final Set<Permission> permissions;

  StaffRole(Set<Permission> permissions) {
    this.permissions = Set.copyOf(permissions);
  }

  /** All that this role may. */
  public Set<Permission> permissions() {
    return permissions;
  }

  /** Whether this role may do something. */
  public boolean may(Permission permission) {
    return permissions.contains(permission);
  }
}
