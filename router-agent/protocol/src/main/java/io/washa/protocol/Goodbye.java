package io.washa.protocol;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * Either side, last on a connection.
 *
 * @param reason for people and logs
 * @param retry whether coming back later can help: false when the key is unknown or revoked, or a
 *     newer connection of the same agent took over
 * @param pauseMillis when to come back, drawn by the hub for this agent so that not all come at
 *     once; 0: as the agent likes
 */
public record Goodbye(String reason, boolean retry, long pauseMillis) implements Message {

  /** As read; older programs say nothing of a pause. */
  @JsonCreator
  static Goodbye read(
      @JsonProperty("reason") String reason,
      @JsonProperty("retry") boolean retry,
      @JsonProperty("pauseMillis") @Nullable Long pauseMillis) {
    return new Goodbye(reason, retry, pauseMillis == null ? 0 : pauseMillis);
  }

  /** One that leaves the time of coming back to the agent. */
  public Goodbye(String reason, boolean retry) {
    this(reason, retry, 0);
  }
}
