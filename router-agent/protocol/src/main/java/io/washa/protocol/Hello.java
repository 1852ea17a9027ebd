package io.washa.protocol;

import java.util.List;
import java.util.UUID;

/**
 * Agent to hub, in answer to {@link Challenge}.
 *
 * @param agent the id the agent got at enrolment
 * @param signature Ed25519 over {@link Challenge#textToSign}, base64
 * @param software name and version of the agent's program, for people to read
 * @param capabilities names of what this agent can do, see {@link Capability}
 * @param holdings the desired state the agent has on its disk, one for each router
 */
public record Hello(
    UUID agent,
    String signature,
    String software,
    List<String> capabilities,
    List<Holding> holdings)
    implements Message {

  /**
   * What the agent's disk holds for one router.
   *
   * @param epoch raised by restore, move and re-enrolment
   * @param generation the newest desired generation stored, 0 if none
   */
  public record Holding(UUID router, long epoch, long generation) {}
}
