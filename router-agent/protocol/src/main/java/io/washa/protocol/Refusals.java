package io.washa.protocol;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Agent to hub: whom a router did not let in, and why, soon after it happened. Equal refusals of
 * one user within a short time come as one, counted.
 */
public record Refusals(UUID router, List<Refusal> refusals) implements Message {
  /** Most refusals in one message. */
  public static final int MAX = 200;

  /**
   * Whom a router did not let in.
   *
   * @param method as of accesses
   * @param name that was given, cut to 64 characters; perhaps nobody's
   * @param mac of the device, null if the router does not say
   * @param reason one of {@link Reason}; a name from the future counts as OTHER
   * @param text the router's own words
   * @param times how often since it was last said
   */
  public record Refusal(
      String method, String name, @Nullable String mac, String reason, String text, int times) {}

  /** Why somebody was not let in. */
  public enum Reason {
    UNKNOWN_NAME,
    WRONG_PASSWORD,
    OTHER_DEVICE,
    TOO_MANY_SESSIONS,
    SWITCHED_OFF,
    LIMIT_REACHED,
    OTHER
  }
}
