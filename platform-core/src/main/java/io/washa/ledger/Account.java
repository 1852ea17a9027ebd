package io.washa.ledger;

import java.util.Arrays;

/** The chart of accounts that every tenant begins with. */
public enum Account {
  /** Notes and coins at the counter. */
  CASH("1000", "Cash on hand", "asset"),
  /** Money that M-Pesa holds for us. */
  MPESA_CLEARING("1100", "M-Pesa clearing", "asset"),
  /** Money taken from M-Pesa to the bank. */
  BANK("1150", "Bank", "asset"),
  /** What subscribers owe by invoice. */
  RECEIVABLES("1200", "Receivables", "asset"),
  /** Tax that customers kept back and paid for us: what their certificates are worth. */
  TAX_WITHHELD("1300", "Tax withheld by customers", "asset"),
  /** Money that belongs to subscribers, each with a wallet of their own. */
  WALLETS("2100", "Subscribers' wallets", "liability"),
  /** Money that nobody could be found for yet. */
  SUSPENSE("2200", "Suspense", "liability"),
  /** Set aside for payments that M-Pesa was asked to give back. */
  REVERSALS("2250", "Reversals under way", "liability"),
  /** Taxes in what was invoiced, owed to the revenue authority. */
  TAXES("2300", "Taxes payable", "liability"),
  /** Money to be given back when equipment comes back. */
  DEPOSITS("2400", "Deposits held", "liability"),
  /** Lines of an M-Pesa statement that nobody has explained yet. */
  UNEXPLAINED("2900", "M-Pesa lines to be explained", "liability"),
  /** Money paid to the shortcode for something else that its owner sells. */
  OTHER_BUSINESS("3100", "Owner's other business", "liability"),
  /** Internet sold. */
  SALES("4100", "Internet sales", "income"),
  /** Installation, reconnection and the like. */
  FEES("4200", "Fees", "income"),
  /** What M-Pesa takes for its service. */
  MPESA_CHARGES("5100", "M-Pesa charges", "expense"),
  /** Discounts, credits and compensation. */
  GIVEN_AWAY("5200", "Given away", "expense"),
  /** What was too much or missing when drawers were counted. */
  CASH_DIFFERENCES("5300", "Cash over and short", "expense");

  private final String code;
  private final String title;
  private final String kind;

  Account(String code, String title, String kind) {
    this.code = code;
    this.title = title;
    this.kind = kind;
  }

  /** The account with this code. */
  static Account of(String code) {
    return Arrays.stream(values())
        .filter(account -> account.code.equals(code))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no account " + code));
  }

  /** Whether each of its postings is somebody's. */
  boolean owned() {
    return this == WALLETS || this == DEPOSITS;
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
