package io.washa.identity;

/** What a member of staff is. */
public enum StaffRole {
  OWNER,
  CASHIER;

  /** Whether it is allowed. */
  public boolean may(Permission permission) {
    return this == OWNER || permission != Permission.VIEW_NETWORK;
  }
}
