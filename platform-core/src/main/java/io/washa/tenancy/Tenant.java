package io.washa.tenancy;

import java.time.Duration;
import java.time.ZoneId;

/**
 * An ISP as the directory knows it.
 *
 * @param slug short name in host names
 * @param zone in which its calendar days and months end
 * @param grace how long a site's agent must have been without us before it cuts off by itself
 */
public record Tenant(
    TenantId id, String slug, String name, State state, ZoneId zone, Brand brand, Duration grace) {

  /** Where a tenant is in its life. */
  public enum State {
    /** Being made; nothing of it is served yet. */
    PROVISIONING,
    /** In business. */
    ACTIVE,
    /** Staff read only; subscribers who paid stay online. */
    SUSPENDED
  }

  /**
   * How a tenant shows itself.
   *
   * @param colour as {@code #rrggbb}
   * @param supportPhone what a subscriber calls, as people write it; may be empty
   */
  public record Brand(String colour, String supportPhone) {}
}
