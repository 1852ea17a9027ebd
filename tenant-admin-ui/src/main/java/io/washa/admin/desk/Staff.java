package io.washa.admin.desk;

/** A principal of the admin chain. */
public interface Staff {
  /** Who it is. */
  SignedIn signedIn();
}
