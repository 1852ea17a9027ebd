package io.washa.billing;

import io.washa.billing.PostpaidContracts.Contract;
import io.washa.billing.documents.Documents;
import io.washa.billing.documents.IssueAnswer;
import io.washa.billing.documents.NewDocument;
import io.washa.ledger.Ledger;
import io.washa.subscriptions.PostpaidTime;
import io.washa.tenancy.Settings;
import io.washa.work.DueHandler;
import io.washa.work.DueIndex;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Ends a month of all services that one payer pays afterwards, shortly before it is over: they go
 * on into the next month, and one invoice is issued with a line for each service and month that
 * none holds yet. One transaction does both, so that nobody is carried on without an invoice, nor
 * invoiced twice; done once more it does nothing. After an outage it catches up, on one invoice.
 */
@Component
class PostpaidMonths implements DueHandler {
  static final String KIND = "postpaid-month";

  /** Early enough for hundreds of payers, and late enough that nobody notices. */
  static final Duration BEFORE = Duration.ofMinutes(10);

  private static final int LINES_OF_AN_INVOICE = 200;

  private final DueIndex due;
  private final Ledger ledger;
  private final PostpaidContracts contracts;
  private final PostpaidTime time;
  private final PostpaidDebts debts;
  private final OpenInvoices invoices;
  private final Documents documents;
  private final Settings settings;
  private final Clock clock;
  private final OneByOne oneByOne;
  private final TransactionTemplate transaction;

  PostpaidMonths(
      DueIndex due,
      Ledger ledger,
      PostpaidContracts contracts,
      PostpaidTime time,
      PostpaidDebts debts,
      OpenInvoices invoices,
      Documents documents,
      Settings settings,
      Clock clock,
      OneByOne oneByOne,
      TransactionTemplate transaction) {
    this.due = due;
    this.ledger = ledger;
    this.contracts = contracts;
    this.time = time;
    this.debts = debts;
    this.invoices = invoices;
    this.documents = documents;
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
    return oneByOne.handle(KIND, payer -> close(payer, clock.instant()));
  }

  /** The first day of the month that has begun, or begins in a moment. */
  LocalDate month(Instant now) {
    return LocalDate.ofInstant(now.plus(BEFORE), invoices.zone()).withDayOfMonth(1);
  }

  ZoneId zone() {
    return invoices.zone();
  }

  Instant startOf(LocalDate day) {
    return day.atStartOfDay(invoices.zone()).toInstant();
  }

  /** Has a payer looked at shortly before the month ends that begins with this day. */
  void follow(UUID payer, LocalDate month) {
    due.setIfEarlier(KIND, payer, startOf(month.plusMonths(1)).minus(BEFORE));
  }

  /** Closes all months of a payer that are over or nearly. */
  void close(UUID payer, Instant now) {
    long _ = ledger.lockWallet(payer);
    List<Contract> all = contracts.lock(payer);
    LocalDate month = month(now);
    due.clear(KIND, List.of(payer));
    if (all.isEmpty()) {
      return;
    }
    due.set(KIND, payer, startOf(month.plusMonths(1)).minus(BEFORE));
    time.extend(all.stream().map(Contract::service).toList(), startOf(month.plusMonths(1)));
    List<NewDocument.Line> lines =
        all.stream().flatMap(contract -> lines(contract, month).stream()).toList();
    issue(payer, "postpaid:" + payer + ":" + YearMonth.from(month.minusMonths(1)), lines, now);
    contracts.billed(all.stream().map(Contract::service).toList(), month);
    debts.look(payer, all, now);
  }

  /** A line for each month; none for those in which the service was off all the time. */
  List<NewDocument.Line> lines(Contract contract, LocalDate to) {
    Instant cut = contract.cutAt();
    return ProRata.months(contract.billedTo(), to).stream()
        .filter(part -> cut == null || startOf(part.from()).isBefore(cut))
        .filter(part -> part.of(contract.price()) > 0)
        .map(part ->
            NewDocument.Line.of(contract.name() + ": " + part.text(), part.of(contract.price())))
        .toList();
  }

  /** Issues invoices of these lines, one as long as there is room on it. */
  void issue(UUID payer, String cause, List<NewDocument.Line> lines, Instant now) {
    int days = settings.read(PostpaidRules.CHOICE).dueDays();
    // A test's month may end at another time than the platform's.
    Instant latest = now.isAfter(clock.instant()) ? now : clock.instant();
    LocalDate dueOn = LocalDate.ofInstant(latest, invoices.zone()).plusDays(days);
    for (int from = 0; from < lines.size(); from += LINES_OF_AN_INVOICE) {
      List<NewDocument.Line> page =
          lines.subList(from, Math.min(lines.size(), from + LINES_OF_AN_INVOICE));
      IssueAnswer answer =
          documents.issue(
              NewDocument.of(payer, page.toArray(NewDocument.Line[]::new))
                  .due(dueOn)
                  .because(from == 0 ? cause : cause + ":" + from));
      if (answer instanceof IssueAnswer.Refused refused) {
        throw new IllegalStateException("a month cannot be invoiced: " + refused.why());
      }
    }
  }

  /** Payers whose row is missing: as after somebody else was named to pay. */
  @Override
  public int sweep() {
    List<UUID> missing =
        Objects.requireNonNull(transaction.execute(_ -> contracts.withoutDue(KIND)));
    transaction.executeWithoutResult(
        _ -> missing.forEach(payer -> due.set(KIND, payer, clock.instant())));
    return 0;
  }
}
