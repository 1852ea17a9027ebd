package io.washa.payments;

import io.washa.work.TaskType;
import java.util.UUID;

/** A payment is in the books: what it is for has to follow. Done by billing. */
public record PaymentPosted(UUID payment) {
  /** One for each payment. */
  public static final TaskType<PaymentPosted> APPLY_PAYMENT =
      new TaskType<>("apply-payment", PaymentPosted.class, TaskType.PAYMENT);
}
