package io.washa.protocol;

import java.util.UUID;

/**
 * Agent to hub: the delta's base is not what I hold; send everything.
 *
 * @param generation what the agent holds, 0 if nothing
 */
public record NeedSnapshot(UUID router, long epoch, long generation) implements Message {}
