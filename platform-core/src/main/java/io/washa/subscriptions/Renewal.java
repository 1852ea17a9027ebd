package io.washa.subscriptions;

import java.time.Instant;
import java.util.UUID;

/**
 * A period that was added to a subscription.
 *
 * @param startsAt when the period begins: now, or at the end of what was paid before
 */
public record Renewal(UUID subscription, Instant startsAt, Instant endsAt) {}
