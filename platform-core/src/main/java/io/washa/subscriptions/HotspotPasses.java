package io.washa.subscriptions;

import io.washa.catalog.Plan;
import io.washa.customers.Customers;
import io.washa.customers.PhoneNumber;
import io.washa.customers.Service;
import io.washa.customers.Services;
import io.washa.network.AccessMoves;
import io.washa.network.Devices;
import io.washa.network.Devices.Device;
import io.washa.network.MacAddress;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Passes for devices that stand before a hotspot's door. A pass is a service like any other: its
 * first payment switches it on and lets the device in.
 */
@Component
public class HotspotPasses {
  /** Lower-case letters and digits without those that people mix up. */
  private static final String ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789";

  private static final int NAME_LENGTH = 9;
  private static final int PASSWORD_LENGTH = 16;

  private final Devices devices;
  private final Customers customers;
  private final Services services;
  private final SubscriptionRows subscriptions;
  private final AccessMoves moves;
  private final SecureRandom random = new SecureRandom();

  HotspotPasses(
      Devices devices,
      Customers customers,
      Services services,
      SubscriptionRows subscriptions,
      AccessMoves moves) {
    this.devices = devices;
    this.customers = customers;
    this.services = services;
    this.subscriptions = subscriptions;
    this.moves = moves;
  }

  /**
   * A device before a door.
   *
   * @param goodAt the sites at which its pass is good, if it has one that is not good here
   */
  public record Arrival(Device device, List<String> goodAt) {
    /** Copies the sites. */
    public Arrival {
      goodAt = List.copyOf(goodAt);
    }
  }

  /**
   * Notes that a device stands before a site's door. Its pass follows it there, if its plan is sold
   * there, and lets it in if it is on.
   *
   * @param address that it has on the site's network, as it says; for people to look at only
   * @return empty if the tenant has no such site
   */
  @Transactional
  public Optional<Arrival> arrived(UUID site, MacAddress mac, String address) {
    return devices.appeared(site, mac, address).map(device -> new Arrival(device, follow(device)));
  }

  private List<String> follow(Device device) {
    return present(device)
        .filter(service -> !service.siteId().equals(device.site()))
        .map(service -> move(service, device))
        .filter(AccessMoves.Answer.NotGoodHere.class::isInstance)
        .map(answer -> ((AccessMoves.Answer.NotGoodHere) answer).where())
        .orElse(List.of());
  }

  private AccessMoves.Answer move(Service service, Device device) {
    subscriptions.lock(List.of(service.id()));
    return moves.move(service.id(), device.site(), Optional.of(device.mac()));
  }

  /**
   * The pass that a payment for a device is to be for: its present one if that is of the same site
   * and payer, or can follow the device here; else a new one. Two taps get the same.
   *
   * @param payer whose account it is; a guest's account is opened for a number nobody has
   * @return the service; empty if the device never stood before a door, or the plan is not a
   *     hotspot's or not sold where the device is
   */
  @Transactional
  public Optional<UUID> prepare(MacAddress mac, Plan plan, PhoneNumber payer) {
    if (!plan.access().equals("hotspot")) {
      return Optional.empty();
    }
    return devices
        .lock(mac)
        .filter(device -> plan.isSoldAt(device.site()))
        .map(device -> pass(device, plan, payer));
  }

  /** A pass, and whose. */
  public record Pass(UUID subscriber, UUID service) {}

  /**
   * The pass of the device that a pay code names: its present one at that site, else a new one for
   * a guest whose phone nobody knows.
   *
   * @param firstName as M-Pesa told it, may be empty
   * @return empty if no waiting device goes by the code
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public Optional<Pass> prepare(String payCode, Plan plan, String firstName) {
    return devices
        .lockByPayCode(payCode)
        .map(device ->
            present(device)
                .filter(service -> isOrComesTo(service, device))
                .map(service -> new Pass(service.subscriberId(), service.id()))
                .orElseGet(() -> {
                  UUID guest = customers.welcomeWithoutPhone(firstName);
                  return new Pass(guest, fresh(device, plan, guest));
                }));
  }

  private UUID pass(Device device, Plan plan, PhoneNumber payer) {
    UUID subscriber = customers.findOrWelcome(payer);
    return present(device)
        .filter(service -> service.subscriberId().equals(subscriber))
        .filter(service -> isOrComesTo(service, device))
        .map(Service::id)
        .orElseGet(() -> fresh(device, plan, subscriber));
  }

  private boolean isOrComesTo(Service service, Device device) {
    return service.siteId().equals(device.site())
        || move(service, device) instanceof AccessMoves.Answer.Here;
  }

  private Optional<Service> present(Device device) {
    UUID service = device.service();
    return service == null ? Optional.empty() : services.findById(service);
  }

  private UUID fresh(Device device, Plan plan, UUID subscriber) {
    UUID service =
        customers.addService(
            new Customers.NewService(
                subscriber,
                device.site(),
                plan.id(),
                "hotspot",
                "h" + drawn(NAME_LENGTH),
                drawn(PASSWORD_LENGTH)));
    devices.give(device.mac(), service);
    return service;
  }

  private String drawn(int length) {
    StringBuilder text = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return text.toString();
  }
}
