package io.washa.billing.documents;

import static io.washa.testing.World.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.washa.billing.documents.IssueAnswer.Reason;
import io.washa.billing.documents.SettleAnswer.Allocation;
import io.washa.ledger.Account;
import io.washa.testing.CoreTest;
import io.washa.testing.Isp;
import io.washa.testing.World;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

@CoreTest
class DocumentsTest {
  private static final NewDocument.Line LINE = NewDocument.Line.of("Internet", 133_400);

  private final Documents documents;
  private final Taxes taxes;
  private final Sellers sellers;
  private final Desk desk;
  private final JdbcClient jdbc;
  private final Isp isp;
  private final Isp.ASubscriber mary;

  DocumentsTest(
      World world, Documents documents, Taxes taxes, Sellers sellers, Desk desk, JdbcClient jdbc) {
    this.documents = documents;
    this.taxes = taxes;
    this.sellers = sellers;
    this.desk = desk;
    this.jdbc = jdbc;
    this.isp = world.anIsp();
    this.mary = world.aSubscriber(isp);
    desk.setsTaxes(isp);
  }

  @AfterEach
  void theBooksAgree() {
    desk.theBooksAgree(isp);
  }

  @Test
  void anInvoiceIsKeptWholeAndBooked() {
    Party seller = new Party("Mtaani Networks Ltd", KraPin.parse("p051234567q").orElseThrow());
    Party buyer = new Party("Acme Ltd", KraPin.parse("P 000000001 Z").orElseThrow());
    assertThat(isp.asks(() -> sellers.set(seller))).isTrue();
    LocalDate due = LocalDate.of(2099, 1, 31);

    Document issued =
        desk.issued(
            isp,
            NewDocument.of(
                    mary.id(),
                    LINE.coded("NET10").times(new BigDecimal("1.5")),
                    NewDocument.Line.of("Router deposit", 50_000).untaxed().to(Account.SUSPENSE))
                .to(buyer)
                .due(due)
                .ordered("LPO-7")
                .noting("Thank you"));

    Document read = desk.now(isp, issued);
    assertThat(read.seller()).isEqualTo(seller);
    assertThat(read.buyer()).isEqualTo(buyer);
    assertThat(read.dueOn()).isEqualTo(due);
    assertThat(read.lpo()).isEqualTo("LPO-7");
    assertThat(read.note()).isEqualTo("Thank you");
    assertThat(read.lines()).isEqualTo(issued.lines());
    assertThat(read.lines().getFirst().quantity()).isEqualByComparingTo("1.5");
    assertThat(read.taxes()).extracting(TaxPart::amount).containsExactly(15_000L, 18_400L);
    assertThat(read.total()).isEqualTo(183_400);
    assertThat(read.state()).isEqualTo(Document.State.OPEN);
    assertThat(isp.asks(() -> documents.findByLabel(" inv-000001 ")).orElseThrow().id())
        .isEqualTo(read.id());
    assertThat(desk.account(isp, Account.RECEIVABLES)).isEqualTo(183_400);
    assertThat(desk.account(isp, Account.SALES)).isEqualTo(-100_000);
    assertThat(desk.account(isp, Account.SUSPENSE)).isEqualTo(-50_000);
    assertThat(desk.account(isp, Account.TAXES)).isEqualTo(-33_400);
  }

  @Test
  void aSubscriberBuysByNameAndTheIspSellsByItsTradeNameUnlessToldOtherwise() {
    Document issued = desk.invoices(isp, mary, 100);

    assertThat(issued.buyer()).isEqualTo(new Party("Mary Wanjiku", null));
    assertThat(issued.seller()).isEqualTo(new Party(isp.tenant().name(), null));
    assertThat(isp.asks(() -> sellers.set(new Party(" ", null)))).isFalse();
  }

