package io.washa.billing;

import io.washa.billing.PostpaidContracts.Contract;
import io.washa.billing.documents.Document;
import io.washa.catalog.Plans;
import io.washa.customers.Service;
import io.washa.customers.Services;
import io.washa.ledger.Ledger;
import io.washa.subscriptions.PostpaidTime;
import io.washa.tenancy.Settings;
import io.washa.work.DueHandler;
import io.washa.work.DueIndex;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Sees to it that invoices of postpaid services are paid: out of the wallet if it has anything; an
 * invoice that is overdue for long cuts the payer's postpaid services off, and with nothing overdue
 * they are on again.
 */
@Component
class PostpaidDebts implements DueHandler {
  static final String KIND = "postpaid-debt";

  private final DueIndex due;
  private final Ledger ledger;
  private final PostpaidContracts contracts;
  private final PostpaidTime time;
  private final OpenInvoices invoices;
  private final Services services;
  private final Plans plans;
  private final Settings settings;
  private final Clock clock;
  private final OneByOne oneByOne;
  private final TransactionTemplate transaction;

  PostpaidDebts(
      DueIndex due,
      Ledger ledger,
      PostpaidContracts contracts,
      PostpaidTime time,
      OpenInvoices invoices,
      Services services,
      Plans plans,
      Settings settings,
      Clock clock,
      OneByOne oneByOne,
      TransactionTemplate transaction) {
    this.due = due;
    this.ledger = ledger;
    this.contracts = contracts;
    this.time = time;
    this.invoices = invoices;
    this.services = services;
    this.plans = plans;
    this.settings = settings;
    this.clock = clock;
    this.oneByOne = oneByOne;
    this.transaction = transaction;
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public int handleDue() {
    return oneByOne.handle(KIND, payer -> look(payer, clock.instant()));
  }

  /** Looks at what a payer owes, and does what follows. */
  void look(UUID payer, Instant now) {
    long _ = ledger.lockWallet(payer);
    look(payer, contracts.lock(payer), now);
  }

  /** The same with all locked. */
  void look(UUID payer, List<Contract> all, Instant now) {
    due.clear(KIND, List.of(payer));
    LocalDate today = LocalDate.ofInstant(now, invoices.zone());
    List<Document> owed = invoices.owed(payer, today);
    String cause = "postpaid:" + payer + ":" + now.toEpochMilli();
    if (invoices.settle(payer, ledger.lockWallet(payer), cause, owed) > 0) {
      owed = invoices.owed(payer, today);
    }
    follow(payer, owed, now);
    int patience = settings.read(PostpaidRules.CHOICE).cutAfterDays();
    List<LocalDate> overdue =
        owed.stream().map(OpenInvoices::dueDay).filter(day -> day.isBefore(today)).toList();
    if (overdue.isEmpty()) {
      reconnect(all.stream().filter(each -> each.cutAt() != null).toList(), now);
    } else if (patience > 0
        && overdue.stream().anyMatch(day -> day.plusDays(patience).isBefore(today))) {
      cut(all.stream().filter(each -> each.cutAt() == null).toList(), now);
    }
  }

  /** Has the payer looked at when the next invoice is to be paid, and when the next one cuts. */
  private void follow(UUID payer, List<Document> owed, Instant now) {
    int patience = settings.read(PostpaidRules.CHOICE).cutAfterDays();
    owed.stream()
        .map(OpenInvoices::dueDay)
        .map(day -> day.plusDays(patience + 1L).atStartOfDay(invoices.zone()).toInstant())
        .filter(at -> at.isAfter(now))
        .min(Comparator.naturalOrder())
        .ifPresent(at -> due.set(KIND, payer, at));
  }

  private void cut(List<Contract> running, Instant now) {
    if (!running.isEmpty()) {
      List<UUID> ids = running.stream().map(Contract::service).toList();
      contracts.cut(ids, now);
      time.cut(ids);
    }
  }

  private void reconnect(List<Contract> cut, Instant now) {
    if (cut.isEmpty()) {
      return;
    }
    Instant until =
        LocalDate.ofInstant(now.plus(PostpaidMonths.BEFORE), invoices.zone())
            .withDayOfMonth(1)
            .plusMonths(1)
            .atStartOfDay(invoices.zone())
            .toInstant();
    contracts.reconnect(cut.stream().map(Contract::service).toList());
    for (Contract contract : cut) {
      Service service = services.findById(contract.service()).orElseThrow();
      time.putOn(service, plans.findById(service.planId()).orElseThrow(), until);
    }
  }

  /** Payers whose invoices came, or were paid, by another way. */
  @Override
  public int sweep() {
    List<UUID> payers =
        Objects.requireNonNull(transaction.execute(_ -> contracts.withoutDue(KIND)));
    for (UUID payer : payers) {
      transaction.executeWithoutResult(_ -> look(payer, clock.instant()));
    }
    return 0;
  }
}
