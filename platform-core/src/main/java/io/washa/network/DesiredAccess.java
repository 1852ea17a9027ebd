package io.washa.network;

import io.washa.customers.Service;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the network is to allow a service.
 *
 * @param until when it ends; null as long as its time has not begun
 */
public record DesiredAccess(
    Service service, Profile profile, @Nullable Instant until, Allowance allowance) {

  /** Without a limit beside time. */
  public DesiredAccess(Service service, Profile profile, @Nullable Instant until) {
    this(service, profile, until, Allowance.UNLIMITED);
  }

  /**
   * What a plan gives, as a router holds it.
   *
   * @param name unique among the tenant's plans
   * @param rateLimit {@code rx/tx} in RouterOS's spelling, with its burst
   * @param devices how many devices of a hotspot pass may be online at a time
   * @param pool addresses of those without one of their own; empty: the router's pool
   * @param addressList firewall list of whoever is online by it; empty: none
   * @param macCookie whether a hotspot lets in a device that it knows without asking again
   * @param sites where a hotspot's access may follow its device to; empty: everywhere
   */
  public record Profile(
      String name,
      String rateLimit,
      int devices,
      String pool,
      String addressList,
      boolean macCookie,
      Set<UUID> sites) {
    /** Copies the sites. */
    public Profile {
      sites = Set.copyOf(sites);
    }

    /** A speed and devices, everywhere. */
    public Profile(String name, String rateLimit, int devices) {
      this(name, rateLimit, devices, "", "", true, Set.of());
    }
  }

  /**
   * How long and how much may be had beside the end in time, counted on every router together.
   *
   * @param seconds online; 0: no limit
   * @param bytes both ways; 0: no limit
   * @param how what this means for what is left of an allowance before
   */
  public record Allowance(long seconds, long bytes, How how) {
    /** No limit. */
    public static final Allowance UNLIMITED = new Allowance(0, 0, How.ANEW);

    /** What an allowance means for the one before. */
    public enum How {
      /** What is left of it is void. */
      ANEW,
      /** It is added to what is left. */
      MORE,
      /** Nothing changes: what was bought begins later. */
      LATER
    }
  }
}