  @Test
  void aProformaIsInNoBook() {
    IssueAnswer answer = isp.asks(() -> documents.issueProforma(NewDocument.of(mary.id(), LINE)));

    Document offer = ((IssueAnswer.Issued) answer).document();
    assertThat(offer.etims().state()).isEqualTo(EtimsStatus.State.NONE);
    assertThat(offer.outstanding()).isZero();
    assertThat(desk.account(isp, Account.RECEIVABLES)).isZero();
    assertThat(isp.asks(() -> documents.open(mary.id()))).isEmpty();
    assertThat(isp.asks(() -> documents.creditAll(offer.id(), "")))
        .isEqualTo(new CreditAnswer.NoInvoice());
  }

  @Test
  void whatCannotBeInvoicedIsRefusedWithItsReason() {
    NewDocument good = NewDocument.of(mary.id(), LINE);
    LocalDate today = isp.asks(() -> desk.invoices(isp, mary, 1)).issuedOn();

    assertRefused(Reason.NO_SUBSCRIBER, NewDocument.of(UUID.randomUUID(), LINE));
    assertRefused(Reason.LINES, NewDocument.of(mary.id()));
    assertRefused(Reason.LINES, NewDocument.of(mary.id(), times(201)));
    assertRefused(Reason.AMOUNT, NewDocument.of(mary.id(), NewDocument.Line.of("Less", -1)));
    assertRefused(Reason.AMOUNT, NewDocument.of(mary.id(), LINE.times(BigDecimal.ZERO)));
    assertRefused(Reason.TEXT, NewDocument.of(mary.id(), NewDocument.Line.of(" ", 1)));
    assertRefused(Reason.TEXT, good.ordered("7".repeat(61)));
    assertRefused(Reason.TEXT, good.to(new Party("", null)));
    assertRefused(Reason.DUE_DATE, good.due(today.minusDays(1)));

    assertIssued(good);
    assertIssued(NewDocument.of(mary.id(), times(200)));
    assertIssued(good.ordered("7".repeat(60)));
    assertIssued(good.due(today));
  }

  @Test
  void oneCauseIsInvoicedOnce() {
    NewDocument november = NewDocument.of(mary.id(), LINE).because("subscription:1:2026-11");
    Document first = desk.issued(isp, november);

    IssueAnswer again = isp.asks(() -> documents.issue(november));

    assertThat(((IssueAnswer.Already) again).document().id()).isEqualTo(first.id());

    Document next = desk.issued(isp, november.because("subscription:1:2026-12"));
    assertThat(next.number()).isEqualTo(first.number() + 1);
  }

  @Test
  void whatIsIssuedCannotBeRewrittenByTheTenantsRole() {
    Document issued = desk.invoices(isp, mary, 100);
    desk.pays(isp, mary, 100);
    settles(100, "payment:1");

    assertForbidden("UPDATE document SET total = 1");
    assertForbidden("UPDATE document SET buyer_name = 'x'");
    assertForbidden("DELETE FROM document");
    assertForbidden("UPDATE settlement SET amount = 1");
    assertForbidden("DELETE FROM settlement");
    assertForbidden("DELETE FROM document_series");
    assertThatCode(() -> execute("UPDATE document SET etims_error = 'x'"))
        .doesNotThrowAnyException();
    assertThat(desk.now(isp, issued).etims().error()).isEqualTo("x");
  }

  @Test
  void moneySettlesTheOldestInvoiceFirst() {
    Document first = desk.invoices(isp, mary, 1000);
    Document second = desk.invoices(isp, mary, 2000);
    Document third = desk.invoices(isp, mary, 4000);
    desk.pays(isp, mary, 2500);

    SettleAnswer answer = settles(2500, "payment:1");

    assertThat(answer)
        .isEqualTo(
            new SettleAnswer.Settled(
                List.of(
                    new Allocation(first.id(), first.label(), 1000),
                    new Allocation(second.id(), second.label(), 1500)),
                0));
    assertThat(states(first, second, third))
        .containsExactly(Document.State.PAID, Document.State.PART_PAID, Document.State.OPEN);
    assertThat(isp.asks(() -> documents.open(mary.id())))
        .extracting(Document::outstanding)
        .containsExactly(500L, 4000L);
    assertThat(desk.wallet(isp, mary)).isZero();
  }

