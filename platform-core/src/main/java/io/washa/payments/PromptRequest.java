package io.washa.payments;

import io.washa.customers.PhoneNumber;
import java.util.UUID;

/**
 * A wish to be prompted.
 *
 * @param service what the money is for
 * @param phone who pays; need not be the subscriber's
 */
public record PromptRequest(UUID service, UUID plan, PhoneNumber phone) {}
