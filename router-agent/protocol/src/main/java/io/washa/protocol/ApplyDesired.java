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
   */
  public record Profile(String name, String rateLimit, String method, int devices) {
    /** As read; a platform or a file from before hotspots leaves method and devices out. */
    @JsonCreator
    static Profile read(
        @JsonProperty("name") String name,
        @JsonProperty("rateLimit") String rateLimit,
        @JsonProperty("method") @Nullable String method,
        @JsonProperty("devices") @Nullable Integer devices) {
      return new Profile(
          name,
          rateLimit,
          method == null ? "pppoe" : method,
          devices == null ? 1 : Math.max(1, devices));
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
   * @param method {@code pppoe} or {@code hotspot}, as far as announced as capabilities
   * @param name natural key on the router, as the PPPoE or hotspot user name
   * @param password secret
   * @param enabled whether the subscriber may be online
   * @param endsAt when an enabled access ends, for the time the agent is alone; null: no end
   * @param removed the row is to disappear from the router
   * @param device MAC address of the hotspot device that waits to be let in, upper case with
   *     colons; the agent logs it in by itself once the row is on. Null if none waits
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
      @Nullable String device) {

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
}
