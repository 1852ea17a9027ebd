package io.washa.network.sessions;

import java.util.UUID;

/** Sessions of a router ended that nobody switched off; told within the transaction. */
public record SessionsDropped(UUID router, int sessions) {}
