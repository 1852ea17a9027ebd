package io.washa.portal;

import io.washa.customers.AccountNumber;
import io.washa.customers.PhoneNumber;
import java.time.Instant;
import java.util.UUID;

/**
 * One attempt to pay by a prompt, as it was asked for.
 *
 * @param phone that was prompted; shown masked only
 * @param account that the money is for
 * @param amountMinor minor units of the plan's currency
 * @param startedAt when the subscriber asked for it
 */
public record Attempt(
    UUID intent,
    UUID service,
    UUID plan,
    PhoneNumber phone,
    AccountNumber account,
    long amountMinor,
    Instant startedAt) {}
