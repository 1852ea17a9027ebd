package io.washa.subscriptions;

import java.time.Instant;
import java.util.UUID;

/**
 * A subscription got a period; told within the transaction, while the subscription is locked and
 * its access is not yet.
 *
 * @param endsAt until when all is paid now
 */
public record SubscriptionRenewed(UUID subscription, Instant endsAt) {}
