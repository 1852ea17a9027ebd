package io.washa.portal.wiring;

import io.washa.catalog.Plans;
import io.washa.customers.PhoneNumber;
import io.washa.insight.PromptAttempt;
import io.washa.network.Devices;
import io.washa.portal.Door;
import io.washa.portal.Passes;
import io.washa.subscriptions.HotspotPasses;
import java.util.Optional;
import java.util.UUID;

/** Passes from the tenant's devices and services. */
record HotspotDoors(
    Devices devices, HotspotPasses passes, Plans plans, PromptAttempt.Reader prompts)
    implements Passes {
  @Override
  public Optional<Guest> appeared(Door door, String address) {
    return passes.arrived(door.site(), door.device(), address).map(this::guest);
  }

  private Guest guest(HotspotPasses.Arrival arrival) {
    Optional<UUID> pass = Optional.ofNullable(arrival.device().service());
    return new Guest(pass, pass.flatMap(prompts::findOpen), arrival.goodAt());
  }

  @Override
  public Optional<String> payCode(Door door) {
    return devices.payCode(door.device());
  }

  @Override
  public Optional<UUID> prepare(Door door, UUID plan, PhoneNumber payer) {
    return plans.findById(plan).flatMap(found -> passes.prepare(door.device(), found, payer));
  }
}
