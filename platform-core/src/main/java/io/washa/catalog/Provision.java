package io.washa.catalog;

import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a plan gives, as the network carries it out.
 *
 * @param devices of one hotspot pass that may be online at a time
 * @param burst null for none
 * @param pool address pool on the routers; empty for each router's own
 * @param addressList firewall list of whoever is online with it; empty for none
 * @param onlineMinutes how long one period of a hotspot's plan may be online in all; null for all
 *     of it
 * @param dataCapMb how much one period may carry both ways; null for as much as one likes
 * @param macCookie whether a hotspot lets in a device that it knows without asking again
 * @param sites where it is sold; empty for everywhere
 */
public record Provision(
    Catalog.Speed speed,
    int devices,
    @Nullable Burst burst,
    String pool,
    String addressList,
    @Nullable Integer onlineMinutes,
    @Nullable Long dataCapMb,
    boolean macCookie,
    Set<UUID> sites) {
  private static final String ROUTER_WORD = "[A-Za-z0-9._-]{0,60}";
  private static final int LONGEST_BURST_SECONDS = 600;

  /** Copies the sites. */
  public Provision {
    sites = Set.copyOf(sites);
  }

  /** Nothing but a speed, for one device. */
  public static Provision of(Catalog.Speed speed) {
    return new Provision(speed, 1, null, "", "", null, null, true, Set.of());
  }

  /** What a plan gives now. */
  public static Provision of(Plan plan) {
    return new Provision(
        new Catalog.Speed(plan.downKbps(), plan.upKbps()),
        plan.devices(),
        plan.burst().orElse(null),
        plan.pool(),
        plan.addressList(),
        plan.online().map(online -> (int) online.toMinutes()).orElse(null),
        plan.dataCapMb().orElse(null),
        plan.macCookie(),
        plan.sites());
  }

  /** Why no plan gives such a thing. */
  public enum Problem {
    /** Speeds, times and amounts are above nothing, and a pass is for 1 to 100 devices. */
    NOT_POSITIVE,
    /** A burst is slower than the speed it bursts from. */
    BURST_SLOWER,
    /** A burst's threshold is above the burst, which then never ends. */
    BURST_ENDLESS,
    /** The average is taken over more than ten minutes. */
    BURST_TOO_LONG,
    /** Names on a router have letters, digits, dot, hyphen and underscore, at most 60. */
    ROUTER_WORD,
    /** Several devices and a time online are for hotspots only. */
    HOTSPOT_ONLY,
    /** The tenant has no such plan. */
    NO_PLAN,
    /** The tenant has no such site. */
    NO_SITE
  }

  /**
   * What is wrong with it, if anything.
   *
   * @param access the plan's access method
   */
  Optional<Problem> problem(String access) {
    if (!positive(speed) || devices < 1 || devices > 100 || !positive(onlineMinutes, dataCapMb)) {
      return Optional.of(Problem.NOT_POSITIVE);
    } else if (!access.equals("hotspot") && (devices > 1 || onlineMinutes != null)) {
      return Optional.of(Problem.HOTSPOT_ONLY);
    } else if (!pool.matches(ROUTER_WORD) || !addressList.matches(ROUTER_WORD)) {
      return Optional.of(Problem.ROUTER_WORD);
    }
    return burst == null ? Optional.empty() : problem(burst);
  }

  private Optional<Problem> problem(Burst wanted) {
    if (!positive(wanted.speed()) || !positive(wanted.below()) || wanted.seconds() < 1) {
      return Optional.of(Problem.NOT_POSITIVE);
    } else if (slower(wanted.speed(), speed)) {
      return Optional.of(Problem.BURST_SLOWER);
    } else if (slower(wanted.speed(), wanted.below())) {
      return Optional.of(Problem.BURST_ENDLESS);
    }
    return wanted.seconds() > LONGEST_BURST_SECONDS
        ? Optional.of(Problem.BURST_TOO_LONG)
        : Optional.empty();
  }

  private static boolean slower(Catalog.Speed one, Catalog.Speed other) {
    return one.downKbps() < other.downKbps() || one.upKbps() < other.upKbps();
  }

  private static boolean positive(Catalog.Speed speed) {
    return speed.downKbps() > 0 && speed.upKbps() > 0;
  }

  private static boolean positive(@Nullable Integer minutes, @Nullable Long megabytes) {
    return (minutes == null || minutes > 0) && (megabytes == null || megabytes > 0);
  }
}
