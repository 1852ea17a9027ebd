package io.washa.protocol;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Hub to agent: the signature was good and this is now the agent's only connection.
 *
 * @param time the platform's time; the agent measures on from here with its monotonic clock
 * @param heartbeatMillis how often each side sends {@link Heartbeat}; silence of three of these
 *     means the connection is dead
 * @param graceSeconds how long the hub must have been away before the agent cuts off an ended
 *     access by itself
 * @param capabilities what the hub can do
 * @param spreadMillis when this connection breaks without a word, so do all others of its hub: the
 *     agent comes back at a random moment within this time; 0: as soon as it likes
 */
public record Welcome(
    Instant time,
    int heartbeatMillis,
    long graceSeconds,
    List<String> capabilities,
    long spreadMillis)
    implements Message {

  /** As read; an older hub says nothing of a spread. */
  @JsonCreator
  static Welcome read(
      @JsonProperty("time") Instant time,
      @JsonProperty("heartbeatMillis") int heartbeatMillis,
      @JsonProperty("graceSeconds") long graceSeconds,
      @JsonProperty("capabilities") List<String> capabilities,
      @JsonProperty("spreadMillis") @Nullable Long spreadMillis) {
    return new Welcome(
        time, heartbeatMillis, graceSeconds, capabilities, spreadMillis == null ? 0 : spreadMillis);
  }

  /** Of a hub with few agents. */
  public Welcome(Instant time, int heartbeatMillis, long graceSeconds, List<String> capabilities) {
    this(time, heartbeatMillis, graceSeconds, capabilities, 0);
  }
}
