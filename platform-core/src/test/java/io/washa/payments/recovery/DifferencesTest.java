package io.washa.payments.recovery;

import static io.washa.testing.World.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.washa.billing.approvals.ApprovalKind;
import io.washa.billing.approvals.Approvals;
import io.washa.billing.approvals.Asked;
import io.washa.billing.approvals.Decided;
import io.washa.billing.approvals.NewApproval;
import io.washa.identity.StaffMember;
import io.washa.identity.StaffRole;
import io.washa.insight.ProofNews;
import io.washa.ledger.Account;
import io.washa.ledger.Entry;
import io.washa.ledger.Ledger;
import io.washa.payments.ByHand;
import io.washa.payments.recovery.DailyProof.Finding;
import io.washa.payments.recovery.DailyProof.Kind;
import io.washa.payments.recovery.Explaining.Outcome;
import io.washa.payments.recovery.Explaining.Said;
import io.washa.payments.recovery.StatementImport.Imported;
import io.washa.testing.CoreTest;
import io.washa.testing.Isp;
import io.washa.testing.Safaricom;
import io.washa.testing.World;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** What makes the two sides differ, and what a person does about it. */
@CoreTest
class DifferencesTest {
  private static final ZoneId NAIROBI = ZoneId.of("Africa/Nairobi");

  private final World world;
  private final JdbcClient jdbc;
  private final StatementImport statements;
  private final DailyProof proof;
  private final ProveDay nightly;
  private final Explaining explaining;
  private final ByHand byHand;
  private final Ledger ledger;
  private final TransactionTemplate transaction;
  private final ProofNews.Reader news;
  private final Approvals approvals;
  private final Clock clock;
  private Isp isp;
  private Isp.ASubscriber mary;
  private String number;
  private LocalDate today;

  DifferencesTest(World world, Books books, DailyProof proof, Clock clock) {
    this.world = world;
    this.jdbc = books.jdbc();
    this.statements = books.statements();
    this.nightly = books.nightly();
    this.explaining = books.explaining();
    this.byHand = books.byHand();
    this.ledger = books.ledger();
    this.transaction = books.transaction();
    this.news = books.news();
    this.approvals = books.approvals();
    this.proof = proof;
    this.clock = clock;
  }

  /** What the tests work with. */
  @Component
  record Books(
      JdbcClient jdbc,
      StatementImport statements,
      ProveDay nightly,
      Explaining explaining,
      ByHand byHand,
      Ledger ledger,
      TransactionTemplate transaction,
      ProofNews.Reader news,
      Approvals approvals) {}

  @BeforeEach
  void anIsp() {
    isp = world.anIsp();
    mary = world.aSubscriber(isp);
    number = isp.payBill().number();
    today = LocalDate.ofInstant(clock.instant(), NAIROBI);
  }

  @Test
  void aStatementOfAWholeDayMakesItComplete() {
    LocalDate yesterday = today.minusDays(1);
    List<String> _ =
        Safaricom.paidBefore(
            number,
            mary.account().digits(),
            "20",
            yesterday.atTime(12, 0).atZone(NAIROBI).toInstant(),
            1);
    assertThat(proof(yesterday).complete()).isFalse();

    Imported _ = imported(Safaricom.export(number, yesterday, yesterday));

    assertThat(proof(yesterday).complete()).isTrue();
    assertThat(proof(yesterday).difference()).isZero();
    assertThat(proof(today).complete()).as("which has not been told of").isFalse();
  }

  @Test
  void theRestOfTodayIsNotToldByAStatementOfToday() {
    String _ = Safaricom.paysPayBill(number, mary.account().digits(), "20");

    assertThat(imported(Safaricom.export(number, today, today))).isInstanceOf(Imported.Done.class);

    assertThat(proof(today).complete()).isFalse();
    assertThat(count("SELECT count(*) FROM shortcode WHERE upper(told_all) <= work.platform_now()"))
        .isEqualTo(1);
  }

