package io.washa.protocol;

import java.util.UUID;

/**
 * Agent to hub: what became of a {@link Command}.
 *
 * @param text the answer if ok, else the reason, for a person
 */
public record CommandResult(UUID id, boolean ok, String text) implements Message {}
