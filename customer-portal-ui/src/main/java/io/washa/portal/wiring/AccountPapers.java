package io.washa.portal.wiring;

import io.washa.billing.documents.AccountStatement;
import io.washa.billing.documents.AccountStatements;
import io.washa.billing.documents.Document;
import io.washa.billing.documents.DocumentPages;
import io.washa.billing.documents.Documents;
import io.washa.billing.documents.StatementAnswer;
import io.washa.customers.AccountNumber;
import io.washa.customers.Subscriber;
import io.washa.customers.Subscribers;
import io.washa.insight.PaymentList;
import io.washa.portal.Papers;
import io.washa.tenancy.TenantContext;
import io.washa.tenancy.Tenants;
import io.washa.work.ConditionalOnRole;
import io.washa.work.Role;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Papers from billing's documents; an account sees its own and no other. */
@Component
@ConditionalOnRole(Role.PORTAL)
class AccountPapers implements Papers {
  private static final int LAST_RECEIPTS = 10;
  private static final int MOST = 30;
  private static final int DAYS = 90;

  private final Subscribers subscribers;
  private final PaymentList payments;
  private final Library library;
  private final Tenants tenants;
  private final Clock clock;

  AccountPapers(
      Subscribers subscribers,
      PaymentList payments,
      Library library,
      Tenants tenants,
      Clock clock) {
    this.subscribers = subscribers;
    this.payments = payments;
    this.library = library;
    this.tenants = tenants;
    this.clock = clock;
  }

  /** Where papers come from. */
  @Component
  @ConditionalOnRole(Role.PORTAL)
  record Library(Documents documents, DocumentPages pages, AccountStatements statements) {}

  @Override
  public List<Paper> of(AccountNumber account) {
    return subscriber(account)
        .map(subscriber ->
            Stream.concat(
                    payments.ofSubscriber(subscriber, LAST_RECEIPTS).stream()
                        .map(AccountPapers::paper),
                    library.documents().ofSubscriber(subscriber).stream().map(AccountPapers::paper))
                .sorted(Comparator.comparing(Paper::at).reversed())
                .limit(MOST)
                .toList())
        .orElse(List.of());
  }

  private static Paper paper(PaymentList.Line line) {
    String receipt = line.receipt();
    return new Paper(
        line.id(),
        Kind.RECEIPT,
        receipt == null ? "" : receipt,
        line.receivedAt(),
        line.amount(),
        0);
  }

  private static Paper paper(Document document) {
    return new Paper(
        document.id(),
        Kind.valueOf(document.kind().name()),
        document.label(),
        document.issuedAt(),
        document.total(),
        document.outstanding());
  }

  @Override
  public Optional<String> page(AccountNumber account, UUID paper) {
    if (hasDocument(account, paper)) {
      return library.pages().html(paper);
    }
    return hasPayment(account, paper) ? library.pages().receiptHtml(paper) : Optional.empty();
  }

  @Override
  public Optional<byte[]> pdf(AccountNumber account, UUID paper) {
    if (hasDocument(account, paper)) {
      return library.pages().pdf(paper);
    }
    return hasPayment(account, paper) ? library.pages().receiptPdf(paper) : Optional.empty();
  }

  @Override
  public Optional<String> statementPage(AccountNumber account) {
    return statement(account).map(library.pages()::statementHtml);
  }

  @Override
  public Optional<byte[]> statementPdf(AccountNumber account) {
    return statement(account).map(library.pages()::statementPdf);
  }

  private Optional<AccountStatement> statement(AccountNumber account) {
    LocalDate today =
        LocalDate.ofInstant(clock.instant(), tenants.get(TenantContext.current()).zone());
    return subscriber(account)
        .flatMap(subscriber ->
            library.statements().draw(subscriber, today.minusDays(DAYS), today)
                    instanceof StatementAnswer.Drawn drawn
                ? Optional.of(drawn.statement())
                : Optional.empty());
  }

  private Optional<UUID> subscriber(AccountNumber account) {
    return subscribers.findByAccountNumber(account.digits()).stream()
        .map(Subscriber::id)
        .findFirst();
  }

  private boolean hasDocument(AccountNumber account, UUID paper) {
    return subscriber(account).isPresent()
        && library.documents().find(paper).map(Document::subscriber).equals(subscriber(account));
  }

  private boolean hasPayment(AccountNumber account, UUID paper) {
    Optional<UUID> whose =
        payments
            .find(paper)
            .flatMap(line -> Optional.ofNullable(line.subscriber()))
            .map(PaymentList.Subscriber::id);
    return whose.isPresent() && whose.equals(subscriber(account));
  }
}