  @Test
  void aReversalThatIsToldBeforeItsPaymentTakesThePaymentBackWhenItComes() {
    Safaricom.faults(number, Map.of("callback", "drop"));
    String receipt = Safaricom.paysPayBill(number, mary.account().digits(), "20");
    String back = Safaricom.reverses(receipt);
    String all = Safaricom.export(number);
    String reversalOnly =
        all.lines().filter(line -> !line.startsWith(receipt)).reduce("", (a, b) -> a + b + "\n");

    Imported _ = imported(reversalOnly);
    assertThat(proof(today).findings()).extracting(Finding::kind).containsExactly(Kind.UNEXPLAINED);
    Imported _ = imported(all);

    assertThat(count("SELECT count(*) FROM payment WHERE reversal = '" + back + "'")).isEqualTo(1);
    assertThat(count("SELECT coalesce(sum(amount), 0) FROM posting WHERE account = '2900'"))
        .isZero();
    assertThat(count("SELECT sum(amount) FROM posting WHERE account = '1100'")).isZero();
    assertThat(proof(today).differs()).isFalse();
  }

  @Test
  void aPartOfAPaymentThatIsGivenBackIsForAPersonAndTheWholeIsNot() {
    String part = Safaricom.paysPayBill(number, mary.account().digits(), "20");
    eventually("booked", () -> count("SELECT count(*) FROM payment") == 1);
    String _ = Safaricom.reverses(part, "5");

    Imported _ = imported(Safaricom.export(number));

    assertThat(count("SELECT count(*) FROM payment WHERE reversed_at IS NOT NULL")).isZero();
    assertThat(proof(today).difference()).isZero();
    assertThat(proof(today).findings()).extracting(Finding::kind).containsExactly(Kind.UNEXPLAINED);
    LineKey line = line(proof(today).findings().getFirst());

    assertThat(explain(line, Account.WALLETS)).isEqualTo(Outcome.DONE);
    assertThat(explain(line, Account.WALLETS)).as("once").isEqualTo(Outcome.NOT_OPEN);

    assertThat(proof(today).differs()).isFalse();
    assertThat(count("SELECT coalesce(sum(amount), 0) FROM posting WHERE account = '2900'"))
        .isZero();
    assertThat(count("SELECT sum(balance) FROM wallet")).isEqualTo(-500);
    assertThat(count("SELECT count(*) FROM audit WHERE action = 'line.explained'")).isEqualTo(1);
  }

  @Test
  void everyOtherLineIsBookedAsWhatItIsAlsoFromASpreadsheetWithRealDates() {
    String paid = Safaricom.paysPayBill(number, mary.account().digits(), "100");
    String _ = Safaricom.takes(number, "charge", paid, "3");
    String _ = Safaricom.takes(number, "charge-reversal", paid, "1");
    String _ = Safaricom.takes(number, "deposit", "", "50");
    String _ = Safaricom.takes(number, "payout", "", "40");

    assertThat(imported(Safaricom.spreadsheet(number)))
        .isEqualTo(new Imported.Done(5, 5, List.of()));
    assertThat(imported(Safaricom.export(number)))
        .as("the same in another format")
        .isEqualTo(new Imported.Done(5, 0, List.of()));

    assertThat(proof(today).difference()).isZero();
    assertThat(count("SELECT sum(amount) FROM posting WHERE account = '5100'")).isEqualTo(200);
    assertThat(count("SELECT sum(amount) FROM posting WHERE account = '1150'")).isEqualTo(-5000);
    LineKey line = line(proof(today).findings().getFirst());
    assertThat(explain(line, Account.OTHER_BUSINESS)).isEqualTo(Outcome.DONE);
    assertThat(proof(today).differs()).isFalse();
  }

  @Test
  void severalChargesOfOneReceiptAreEachBookedOnceHoweverOftenTheyAreTold() {
    String row = "UKN1CHARGE1,%s 10:00:0%d,Pay Bill Charge,Completed,,-%s,%s,%n";
    String one = row.formatted(today, 1, "1.00", "99.00");
    String two = row.formatted(today, 2, "2.00", "97.00");
    String again = row.formatted(today, 2, "2.00", "95.00");

    assertThat(imported(head() + one + two + again)).isEqualTo(new Imported.Done(3, 3, List.of()));
    assertThat(imported(head() + two + again)).isEqualTo(new Imported.Done(2, 0, List.of()));
    assertThat(imported(head() + again)).isEqualTo(new Imported.Done(1, 0, List.of()));

    assertThat(count("SELECT sum(amount) FROM posting WHERE account = '5100'")).isEqualTo(500);
    assertThat(proof(today).difference()).isZero();
  }

