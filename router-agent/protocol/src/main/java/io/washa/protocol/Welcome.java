package io.washa.protocol;

import java.time.Instant;
import java.util.List;

/**
 * Hub to agent: the signature was good and this is now the agent's only connection.
 *
 * @param time the platform's time; the agent measures on from here with its monotonic clock
 * @param heartbeatMillis how often each side sends {@link Heartbeat}; silence of three of these
 *     means the connection is dead
 * @param graceSeconds how long the hub must have been away before the agent cuts off an ended
 *     access by itself
 * @param capabilities what the hub can do
 */
public record Welcome(
    Instant time, int heartbeatMillis, long graceSeconds, List<String> capabilities)
    implements Message {}
