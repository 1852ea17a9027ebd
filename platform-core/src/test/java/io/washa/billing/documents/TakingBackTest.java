package io.washa.billing.documents;

import static org.assertj.core.api.Assertions.assertThat;

import io.washa.audit.Audit;
import io.washa.ledger.Account;
import io.washa.testing.CoreTest;
import io.washa.testing.Isp;
import io.washa.testing.World;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What was settled, withheld or invoiced by mistake is taken back, once and to the cent. */
@CoreTest
class TakingBackTest {
  private final Documents documents;
  private final TenantDays days;
  private final Audit audit;
  private final Desk desk;
  private final Isp isp;
  private final Isp.ASubscriber mary;

  TakingBackTest(World world, Documents documents, TenantDays days, Audit audit, Desk desk) {
    this.documents = documents;
    this.days = days;
    this.audit = audit;
    this.desk = desk;
    this.isp = world.anIsp();
    this.mary = world.aSubscriber(isp);
  }

  @AfterEach
  void theBooksAgree() {
    desk.theBooksAgree(isp);
  }

  @Test
  void whatAPaymentHadSettledIsOpenAgainOnce() {
    Document first = desk.invoices(isp, mary, 700);
    Document second = desk.invoices(isp, mary, 500);
    desk.pays(isp, mary, 1000);
    settles(1000, "payment:1");
    assertThat(desk.now(isp, second).outstanding()).isEqualTo(200);

    assertThat(unsettles("payment:2")).as("settled nothing").isZero();
    assertThat(unsettles("payment:1")).isEqualTo(1000);
    assertThat(unsettles("payment:1")).as("twice").isZero();

    assertThat(desk.now(isp, first).outstanding()).isEqualTo(700);
    assertThat(desk.now(isp, second).outstanding()).isEqualTo(500);
    assertThat(desk.wallet(isp, mary)).isEqualTo(1000);
  }

  @Test
  void whatACreditNoteGaveBackBeforeIsNotGivenTwice() {
    Document invoice = desk.invoices(isp, mary, 1000);
    desk.pays(isp, mary, 1000);
    settles(1000, "payment:1");
    assertThat(
            isp.asks(() ->
                documents.credit(
                    new NewCredit(
                        invoice.id(), List.of(new NewCredit.Part(1, 400)), "slow", null))))
        .isInstanceOf(CreditAnswer.Credited.class);

    assertThat(unsettles("payment:1")).isEqualTo(600);

    assertThat(desk.wallet(isp, mary)).isEqualTo(1000);
    assertThat(desk.now(isp, invoice).outstanding()).isEqualTo(600);
  }

  @Test
  void moneyPaysWhatIsDueAndNotTheInstalmentsThatAreNotUnlessTheyAreNamed() {
    LocalDate today = isp.asks(days::today);
    Document later = due(today.plusDays(1));
    Document now = due(today);
    desk.pays(isp, mary, 3000);

    settles(3000, "payment:1");
    assertThat(desk.now(isp, now).outstanding()).isZero();
    assertThat(desk.now(isp, later).outstanding()).isEqualTo(1000);

    isp.asks(() -> documents.settle(mary.id(), 1500, "desk:1", List.of(later.id())));
    assertThat(desk.now(isp, later).outstanding()).isZero();
    assertThat(desk.wallet(isp, mary)).isEqualTo(1000);
  }

  @Test
  void aDepositOnAnInvoiceIsTheSubscribersAndComesBackWithACreditNote() {
    Document invoice =
        desk.issued(
            isp,
            NewDocument.of(
                mary.id(),
                NewDocument.Line.of("Router deposit", 2000).untaxed().to(Account.DEPOSITS),
                NewDocument.Line.of("Installation", 1000).to(Account.FEES)));
    assertThat(desk.account(isp, Account.DEPOSITS)).isEqualTo(-2000);

    assertThat(isp.asks(() -> documents.creditAll(invoice.id(), "not wanted")))
        .isInstanceOf(CreditAnswer.Credited.class);
    assertThat(desk.account(isp, Account.DEPOSITS)).isZero();
  }

  @Test
  void allThatCanBeCreditedIsCreditedWhenSomethingWasWithheld() {
    Document invoice = desk.invoices(isp, mary, 600, 400);
    assertThat(isp.asks(() -> documents.withhold(invoice.id(), "W-1", 50)))
        .isInstanceOf(WithholdAnswer.Withheld.class);

    assertThat(isp.asks(() -> documents.creditAll(invoice.id(), "wrong customer")))
        .isInstanceOfSatisfying(
            CreditAnswer.Credited.class,
            credited -> assertThat(credited.note().total()).isEqualTo(950));
    assertThat(isp.asks(() -> documents.creditAll(invoice.id(), "again")))
        .isEqualTo(new CreditAnswer.WrongAmount(0));
    assertThat(desk.now(isp, invoice).outstanding()).isZero();
  }

  @Test
  void aCertificateIsTakenBackWithAReasonOnce() {
    Document invoice = desk.invoices(isp, mary, 1000);
    assertThat(isp.asks(() -> documents.withhold(invoice.id(), "W-1", 50)))
        .isInstanceOf(WithholdAnswer.Withheld.class);

    assertThat(takesBack(invoice, "W-1", " ")).as("without a reason").isFalse();
    assertThat(takesBack(invoice, "W-2", "forged")).as("another number").isFalse();
    assertThat(takesBack(invoice, "W-1", "forged")).isTrue();
    assertThat(takesBack(invoice, "W-1", "forged")).as("twice").isFalse();

    assertThat(desk.now(isp, invoice).outstanding()).isEqualTo(1000);
    assertThat(desk.account(isp, Account.TAX_WITHHELD)).isZero();
    assertThat(isp.asks(() -> audit.of("document:" + invoice.id())))
        .extracting(entry -> entry.deed().actor())
        .containsExactly("owner@example");
  }

  private boolean takesBack(Document invoice, String certificate, String reason) {
    return isp.<Boolean>asks(
        () -> documents.takeBackCertificate(invoice.id(), certificate, reason, "owner@example"));
  }

  private Document due(LocalDate day) {
    return desk.issued(isp, NewDocument.of(mary.id(), NewDocument.Line.of("Part", 1000)).due(day));
  }

  private void settles(long amount, String cause) {
    isp.asks(() -> documents.settle(mary.id(), amount, cause));
  }

  private long unsettles(String cause) {
    return isp.<Long>asks(() -> documents.unsettle(mary.id(), cause, "wrong person"));
  }
}
