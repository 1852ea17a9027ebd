package io.washa.network;

import io.washa.customers.Service;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the network is to allow a service.
 *
 * @param until when it ends; null as long as its time has not begun
 */
public record DesiredAccess(Service service, Profile profile, @Nullable Instant until) {

  /**
   * What a plan gives, as a router holds it.
   *
   * @param name unique among the tenant's plans
   * @param rateLimit {@code rx/tx} in RouterOS's spelling
   * @param devices how many devices of a hotspot pass may be online at a time
   */
  public record Profile(String name, String rateLimit, int devices) {}
}
