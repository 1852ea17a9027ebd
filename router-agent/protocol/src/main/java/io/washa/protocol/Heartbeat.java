package io.washa.protocol;

import java.time.Instant;

/**
 * Either side: still here. Honest health means the last one is younger than two intervals.
 *
 * @param time the sender's clock; only the hub's is trusted
 */
public record Heartbeat(Instant time) implements Message {}
