package io.washa.billing.documents;

import io.washa.tenancy.Settings;

/**
 * Which prepaid sales are followed by a tax invoice.
 *
 * @param whose whose
 */
public record SaleInvoiceRules(Whose whose) {
  /** Those of subscribers who want one. */
  public static final Settings.Choice<SaleInvoiceRules> CHOICE =
      new Settings.Choice<>(
          "billing.sale-invoices", SaleInvoiceRules.class, new SaleInvoiceRules(Whose.WANTED));

  /** Whose sales. */
  public enum Whose {
    /** Nobody's. */
    NOBODYS,
    /** Of those who want one. */
    WANTED,
    /** Everybody's. */
    EVERYBODYS
  }
}