  @Test
  void invoicesThatAreToGoFirstGoFirst() {
    Document debt = desk.invoices(isp, mary, 1000);
    Document older = desk.invoices(isp, mary, 1000);
    Document service = desk.invoices(isp, mary, 1000);
    desk.pays(isp, mary, 1500);
    List<UUID> first = List.of(UUID.randomUUID(), service.id());

    SettleAnswer answer = isp.asks(() -> documents.settle(mary.id(), 1500, "payment:1", first));

    assertThat(((SettleAnswer.Settled) answer).allocations())
        .extracting(Allocation::invoice)
        .containsExactly(service.id(), debt.id());
    assertThat(states(debt, older, service))
        .containsExactly(Document.State.PART_PAID, Document.State.OPEN, Document.State.PAID);
  }

  @Test
  void whatNoInvoiceAsksForStaysInTheWallet() {
    desk.invoices(isp, mary, 1000);
    desk.pays(isp, mary, 1700);

    SettleAnswer answer = settles(1700, "payment:1");

    assertThat(((SettleAnswer.Settled) answer).left()).isEqualTo(700);
    assertThat(desk.wallet(isp, mary)).isEqualTo(700);
  }

  @Test
  void theSameMoneySettlesOnce() {
    Document invoice = desk.invoices(isp, mary, 1000);
    desk.pays(isp, mary, 600);
    desk.pays(isp, mary, 600);

    settles(400, "payment:1");
    SettleAnswer again = settles(400, "payment:1");

    assertThat(again)
        .isEqualTo(
            new SettleAnswer.Already(List.of(new Allocation(invoice.id(), invoice.label(), 400))));
    assertThat(desk.now(isp, invoice).outstanding()).isEqualTo(600);
    assertThat(settles(400, "payment:2")).isInstanceOf(SettleAnswer.Settled.class);
    assertThat(desk.now(isp, invoice).outstanding()).isEqualTo(200);
  }

  @Test
  void moreThanTheWalletHoldsIsRefusedAndWhatItHoldsIsNot() {
    desk.invoices(isp, mary, 1000);
    desk.pays(isp, mary, 600);

    assertThat(settles(601, "payment:1")).isEqualTo(new SettleAnswer.TooLittle(600));
    assertThat(settles(0, "payment:1")).isEqualTo(new SettleAnswer.NoMoney());
    assertThat(settles(600, "payment:1")).isInstanceOf(SettleAnswer.Settled.class);
  }

  @Test
  void creditNotesTogetherTakeBackWhatWasChargedToTheCent() {
    Document invoice = desk.invoices(isp, mary, 1999, 1, 3333);

    for (long amount : new long[] {1, 999, 500, 499}) {
      credits(invoice, new NewCredit.Part(1, amount));
    }
    CreditAnswer rest = isp.asks(() -> documents.creditAll(invoice.id(), "moved away"));

    assertThat(rest).isInstanceOf(CreditAnswer.Credited.class);
    assertThat(desk.now(isp, invoice).state()).isEqualTo(Document.State.CREDITED);
    assertThat(desk.account(isp, Account.SALES)).isZero();
    assertThat(desk.account(isp, Account.TAXES)).isZero();
  }

  @Test
  void aCreditNoteNeverTakesMoreThanIsLeft() {
    Document invoice = desk.invoices(isp, mary, 1000, 500);
    credits(invoice, new NewCredit.Part(1, 400));

    assertThat(tries(invoice, new NewCredit.Part(1, 601)))
        .isEqualTo(new CreditAnswer.WrongAmount(600));
    assertThat(tries(invoice, new NewCredit.Part(1, 600), new NewCredit.Part(1, 1)))
        .isEqualTo(new CreditAnswer.WrongAmount(0));
    assertThat(tries(invoice, new NewCredit.Part(2, 0)))
        .isEqualTo(new CreditAnswer.WrongAmount(500));
    assertThat(tries(invoice)).isEqualTo(new CreditAnswer.WrongAmount(1100));
    assertThat(tries(invoice, new NewCredit.Part(3, 1))).isEqualTo(new CreditAnswer.NoLine(3));
    assertThat(isp.asks(() -> documents.creditAll(UUID.randomUUID(), "")))
        .isEqualTo(new CreditAnswer.NoInvoice());

    credits(invoice, new NewCredit.Part(1, 600), new NewCredit.Part(2, 500));
    assertThat(isp.asks(() -> documents.creditAll(invoice.id(), "")))
        .isEqualTo(new CreditAnswer.WrongAmount(0));
  }

