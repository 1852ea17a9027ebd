package io.washa.billing.documents;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a receipt says of a payment.
 *
 * @param code M-Pesa's; null while only a status query told of the money
 * @param amount minor units
 * @param subscriber whose; null while in suspense, and then without name and account number
 * @param door how the money came, as the books of payments name it
 * @param takenBack whether it was voided, came back from the bank, or M-Pesa gave it back
 * @param tax what was split out of the sale as taxes, minor units; 0 for none
 * @param plan what it renewed; null if nothing
 * @param endsAt until when
 * @param settled the invoices it paid
 */
record PaymentReceipt(
    UUID payment,
    @Nullable String code,
    long amount,
    Instant paidAt,
    @Nullable UUID subscriber,
    String name,
    String accountNumber,
    String language,
    String door,
    boolean takenBack,
    long tax,
    @Nullable String plan,
    @Nullable Instant endsAt,
    List<SettleAnswer.Allocation> settled) {}
