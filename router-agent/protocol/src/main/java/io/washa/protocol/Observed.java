package io.washa.protocol;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Agent to hub: what was seen on a router, sent when it changes and once, complete, after each
 * connect.
 *
 * @param reachable whether the router answered its API
 * @param error why not, or why it is not served although it answers, as another box than expected;
 *     for a person; null if all is well
 * @param identity who the router says it is; null if never reached
 * @param complete {@code came} is every live session, not a change
 * @param came sessions that appeared
 * @param went accesses whose last session disappeared
 * @param gone every session that disappeared, as it was last seen; empty from an agent without
 *     {@link Capability#USAGE}
 */
public record Observed(
    UUID router,
    boolean reachable,
    @Nullable String error,
    @Nullable Identity identity,
    boolean complete,
    List<Session> came,
    List<UUID> went,
    List<Session> gone)
    implements Message {

  /** As read; an older agent does not say which sessions are gone. */
  @JsonCreator
  static Observed read(
      @JsonProperty("router") UUID router,
      @JsonProperty("reachable") boolean reachable,
      @JsonProperty("error") @Nullable String error,
      @JsonProperty("identity") @Nullable Identity identity,
      @JsonProperty("complete") boolean complete,
      @JsonProperty("came") List<Session> came,
      @JsonProperty("went") List<UUID> went,
      @JsonProperty("gone") @Nullable List<Session> gone) {
    return new Observed(
        router, reachable, error, identity, complete, came, went, gone == null ? List.of() : gone);
  }

  /** Without a word on single sessions that are gone. */
  public Observed(
      UUID router,
      boolean reachable,
      @Nullable String error,
      @Nullable Identity identity,
      boolean complete,
      List<Session> came,
      List<UUID> went) {
    this(router, reachable, error, identity, complete, came, went, List.of());
  }

  /**
   * Who a router says it is.
   *
   * @param serial serial number or software id; tells one box from another
   */
  public record Identity(String name, String serial, String version, String board) {}

  /**
   * One live session of an access.
   *
   * @param address the subscriber's address, null if not known yet
   * @param uptimeSeconds as the router counts it
   * @param id as the router tells sessions apart, with the uptime's begin; empty from an agent
   *     without {@link Capability#USAGE}
   * @param mac of the device, upper case with colons; null if unknown
   * @param up bytes from the subscriber since the session began, -1 if unknown
   * @param down bytes to the subscriber, -1 if unknown
   */
  public record Session(
      UUID access,
      @Nullable String address,
      long uptimeSeconds,
      String id,
      @Nullable String mac,
      long up,
      long down) {
    /** As read; an older agent says nothing of device and bytes. */
    @JsonCreator
    static Session read(
        @JsonProperty("access") UUID access,
        @JsonProperty("address") @Nullable String address,
        @JsonProperty("uptimeSeconds") long uptimeSeconds,
        @JsonProperty("id") @Nullable String id,
        @JsonProperty("mac") @Nullable String mac,
        @JsonProperty("up") @Nullable Long up,
        @JsonProperty("down") @Nullable Long down) {
      return new Session(
          access,
          address,
          uptimeSeconds,
          id == null ? "" : id,
          mac,
          up == null ? -1 : up,
          down == null ? -1 : down);
    }

    /** A session of which no more is known. */
    public Session(UUID access, @Nullable String address, long uptimeSeconds) {
      this(access, address, uptimeSeconds, "", null, -1, -1);
    }
  }
}
