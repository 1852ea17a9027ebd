package io.washa.portal;

import io.washa.customers.AccountNumber;
import io.washa.customers.PhoneNumber;
import java.util.UUID;

/**
 * A service that can be paid for, with what a page has to know of its subscriber.
 *
 * @param plan the plan last chosen
 * @param method {@code pppoe}, {@code hotspot} or {@code static}
 * @param username the name it signs in with at the router
 * @param phone where its subscriber is reached
 */
public record Line(
    UUID service,
    UUID site,
    UUID plan,
    String method,
    String username,
    AccountNumber account,
    PhoneNumber phone) {}