  @Test
  void aPaymentWhoseAmountChangesBetweenStatementsIsAProblem() {
    String row = "UKN1PAYMEN1,%s 10:00:00,Pay Bill from 254712345678 - J Acc. x,Completed,%s,,,%n";
    assertThat(imported(head() + row.formatted(today, "20.00")))
        .isEqualTo(new Imported.Done(1, 1, List.of()));

    assertThat(imported(head() + row.formatted(today, "30.00")))
        .isInstanceOfSatisfying(
            Imported.Done.class,
            done -> assertThat(done.problems()).singleElement().asString().contains("KSh 20.00"));
    assertThat(imported(head() + row.formatted(today, "20.00")))
        .isEqualTo(new Imported.Done(1, 0, List.of()));
  }

  @Test
  void aPaymentOfADayFarFromItsLineIsOfTheLinesDay() {
    LocalDate before = today.minusDays(5);
    String url = Safaricom.registration(number).get("confirmationUrl").asString();
    assertThat(
            Safaricom.posts(
                url,
                """
                {"TransactionType":"Pay Bill","TransID":"ukn1farday","TransTime":"%s",
                 "TransAmount":"20.00","BusinessShortCode":"%s","BillRefNumber":"x",
                 "MSISDN":"2547 ***** 678","FirstName":"NAME1"}
                """
                    .formatted(today.toString().replace("-", "") + "000001", number)))
        .isEqualTo(200);

    Imported _ =
        imported(
            head()
                + "UKN1FARDAY,%s 10:00:00,Pay Bill from 254712345678 - J Acc. x,Completed,20,,,%n"
                    .formatted(before));

    assertThat(count("SELECT count(*) FROM payment")).as("whatever the case").isEqualTo(1);
    assertThat(proof(before))
        .extracting(
            DailyProof.Proof::mpesa,
            DailyProof.Proof::payments,
            DailyProof.Proof::ledger,
            DailyProof.Proof::suspense)
        .containsExactly(2000L, 2000L, 2000L, 2000L);
    assertThat(proof(today).ledger()).isZero();
  }

  @Test
  void whatWasRefundedFromTheAccountIsTiedToItsLine() {
    String _ = Safaricom.paysPayBill(number, mary.account().digits(), "50");
    eventually("renewed", () -> count("SELECT count(*) FROM period") == 1);
    isp.does(() ->
        transaction.executeWithoutResult(_ ->
            ledger.book(
                new Entry(
                    "refund",
                    "by-hand",
                    clock.instant(),
                    "paid too much",
                    List.of(
                        Entry.Posting.debitWallet(mary.id(), 3000),
                        Entry.Posting.credit(Account.MPESA_CLEARING, 3000))))));
    String _ = Safaricom.takes(number, "payout", "", "30");
    Imported _ = imported(Safaricom.export(number));
    assertThat(proof(today).findings())
        .extracting(Finding::kind)
        .containsExactlyInAnyOrder(Kind.WITHOUT_LINE, Kind.UNEXPLAINED);
    assertThat(proof(today).difference()).isEqualTo(3000);
    Finding unexplained =
        proof(today).findings().stream()
            .filter(f -> f.kind() == Kind.UNEXPLAINED)
            .findFirst()
            .orElseThrow();

    Explaining.Loose refund =
        isp.asks(() -> explaining.loose(unexplained.mpesa(), unexplained.at())).getFirst();
    assertThat(
            isp.asks(() ->
                explaining.tie(
                    line(unexplained), refund.entry(), new Said("owner@example", "the refund"))))
        .isEqualTo(Outcome.DONE);

    assertThat(proof(today).differs()).isFalse();
    assertThat(proof(today).difference()).isZero();
  }

  @Test
  void whatMPesaDoesNotKnowIsStruckByTwoAndPutBackOnceItIsKnown() {
    var _ =
        isp.asks(() ->
            byHand.enter(
                mary.service(),
                new ByHand.Seen(isp.payBill().id(), "UKN1WRONG1", 2000, clock.instant()),
                "seen on the phone",
                "cashier@example"));
    eventually("renewed", () -> count("SELECT count(*) FROM period") == 1);
    tellWholeDay();
    Finding unknown = proof(today).findings().getFirst();
    assertThat(unknown.kind()).isEqualTo(Kind.NOT_AT_MPESA);
    var payment = Objects.requireNonNull(unknown.about().payment());

    StaffMember cashier = member("cashier@example", StaffRole.CASHIER);
    Asked asked =
        isp.asks(() ->
            approvals.ask(
                NewApproval.ofPayment(ApprovalKind.STRIKE, payment, "mistyped"), cashier));
    UUID approval = ((Asked.Waits) asked).approval();
    assertThat(isp.asks(() -> approvals.approve(approval, cashier)))
        .isInstanceOf(Decided.NotAllowed.class);
    assertThat(proof(today).difference()).isEqualTo(-2000);
    assertThat(
            isp.asks(() -> approvals.approve(approval, member("owner@example", StaffRole.OWNER))))
        .isInstanceOf(Decided.Done.class);

    assertThat(proof(today).differs()).isFalse();
    assertThat(count("SELECT count(*) FROM subscription WHERE state = 'active'")).isZero();

    Imported _ =
        imported(
            head()
                + "UKN1WRONG1,%s 00:00:01,Pay Bill from 254712345678 - J Acc. x,Completed,20,,,%n"
                    .formatted(today));

    assertThat(proof(today).differs()).isFalse();
    assertThat(proof(today).ledger()).isEqualTo(2000);
    eventually(
        "bought anew",
        () -> count("SELECT count(*) FROM subscription WHERE state = 'active'") == 1);
    assertThat(count("SELECT sum(amount) FROM posting")).isZero();
  }

