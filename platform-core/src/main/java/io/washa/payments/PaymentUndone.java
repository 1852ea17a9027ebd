package io.washa.payments;

import java.util.UUID;

/**
 * What a payment was used for is to be undone; told within the transaction, before the money leaves
 * the wallet.
 */
public record PaymentUndone(UUID payment, String reason) {}
