package io.washa.protocol;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Agent to hub: what was seen on a router, sent when it changes and once, complete, after each
 * connect.
 *
 * @param reachable whether the router answered its API
 * @param error why not, for a person; null if reachable
 * @param identity who the router says it is; null if never reached
 * @param complete {@code came} is every live session, not a change
 * @param came sessions that appeared
 * @param went accesses whose last session disappeared
 */
public record Observed(
    UUID router,
    boolean reachable,
    @Nullable String error,
    @Nullable Identity identity,
    boolean complete,
    List<Session> came,
    List<UUID> went)
    implements Message {

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
   */
  public record Session(UUID access, @Nullable String address, long uptimeSeconds) {}
}
