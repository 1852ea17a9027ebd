package io.washa.portal;

import io.washa.customers.AccountNumber;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The receipts, invoices and statements of the bound tenant's subscribers. */
public interface Papers {
  /** What kind of paper. */
  enum Kind {
    RECEIPT,
    INVOICE,
    CREDIT_NOTE,
    PROFORMA
  }

  /**
   * A paper that an account has.
   *
   * @param label its number, or M-Pesa's code; may be empty
   * @param amountMinor minor units
   * @param dueMinor what is still due of it, minor units
   */
  record Paper(UUID id, Kind kind, String label, Instant at, long amountMinor, long dueMinor) {}

  /** The last receipts and documents of an account, newest first. */
  List<Paper> of(AccountNumber account);

  /** A receipt or document as a page; empty if the account has none such. */
  Optional<String> page(AccountNumber account, UUID paper);

  /** A receipt or document as PDF; empty if the account has none such. */
  Optional<byte[]> pdf(AccountNumber account, UUID paper);

  /** The statement of the last ninety days as a page; empty if there is no such account. */
  Optional<String> statementPage(AccountNumber account);

  /** The statement of the last ninety days as PDF; empty if there is no such account. */
  Optional<byte[]> statementPdf(AccountNumber account);
}
