package io.washa.payments;

import java.util.UUID;

/** M-Pesa took a payment back, or it was struck. Told within the transaction that books it. */
public record PaymentTakenBack(UUID payment) {}
