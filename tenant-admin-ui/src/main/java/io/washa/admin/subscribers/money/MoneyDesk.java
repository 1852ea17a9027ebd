package io.washa.admin.subscribers.money;

import io.washa.admin.desk.TenantUi;
import io.washa.billing.documents.DocumentDesk;
import io.washa.insight.SubscriberMoney;
import io.washa.work.ConditionalOnRole;
import io.washa.work.Role;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Reads how a subscriber stands, and holds what changes it. */
@Component
@ConditionalOnRole(Role.ADMIN)
public class MoneyDesk {
  private final Books books;
  private final Contracts contracts;
  private final SubscriberMoney.Reader reader;
  private final Clock clock;

  MoneyDesk(Books books, Contracts contracts, SubscriberMoney.Reader reader, Clock clock) {
    this.books = books;
    this.contracts = contracts;
    this.reader = reader;
    this.clock = clock;
  }

  /** How a subscriber of the bound tenant stands. */
  public MoneyState read(UUID subscriber) {
    SubscriberMoney money = reader.of(subscriber);
    Set<UUID> services =
        money.services().stream()
            .map(SubscriberMoney.ServiceMoney::service)
            .collect(Collectors.toSet());
    return new MoneyState(
        subscriber,
        money,
        books.charges().deposit(subscriber),
        books.documents().open(subscriber),
        books.bank().pending().stream()
            .filter(cheque -> services.contains(cheque.service()))
            .toList(),
        books.desk().wish(subscriber).orElse(new DocumentDesk.Wish(false, null)));
  }

  Books books() {
    return books;
  }

  Contracts contracts() {
    return contracts;
  }

  /** The current session's tenant's day. */
  LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), TenantUi.signedIn().tenant().zone());
  }

  /** Who acts, as the audit names people. */
  static String who() {
    return TenantUi.signedIn().member().email();
  }
}
