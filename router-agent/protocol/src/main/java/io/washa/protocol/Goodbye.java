package io.washa.protocol;

/**
 * Either side, last on a connection.
 *
 * @param reason for people and logs
 * @param retry whether coming back later can help: false when the key is unknown or revoked, or a
 *     newer connection of the same agent took over
 */
public record Goodbye(String reason, boolean retry) implements Message {}
