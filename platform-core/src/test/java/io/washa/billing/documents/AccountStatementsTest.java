package io.washa.billing.documents;

import static io.washa.billing.documents.AccountStatement.Kind.CREDIT_NOTE;
import static io.washa.billing.documents.AccountStatement.Kind.INVOICE;
import static io.washa.billing.documents.AccountStatement.Kind.PAYMENT;
import static io.washa.billing.documents.AccountStatement.Kind.WITHHOLDING;
import static org.assertj.core.api.Assertions.assertThat;

import io.washa.testing.CoreTest;
import io.washa.testing.Isp;
import io.washa.testing.World;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@CoreTest
class AccountStatementsTest {
  private final AccountStatements statements;
  private final Documents documents;
  private final Desk desk;
  private final World world;
  private final Isp isp;
  private final Isp.ASubscriber mary;

  AccountStatementsTest(World world, AccountStatements statements, Documents documents, Desk desk) {
    this.world = world;
    this.statements = statements;
    this.documents = documents;
    this.desk = desk;
    this.isp = world.anIsp();
    this.mary = world.aSubscriber(isp);
    desk.setsTaxes(isp);
  }

  @Test
  void everyChangeOfWhatIsOwedIsALineAndMovesBetweenPocketsAreNone() {
    Document invoice = desk.invoices(isp, mary, 1000);
    desk.pays(isp, mary, 700);
    settles(700, "payment:1");
    isp.asks(() -> documents.withhold(invoice.id(), "W-1", 50));
    isp.asks(() -> documents.credit(part(invoice, 400)));

    AccountStatement statement = drawn(invoice.issuedOn(), invoice.issuedOn());

    assertThat(statement.opening()).isZero();
    assertThat(statement.lines())
        .extracting(AccountStatement.Line::kind)
        .containsExactly(INVOICE, PAYMENT, WITHHOLDING, CREDIT_NOTE);
    assertThat(statement.lines())
        .extracting(AccountStatement.Line::balance)
        .containsExactly(1000L, 300L, 250L, -150L);
    assertThat(statement.closing()).isEqualTo(-desk.wallet(isp, mary));
    assertThat(statement.lines().get(2).reference()).isEqualTo("W-1");
  }

  @Test
  void whatWasBeforeIsTheOpeningBalanceAndWhatComesAfterIsLeftOut() {
    Document invoice = desk.invoices(isp, mary, 1000);
    LocalDate today = invoice.issuedOn();

    AccountStatement tomorrow = drawn(today.plusDays(1), today.plusDays(30));
    AccountStatement yesterday = drawn(today.minusDays(30), today.minusDays(1));

    assertThat(tomorrow.lines()).isEmpty();
    assertThat(tomorrow.opening()).isEqualTo(1000);
    assertThat(tomorrow.closing()).isEqualTo(1000);
    assertThat(yesterday.lines()).isEmpty();
    assertThat(yesterday.closing()).isZero();
  }

  @Test
  void aStatementIsOfOneSubscriberAndOffersDoNotCount() {
    desk.invoices(isp, world.aSubscriber(isp), 1000);
    IssueAnswer offer =
        isp.asks(() ->
            documents.issueProforma(NewDocument.of(mary.id(), NewDocument.Line.of("Offer", 5))));
    LocalDate today = ((IssueAnswer.Issued) offer).document().issuedOn();

    assertThat(drawn(today, today).lines()).isEmpty();
  }

  @Test
  void whateverHappensTheBalanceIsWhatIsDueLessTheWallet() {
    Random random = new Random(42);
    LocalDate today = desk.invoices(isp, mary, 777).issuedOn();
    for (int step = 0; step < 120; step++) {
      does(random, step);
      if (step % 20 == 19) {
        long due =
            isp.asks(() -> documents.open(mary.id())).stream()
                .mapToLong(Document::outstanding)
                .sum();
        assertThat(drawn(today, today).closing()).isEqualTo(due - desk.wallet(isp, mary));
        desk.theBooksAgree(isp);
      }
    }
    assertThat(desk.wallet(isp, mary)).isNotNegative();
  }

  @Test
  void aWrongPeriodOrSubscriberIsRefused() {
    LocalDate day = LocalDate.of(2026, 1, 1);

    assertThat(isp.asks(() -> statements.draw(mary.id(), day, day.minusDays(1))))
        .isEqualTo(new StatementAnswer.WrongPeriod());
    assertThat(isp.asks(() -> statements.draw(mary.id(), day, day.plusDays(400))))
        .isEqualTo(new StatementAnswer.WrongPeriod());
    assertThat(isp.asks(() -> statements.draw(UUID.randomUUID(), day, day)))
        .isEqualTo(new StatementAnswer.NoSubscriber());
    assertThat(drawn(day, day).lines()).isEmpty();
    assertThat(drawn(day, day.plusDays(399)).from()).isEqualTo(day);
  }

  private void does(Random random, int step) {
    List<Document> open = isp.asks(() -> documents.open(mary.id()));
    long amount = 1L + random.nextInt(900);
    switch (random.nextInt(7)) {
      case 0 -> desk.invoices(isp, mary, amount, 1 + random.nextInt(5));
      case 1 -> desk.pays(isp, mary, amount);
      case 2 -> settles(Math.min(amount, desk.wallet(isp, mary)), "payment:" + step);
      case 3 ->
          isp.asks(() -> documents.ofSubscriber(mary.id())).stream()
              .filter(document -> document.creditable() > 0)
              .skip(random.nextInt(3))
              .findFirst()
              .ifPresent(document -> isp.asks(() -> documents.credit(part(document, amount))));
      case 4 ->
          isp.asks(() -> documents.unsettle(mary.id(), "payment:" + random.nextInt(step + 1), ""));
      case 5 ->
          open.stream()
              .findFirst()
              .ifPresent(invoice ->
                  isp.asks(() ->
                      documents.takeBackCertificate(
                          invoice.id(), "W-" + random.nextInt(step + 1), "wrong", "owner")));
      default ->
          open.stream()
              .findFirst()
              .ifPresent(invoice ->
                  isp.asks(() -> documents.withhold(invoice.id(), "W-" + step, amount / 20)));
    }
  }

  private void settles(long amount, String cause) {
    isp.asks(() -> documents.settle(mary.id(), amount, cause));
  }

  private static NewCredit part(Document invoice, long amount) {
    return new NewCredit(invoice.id(), List.of(new NewCredit.Part(1, amount)), "", null);
  }

  private AccountStatement drawn(LocalDate from, LocalDate to) {
    StatementAnswer answer = isp.asks(() -> statements.draw(mary.id(), from, to));
    assertThat(answer).isInstanceOf(StatementAnswer.Drawn.class);
    return ((StatementAnswer.Drawn) answer).statement();
  }
}
