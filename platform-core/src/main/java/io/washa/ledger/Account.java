package io.washa.ledger;

/** The chart of accounts that every tenant begins with. */
public enum Account {
  /** Money that M-Pesa holds for us. */
  MPESA_CLEARING("1100", "M-Pesa clearing", "asset"),
  /** Money that belongs to subscribers, each with a wallet of their own. */
  WALLETS("2100", "Subscribers' wallets", "liability"),
  /** Money that nobody could be found for yet. */
  SUSPENSE("2200", "Suspense", "liability"),
  /** Internet sold. */
  SALES("4100", "Internet sales", "income"),
  /** What customers owe us on invoices. */
  RECEIVABLES("1200", "Receivables", "asset"),
  /** Tax that customers kept back and paid for us: what their certificates are worth. */
  TAX_WITHHELD("1300", "Tax withheld by customers", "asset"),
  /** Taxes in what was invoiced, owed to the revenue authority. */
  TAXES("2300", "Taxes payable", "liability");

  private final String code;
  private final String title;
  private final String kind;

  Account(String code, String title, String kind) {
    this.code = code;
    this.title = title;
    this.kind = kind;
  }

  /** As it stands in the books. */
  public String code() {
    return code;
  }

  String title() {
    return title;
  }

  String kind() {
    return kind;
  }
}
