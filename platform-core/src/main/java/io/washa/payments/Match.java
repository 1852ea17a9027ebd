package io.washa.payments;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Whose money it is.
 *
 * @param intent the prompt it answers, null if nobody was prompted
 * @param plan pinned by the prompt
 * @param price pinned by the prompt, minor units
 */
record Match(
    UUID subscriber,
    UUID service,
    @Nullable UUID intent,
    @Nullable UUID plan,
    @Nullable Long price) {}
