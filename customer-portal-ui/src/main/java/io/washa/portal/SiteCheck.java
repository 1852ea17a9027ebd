package io.washa.portal;

import java.util.UUID;

/** Asks whether a payment made now could be turned into internet now. */
@FunctionalInterface
public interface SiteCheck {
  /**
   * Whether a site of the bound tenant can connect people now; answers within about a second.
   *
   * @throws RuntimeException if it cannot be found out; then the subscriber is asked, as if it
   *     could not
   */
  Answer check(UUID site);

  /** Whether a site can connect people. */
  sealed interface Answer {
    /** It can. */
    record Ready() implements Answer {}

    /**
     * It cannot.
     *
     * @param reason for staff and logs
     */
    record Down(String reason) implements Answer {}
  }
}
