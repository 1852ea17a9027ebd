package io.washa.portal;

import io.washa.customers.PhoneNumber;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Passes for the devices before the bound tenant's hotspots. */
public interface Passes {
  /**
   * Somebody who stands before a door, as far as known.
   *
   * @param pass that the device last had
   * @param openPrompt that its payer is asked to answer at this moment
   * @param goodAt the sites at which its pass is good, if it is not good here
   */
  record Guest(Optional<UUID> pass, Optional<UUID> openPrompt, List<String> goodAt) {
    /** Copies the sites. */
    public Guest {
      goodAt = List.copyOf(goodAt);
    }

    /** Somebody whose pass, if any, is good here. */
    public Guest(Optional<UUID> pass, Optional<UUID> openPrompt) {
      this(pass, openPrompt, List.of());
    }
  }

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
   * @return empty if the device was never seen, or the plan is not a hotspot's or not sold here
   */
  Optional<UUID> prepare(Door door, UUID plan, PhoneNumber payer);
}
