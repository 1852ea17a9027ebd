package io.washa.protocol;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Hub to agent: what one router should allow from now on. Either a delta on {@code base}, or one
 * part of a snapshot that replaces everything stored.
 *
 * <p>The agent refuses (epoch, generation) older than what it holds, answers {@link NeedSnapshot}
 * if it does not hold exactly {@code base}, stores the rows durably, and then answers {@link
 * Applied}. A snapshot takes effect when its last part has come; parts of another generation
 * discard it.
 *
 * @param base the generation this delta builds on; ignored for a snapshot
 * @param generation what the agent holds afterwards
 * @param part number of this part of the snapshot, from 1; for a delta 1
 * @param parts how many parts the snapshot has; for a delta 1
 * @param profiles every profile that the rows name
 */
public record ApplyDesired(
    UUID router,
    long epoch,
    boolean snapshot,
    long base,
    long generation,
    int part,
    int parts,
    List<Profile> profiles,
    List<Access> rows)
    implements Message {

  /** Most rows in one message; longer snapshots come in parts, longer deltas as snapshots. */
  public static final int MAX_ROWS = 500;

  /**
   * What a plan gives, as one profile on the router.
   *
   * @param name unique on the router
   * @param rateLimit as RouterOS writes it: {@code rx/tx}, rx being the subscriber's upload; empty
   *     for none
   * @param method of the rows that name it, {@code pppoe} or {@code hotspot}: the two have profile
   *     tables of their own
   * @param devices how many devices of one user may be online at a time; only a hotspot's profile
   *     has it, otherwise 1
   * @param addressList firewall list that whoever is online by it is put on; empty: none
   * @param pool addresses of those without one of their own; empty: the router's pool
   * @param macCookie whether a device that the hotspot knows is let in without asking again; only a
   *     hotspot's profile has it, otherwise true
   */
  public record Profile(
      String name,
      String rateLimit,
      String method,
      int devices,
      String addressList,
      String pool,
      boolean macCookie) {
    /** As read; a platform or a file from before hotspots leaves most of it out. */
    @JsonCreator
    static Profile read(
        @JsonProperty("name") String name,
        @JsonProperty("rateLimit") String rateLimit,
        @JsonProperty("method") @Nullable String method,
        @JsonProperty("devices") @Nullable Integer devices,
        @JsonProperty("addressList") @Nullable String addressList,
        @JsonProperty("pool") @Nullable String pool,
        @JsonProperty("macCookie") @Nullable Boolean macCookie) {
      return new Profile(
          name,
          rateLimit,
          method == null ? "pppoe" : method,
          devices == null ? 1 : Math.max(1, devices),
          addressList == null ? "" : addressList,
          pool == null ? "" : pool,
          macCookie == null || macCookie);
    }

    /** A profile whose devices are known again. */
    public Profile(
        String name,
        String rateLimit,
        String method,
        int devices,
        String addressList,
        String pool) {
      this(name, rateLimit, method, devices, addressList, pool, true);
    }

    /** A profile with the router's pool and on no list. */
    public Profile(String name, String rateLimit, String method, int devices) {
      this(name, rateLimit, method, devices, "", "");
    }

    /** A PPPoE profile. */
    public Profile(String name, String rateLimit) {
      this(name, rateLimit, "pppoe", 1);
    }
  }

  /**
   * What one service of a subscriber may do on the router.
   *
   * @param access id of the access row at the platform
   * @param generation of this row; a result names it
   * @param method {@code pppoe}, {@code hotspot}, {@code dhcp} (a lease for {@link Bounds#mac}) or
   *     {@code static} (the fixed {@link Bounds#address}), as far as announced as capabilities
   * @param name natural key on the router, as the PPPoE or hotspot user name
   * @param password secret
   * @param enabled whether the subscriber may be online
   * @param endsAt when an enabled access ends, for the time the agent is alone; null: no end
   * @param removed the row is to disappear from the router
   * @param device MAC address of the hotspot device that waits to be let in, upper case with
   *     colons; the agent logs it in by itself once the row is on. Null if none waits
   * @param bounds what else it is held to; null: nothing
   */
  public record Access(
      UUID access,
      long generation,
      String method,
      String name,
      String password,
      String profile,
      boolean enabled,
      @Nullable Instant endsAt,
      boolean removed,
      @Nullable String device,
      @Nullable Bounds bounds) {

    /** A row held to nothing else. */
    public Access(
        UUID access,
        long generation,
        String method,
        String name,
        String password,
        String profile,
        boolean enabled,
        @Nullable Instant endsAt,
        boolean removed,
        @Nullable String device) {
      this(
          access,
          generation,
          method,
          name,
          password,
          profile,
          enabled,
          endsAt,
          removed,
          device,
          null);
    }

    /** A row that no device waits for. */
    public Access(
        UUID access,
        long generation,
        String method,
        String name,
        String password,
        String profile,
        boolean enabled,
        @Nullable Instant endsAt,
        boolean removed) {
      this(access, generation, method, name, password, profile, enabled, endsAt, removed, null);
    }

    /** The same, off. */
    public Access off() {
      return new Access(
          access,
          generation,
          method,
          name,
          password,
          profile,
          false,
          endsAt,
          removed,
          device,
          bounds);
    }

    /** Leaves the password out. */
    @Override
    public String toString() {
      return "Access[%s %s gen %d %s %s until %s%s]"
          .formatted(
              access,
              name,
              generation,
              profile,
              enabled ? "on" : "off",
              endsAt,
              removed ? " removed" : "");
    }
  }

  /**
   * What an access is held to beyond its profile.
   *
   * @param address the one IPv4 address it gets; null: any of the pool
   * @param mac the only device that may use it, upper case with colons; null: any
   * @param uptimeSeconds how long its user may have been online on this router in all, from the
   *     user's making on; a top-up raises it. 0: no limit
   * @param bytes the same for what was carried both ways. 0: no limit
   * @param alwaysIn devices that are let in without a login while the row is on, as televisions;
   *     hotspot only
   */
  public record Bounds(
      @Nullable String address,
      @Nullable String mac,
      long uptimeSeconds,
      long bytes,
      List<String> alwaysIn) {
    /** As read; what is left out does not bind. */
    @JsonCreator
    static Bounds read(
        @JsonProperty("address") @Nullable String address,
        @JsonProperty("mac") @Nullable String mac,
        @JsonProperty("uptimeSeconds") long uptimeSeconds,
        @JsonProperty("bytes") long bytes,
        @JsonProperty("alwaysIn") @Nullable List<String> alwaysIn) {
      return new Bounds(
          address, mac, uptimeSeconds, bytes, alwaysIn == null ? List.of() : alwaysIn);
    }
  }
}