  private static StaffMember member(String email, StaffRole role) {
    return new StaffMember(UUID.randomUUID(), email, email, email, role);
  }

  @Test
  void theNightSaysWhatDiffersApartFromWhatWasNotTold() {
    LocalDate yesterday = today.minusDays(1);
    prove();
    assertThat(state()).isEqualTo("not_told");
    List<String> _ =
        Safaricom.paidBefore(
            number,
            mary.account().digits(),
            "20",
            yesterday.atTime(9, 0).atZone(NAIROBI).toInstant(),
            1);
    Imported _ = imported(Safaricom.export(number, yesterday, yesterday));
    prove();
    assertThat(state()).isEqualTo("zero");

    Imported _ =
        imported(
            head()
                + "UKN1PAYOUT,%s 10:00:00,Business Payment,Completed,,-5,,%n"
                    .formatted(yesterday.minusDays(2)));
    prove();

    assertThat(state()).isEqualTo("differs");
    assertThat(isp.asks(news::all))
        .containsExactly(new ProofNews(number, ProofNews.State.DIFFERS, yesterday.minusDays(2), 0));
  }

  @Test
  void aFileThatDoesNotSayWhoseItIsIsTakenOnlyIfSomebodySaysSo() {
    String file =
        head().lines().skip(1).reduce("", (a, b) -> a + b + "\n")
            + "UKN1UNNAME,%s 10:00:00,Pay Bill from 254712345678 - J Acc. x,Completed,20,,,%n"
                .formatted(today);

    assertThat(imported(file)).isInstanceOf(Imported.Refused.class);
    assertThat(
            isp.asks(() ->
                statements.run(
                    new StatementImport.Order(isp.payBill().id(), "owner@example", true),
                    new ByteArrayInputStream(file.getBytes(StandardCharsets.UTF_8)),
                    _ -> {})))
        .isEqualTo(new Imported.Done(1, 1, List.of()));
  }

  private Outcome explain(LineKey line, Account account) {
    return isp.asks(
        () -> explaining.explain(line, account, new Said("owner@example", "as the bank says")));
  }

  private static LineKey line(Finding finding) {
    return Objects.requireNonNull(finding.about().line());
  }

  private String head() {
    return """
    Short Code:,%s

    Receipt No.,Completion Time,Details,Transaction Status,Paid In,Withdrawn,Balance,Linked Transaction ID
    """
        .formatted(number);
  }

  private void prove() {
    isp.does(() -> nightly.handle(new ProveDay.Yesterday(isp.payBill().id())));
  }

  private String state() {
    return isp.asks(() ->
        jdbc.sql("SELECT proof_state FROM shortcode").query((row, _) -> row.getString(1)).single());
  }

  private void tellWholeDay() {
    isp.does(() ->
        jdbc.sql("UPDATE shortcode SET told = told + '{[2000-01-01,2100-01-01)}'::tstzmultirange")
            .update());
  }

  private Imported imported(String csv) {
    return imported(csv.getBytes(StandardCharsets.UTF_8));
  }

  private Imported imported(byte[] file) {
    return isp.asks(() ->
        statements.run(
            isp.payBill().id(), new ByteArrayInputStream(file), "owner@example", _ -> {}));
  }

  private DailyProof.Proof proof(LocalDate day) {
    return isp.asks(() -> proof.of(isp.payBill().id(), day));
  }

  private long count(String sql) {
    return isp.asks(() -> jdbc.sql(sql).query((row, _) -> row.getLong(1)).single());
  }
}