  @Test
  void whatWasPaidOfACreditedInvoiceGoesBackToTheWallet() {
    Document invoice = desk.invoices(isp, mary, 1000);
    desk.pays(isp, mary, 600);
    settles(600, "payment:1");

    CreditAnswer credited = tries(invoice, new NewCredit.Part(1, 500));

    assertThat(((CreditAnswer.Credited) credited).refunded()).isEqualTo(100);
    assertThat(desk.wallet(isp, mary)).isEqualTo(100);
    assertThat(desk.now(isp, invoice).settled()).isEqualTo(new Document.Settled(500, 500, 0));
    assertThat(desk.now(isp, invoice).state()).isEqualTo(Document.State.PAID);
  }

  @Test
  void taxesGoBackAsTheyWereCharged() {
    Document invoice = desk.invoices(isp, mary, 133_400);
    LocalDate today = invoice.issuedOn();
    assertThat(isp.asks(() -> taxes.set(new Tax("VAT", "VAT", 2, 1800, today))))
        .isInstanceOf(Taxes.Answer.Set.class);

    CreditAnswer credited = isp.asks(() -> documents.creditAll(invoice.id(), "late rate"));

    assertThat(((CreditAnswer.Credited) credited).note().taxes()).isEqualTo(invoice.taxes());
    assertThat(desk.invoices(isp, mary, 133_400).taxes()).isNotEqualTo(invoice.taxes());
  }

  @Test
  void aWithholdingCertificateReducesWhatIsDueOnce() {
    Document invoice = desk.invoices(isp, mary, 1000);

    assertThat(withholds(invoice, " ", 50)).isEqualTo(new WithholdAnswer.NoCertificate());
    assertThat(withholds(invoice, "W-1", 1001)).isEqualTo(new WithholdAnswer.WrongAmount(1000));
    assertThat(withholds(invoice, "W-1", 0)).isEqualTo(new WithholdAnswer.WrongAmount(1000));
    assertThat(withholds(invoice, "W-1", 50)).isInstanceOf(WithholdAnswer.Withheld.class);
    assertThat(withholds(invoice, "W-1", 50)).isEqualTo(new WithholdAnswer.Already());
    assertThat(isp.asks(() -> documents.withhold(UUID.randomUUID(), "W-1", 50)))
        .isEqualTo(new WithholdAnswer.NoInvoice());

    assertThat(desk.now(isp, invoice).outstanding()).isEqualTo(950);
    assertThat(desk.now(isp, invoice).state()).isEqualTo(Document.State.PART_PAID);
    assertThat(desk.account(isp, Account.TAX_WITHHELD)).isEqualTo(50);
    assertThat(tries(invoice, new NewCredit.Part(1, 951)))
        .isEqualTo(new CreditAnswer.WrongAmount(950));
    assertThat(tries(invoice, new NewCredit.Part(1, 950)))
        .isInstanceOf(CreditAnswer.Credited.class);
  }

  @Test
  void aTaxHoldsFromItsDayAndOneInForceStays() {
    LocalDate day = LocalDate.of(2021, 7, 1);
    Tax lower = new Tax("VAT", "VAT", 2, 1400, day);

    assertThat(isp.asks(() -> taxes.set(lower))).isEqualTo(new Taxes.Answer.Set(lower));
    assertThat(isp.asks(() -> taxes.set(new Tax("VAT", "VAT", 2, 1500, day))))
        .isEqualTo(new Taxes.Answer.Refused(Taxes.Reason.IN_FORCE));
    assertThat(isp.asks(() -> taxes.set(new Tax("vat", "VAT", 2, 1500, day.plusDays(1)))))
        .isEqualTo(new Taxes.Answer.Refused(Taxes.Reason.BAD_NAME));
    assertThat(isp.asks(() -> taxes.set(new Tax("VAT", "VAT", 0, 1500, day.plusDays(1)))))
        .isEqualTo(new Taxes.Answer.Refused(Taxes.Reason.BAD_RATE));
    LocalDate later = LocalDate.of(2098, 1, 1);
    isp.asks(() -> taxes.set(new Tax("VAT", "VAT", 2, 1500, later)));
    assertThat(isp.asks(() -> taxes.set(new Tax("VAT", "VAT", 2, 0, later))))
        .isInstanceOf(Taxes.Answer.Set.class);

    assertThat(rates(day.minusDays(1))).containsExactly(1500, 1600);
    assertThat(rates(day)).containsExactly(1500, 1400);
    assertThat(rates(later)).containsExactly(1500);
    assertThat(rates(LocalDate.of(2019, 12, 31))).isEmpty();
  }

