package io.washa.portal;

import io.washa.customers.PhoneNumber;
import java.util.Optional;
import java.util.UUID;

/** Passes for the devices before the bound tenant's hotspots. */
public interface Passes {
  /**
   * Somebody who stands before a door, as far as known.
   *
   * @param pass that the device last had
   * @param openPrompt that its payer is asked to answer at this moment
   */
  record Guest(Optional<UUID> pass, Optional<UUID> openPrompt) {}

  /**
   * Notes that a device stands before a door; if its pass is on, it is let in.
   *
   * @param address that it says it has
   * @return empty if the tenant has no such site
   */
  Optional<Guest> appeared(Door door, String address);

  /**
   * What is typed as account at the PayBill to pay for a device's pass.
   *
   * @return empty if the device was never seen
   */
  Optional<String> payCode(Door door);

  /**
   * The service that a payment for a device is to be for.
   *
   * @return empty if the device was never seen, or the plan is not a hotspot's
   */
  Optional<UUID> prepare(Door door, UUID plan, PhoneNumber payer);
}
