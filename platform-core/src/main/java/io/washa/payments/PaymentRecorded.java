package io.washa.payments;

import java.util.UUID;

/** Money was recorded, or what is known of it was completed; told within the transaction. */
public record PaymentRecorded(UUID payment) {}