  @Test
  void anInvoiceIsOverdueTheDayAfterItsDay() {
    Document invoice = desk.invoices(isp, mary, 100);
    assertThat(isp.asks(() -> documents.overdue(10))).isEmpty();

    execute(
        "INSERT INTO document (kind, number, label, subscriber_id, issued_at, issued_on,"
            + " due_on, seller_name, buyer_name, lines, tax, total, etims_state)"
            + " SELECT kind, 0, 'OLD', subscriber_id, issued_at, issued_on, issued_on - 1, seller_name,"
            + " buyer_name, lines, tax, total, etims_state FROM document");

    assertThat(isp.asks(() -> documents.overdue(10)))
        .extracting(Document::label)
        .containsExactly("OLD");
    // The books know nothing of that one.
    isp.asks(() -> documents.creditAll(invoice.id(), ""));
    execute(
        "INSERT INTO settlement (invoice_id, kind, amount, cause, settled_at)"
            + " SELECT id, 'credit', 100, 'test', issued_at FROM document WHERE label = 'OLD'");
  }

  @Test
  void withoutAnAdapterDocumentsWaitForEtimsInSight() {
    Document invoice = desk.invoices(isp, mary, 100);
    CreditAnswer credited = isp.asks(() -> documents.creditAll(invoice.id(), ""));
    Document note = ((CreditAnswer.Credited) credited).note();

    for (Document document : List.of(invoice, note)) {
      eventually(
          "it was tried",
          () -> desk.now(isp, document).etims().state() == EtimsStatus.State.NOT_CONNECTED);
    }
  }

  private static NewDocument.Line[] times(int count) {
    return Collections.nCopies(count, LINE).toArray(NewDocument.Line[]::new);
  }

  private void assertRefused(Reason reason, NewDocument wanted) {
    assertThat(isp.asks(() -> documents.issue(wanted))).isEqualTo(new IssueAnswer.Refused(reason));
  }

  private void assertIssued(NewDocument wanted) {
    assertThat(isp.asks(() -> documents.issue(wanted))).isInstanceOf(IssueAnswer.Issued.class);
  }

  private void assertForbidden(String sql) {
    assertThatThrownBy(() -> execute(sql)).rootCause().hasMessageContaining("permission denied");
  }

  private void execute(String sql) {
    isp.does(() -> jdbc.sql(sql).update());
  }

  private SettleAnswer settles(long amount, String cause) {
    return isp.asks(() -> documents.settle(mary.id(), amount, cause));
  }

  private WithholdAnswer withholds(Document invoice, String certificate, long amount) {
    return isp.asks(() -> documents.withhold(invoice.id(), certificate, amount));
  }

  private CreditAnswer tries(Document invoice, NewCredit.Part... parts) {
    return isp.asks(
        () -> documents.credit(new NewCredit(invoice.id(), List.of(parts), "complaint", null)));
  }

  private void credits(Document invoice, NewCredit.Part... parts) {
    assertThat(tries(invoice, parts)).isInstanceOf(CreditAnswer.Credited.class);
  }

  private List<Document.State> states(Document... of) {
    return java.util.Arrays.stream(of).map(document -> desk.now(isp, document).state()).toList();
  }

  private List<Integer> rates(LocalDate day) {
    return isp.asks(() -> taxes.at(day)).taxes().stream().map(Tax::rateBp).toList();
  }
}
