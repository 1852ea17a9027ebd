package io.washa.network;

import java.util.UUID;

/**
 * A service's access went to another router.
 *
 * @param left what it was
 * @param made what it is now; confirmed when that generation was read back
 */
public record AccessMoved(UUID left, Accesses.Raised made) {}
