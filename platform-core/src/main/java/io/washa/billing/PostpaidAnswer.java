package io.washa.billing;

import io.washa.billing.documents.Document;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/** What became of a contract that was to begin or end. */
public sealed interface PostpaidAnswer {
  /**
   * It is postpaid, and on.
   *
   * @param billedFrom the first day that will be invoiced: after what was paid before
   * @param until when it is extended next
   */
  record Begun(LocalDate billedFrom, Instant until) implements PostpaidAnswer {}

  /**
   * It is prepaid again.
   *
   * @param last the invoice of the days that none held yet; empty if there were none
   * @param until when its time ends: with the last day that was invoiced
   */
  record Ended(Optional<Document> last, Instant until) implements PostpaidAnswer {}

  /** It is so already; nothing was done. */
  record Already() implements PostpaidAnswer {}

  /** Only services on a plan of one month are paid afterwards; nothing was done. */
  record NotMonthly() implements PostpaidAnswer {}

  /** The tenant has no such service. */
  record NoService() implements PostpaidAnswer {}
}
