package io.washa.protocol;

import java.util.UUID;

/**
 * The one HTTP exchange before an agent's first connection: {@code POST /agent/enrol} on the hub.
 */
public final class Enrolment {
  /** Path of the enrolment call. */
  public static final String PATH = "/agent/enrol";

  /** Path of the WebSocket. */
  public static final String CONNECT_PATH = "/agent/connect";

  private Enrolment() {}

  /**
   * What the agent sends.
   *
   * @param code the one-time code that staff got for the site
   * @param publicKey Ed25519, X.509 encoding, base64
   */
  public record Request(String code, String publicKey) {

    /** Leaves the code out. */
    @Override
    public String toString() {
      return "Request[" + publicKey + "]";
    }
  }

  /**
   * What it gets, with HTTP 200.
   *
   * @param agent the agent's id from now on
   * @param site name of the site, for people
   */
  public record Answer(UUID agent, String site) {}

  /**
   * A refusal, with HTTP 403 for a code that is unknown, used or too old and 400 for a malformed
   * request.
   */
  public record Refusal(String reason) {}
}
