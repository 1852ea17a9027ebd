package io.washa.billing;

import io.washa.audit.Audit;
import io.washa.billing.PostpaidContracts.Contract;
import io.washa.billing.documents.Document;
import io.washa.billing.documents.Documents;
import io.washa.billing.documents.NewDocument;
import io.washa.catalog.Period;
import io.washa.catalog.Plan;
import io.washa.catalog.Plans;
import io.washa.customers.Service;
import io.washa.customers.Services;
import io.washa.ledger.Ledger;
import io.washa.subscriptions.PostpaidTime;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Services that are paid afterwards: on at once, invoiced by calendar months of the tenant's zone,
 * the first and the last by the day, at the plan's price when the month ends. A contract that is
 * cut for an unpaid invoice runs on; months in which it was off from end to end are not invoiced.
 */
@Component
public class Postpaid {
  private static final Period MONTH = new Period(1, Period.Unit.MONTH);

  private final Ledger ledger;
  private final PostpaidContracts contracts;
  private final PostpaidMonths months;
  private final PostpaidDebts debts;
  private final PostpaidTime time;
  private final Documents documents;
  private final Services services;
  private final Plans plans;
  private final Audit audit;
  private final Clock clock;

  Postpaid(
      Ledger ledger,
      PostpaidContracts contracts,
      PostpaidMonths months,
      PostpaidDebts debts,
      PostpaidTime time,
      Documents documents,
      Services services,
      Plans plans,
      Audit audit,
      Clock clock) {
    this.ledger = ledger;
    this.contracts = contracts;
    this.months = months;
    this.debts = debts;
    this.time = time;
    this.documents = documents;
    this.services = services;
    this.plans = plans;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * Has a service paid afterwards from now on, or from the day after what was paid before. In the
   * last minutes of a month, from the next one.
   *
   * @param who as the audit names people
   */
  @Transactional
  public PostpaidAnswer begin(UUID service, String who) {
    return begin(service, who, clock.instant());
  }

  PostpaidAnswer begin(UUID serviceId, String who, Instant now) {
    Optional<Service> found = services.findById(serviceId);
    Optional<UUID> payer = contracts.payer(serviceId);
    if (found.isEmpty() || payer.isEmpty()) {
      return new PostpaidAnswer.NoService();
    }
    Plan plan = plans.findById(found.get().planId()).orElseThrow();
    if (!plan.period().equals(MONTH)) {
      return new PostpaidAnswer.NotMonthly();
    }
    long _ = ledger.lockWallet(payer.get());
    List<Contract> before = contracts.lock(payer.get());
    if (before.stream().anyMatch(each -> each.service().equals(serviceId))) {
      return new PostpaidAnswer.Already();
    }
    LocalDate from = billedFrom(serviceId, now);
    LocalDate month = from.withDayOfMonth(1);
    Instant until = months.startOf(month.plusMonths(1));
    contracts.begin(serviceId, from);
    if (!contracts.payer(serviceId).equals(payer)) {
      // Set between our look and our lock: its months would be followed at the wrong wallet.
      throw new IllegalStateException("who pays for " + serviceId + " was changed meanwhile");
    }
    months.follow(payer.get(), months.month(now));
    time.putOn(found.get(), plan, until);
    note(who, "postpaid.begun", serviceId);
    return new PostpaidAnswer.Begun(from, until);
  }

  private LocalDate billedFrom(UUID service, Instant now) {
    LocalDate today = now.atZone(zone()).toLocalDate();
    LocalDate from = months.month(now).isAfter(today) ? months.month(now) : today;
    ZonedDateTime paid = time.paidUntil(service).orElse(now).atZone(zone());
    // The day on which paid time ends is a gift, unless it ends with the day.
    LocalDate after =
        paid.toLocalDate().atStartOfDay(zone()).isEqual(paid)
            ? paid.toLocalDate()
            : paid.toLocalDate().plusDays(1);
    return paid.toInstant().isAfter(now) && after.isAfter(from) ? after : from;
  }

  /**
   * Ends a contract: the days until today that no invoice holds are invoiced, and the service is
   * prepaid from tomorrow on.
   *
   * @param who as the audit names people
   */
  @Transactional
  public PostpaidAnswer end(UUID service, String who) {
    return end(service, who, clock.instant());
  }

  PostpaidAnswer end(UUID service, String who, Instant now) {
    Optional<UUID> payer = contracts.payer(service);
    if (payer.isEmpty()) {
      return new PostpaidAnswer.NoService();
    }
    long _ = ledger.lockWallet(payer.get());
    List<Contract> all = contracts.lock(payer.get());
    Optional<Contract> found =
        all.stream().filter(each -> each.service().equals(service)).findFirst();
    if (found.isEmpty()) {
      return new PostpaidAnswer.Already();
    }
    LocalDate tomorrow = now.atZone(zone()).toLocalDate().plusDays(1);
    LocalDate billedTo = found.get().billedTo();
    Instant until =
        found.get().cutAt() != null
            ? now
            : months.startOf(billedTo.isAfter(tomorrow) ? billedTo : tomorrow);
    contracts.end(service);
    time.finish(service, until);
    List<NewDocument.Line> lines = months.lines(found.get(), tomorrow);
    months.issue(payer.get(), "postpaid:" + service + ":end:" + tomorrow, lines, now);
    debts.look(payer.get(), all.stream().filter(each -> !each.equals(found.get())).toList(), now);
    note(who, "postpaid.ended", service);
    return new PostpaidAnswer.Ended(last(payer.get(), lines), until);
  }

  private Optional<Document> last(UUID payer, List<NewDocument.Line> lines) {
    return lines.isEmpty()
        ? Optional.empty()
        : documents.ofSubscriber(payer).stream()
            .filter(document -> document.kind() == Document.Kind.INVOICE)
            .findFirst();
  }

  private java.time.ZoneId zone() {
    return months.zone();
  }

  private void note(String who, String action, UUID service) {
    audit.note(new Audit.Deed(who, action, "service:" + service, Map.of()));
  }
}
