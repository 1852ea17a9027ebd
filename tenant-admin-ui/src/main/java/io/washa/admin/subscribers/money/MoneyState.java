package io.washa.admin.subscribers.money;

import io.washa.billing.BankReceipts;
import io.washa.billing.documents.Document;
import io.washa.billing.documents.DocumentDesk;
import io.washa.insight.SubscriberMoney;
import java.util.List;
import java.util.UUID;

/**
 * How a subscriber stands.
 *
 * @param deposit what it has deposited and paid, minor units
 * @param open invoices on which something is due
 * @param cheques that wait for the bank
 * @param wish whether it wants a tax invoice for each sale
 */
public record MoneyState(
    UUID subscriber,
    SubscriberMoney money,
    long deposit,
    List<Document> open,
    List<BankReceipts.Pending> cheques,
    DocumentDesk.Wish wish) {
  /** Copies the lists. */
  public MoneyState {
    open = List.copyOf(open);
    cheques = List.copyOf(cheques);
  }
}
