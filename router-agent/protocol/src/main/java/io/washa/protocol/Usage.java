package io.washa.protocol;

import java.util.List;
import java.util.UUID;

/**
 * Agent to hub: how far the live sessions of a router have counted, every minute or so, and only
 * those that moved. A session's count only grows; the same count again is no news.
 */
public record Usage(UUID router, List<Observed.Session> sessions) implements Message {
  /** Most sessions in one message; more come in several. */
  public static final int MAX_SESSIONS = 500;
}
