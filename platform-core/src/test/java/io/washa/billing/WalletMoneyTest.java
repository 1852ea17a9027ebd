package io.washa.billing;

import static io.washa.testing.World.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.washa.billing.AllocationRules.Claim;
import io.washa.billing.AllocationRules.ShortPayment;
import io.washa.billing.Charges.Fee;
import io.washa.billing.Charges.Move;
import io.washa.billing.documents.Document;
import io.washa.billing.documents.Documents;
import io.washa.billing.documents.IssueAnswer;
import io.washa.billing.documents.NewDocument;
import io.washa.customers.Customers;
import io.washa.ledger.Ledger;
import io.washa.payments.PaymentPosted;
import io.washa.tenancy.Settings;
import io.washa.testing.CoreTest;
import io.washa.testing.Isp;
import io.washa.testing.Safaricom;
import io.washa.testing.World;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** What becomes of money in wallets: what it pays first, what it renews, and what it leaves. */
@CoreTest
class WalletMoneyTest {
  private final World world;
  private final JdbcClient jdbc;
  private final Settings settings;
  private final Charges charges;
  private final Documents documents;
  private final Customers customers;
  private final Ledger ledger;
  private final ApplyPayment applyPayment;
  private final TransactionTemplate transaction;
  private Isp isp;
  private Isp.ASubscriber mary;

  WalletMoneyTest(
      World world,
      JdbcClient jdbc,
      Settings settings,
      Charges charges,
      Documents documents,
      Customers customers,
      Ledger ledger,
      ApplyPayment applyPayment,
      TransactionTemplate transaction) {
    this.world = world;
    this.jdbc = jdbc;
    this.settings = settings;
    this.charges = charges;
    this.documents = documents;
    this.customers = customers;
    this.ledger = ledger;
    this.applyPayment = applyPayment;
    this.transaction = transaction;
  }

  @BeforeEach
  void anIsp() {
    isp = world.anIsp();
    mary = world.aSubscriber(isp);
  }

  @Test
  void aPaymentThatIsReversedWhileItsTaskWaitsBuysNothing() throws InterruptedException {
    UUID payment = aPaymentOfAnotherRound();

    whileItsTaskWaits(payment, "UPDATE payment SET reversed_at = work.platform_now()");

    assertThat(applications(1)).isZero();
  }

  @Test
  void aPaymentThatIsMatchedAnewWhileItsTaskWaitsIsLeftToTheNextTask() throws InterruptedException {
    UUID payment = aPaymentOfAnotherRound();

    whileItsTaskWaits(payment, "UPDATE payment SET round = 2");

    assertThat(applications(1)).isZero();
    assertThat(applications(2)).isZero();
  }

  @Test
  void aPaymentThatStaysWhileItsTaskWaitsIsApplied() throws InterruptedException {
    UUID payment = aPaymentOfAnotherRound();

    whileItsTaskWaits(payment, "UPDATE payment SET round = 1");

    assertThat(applications(1)).isEqualTo(1);
  }

  @Test
  void aCreditBringsAServiceBackThatHasJustEnded() {
    pays("20");
    eventually("renewed", () -> periods() == 1);
    ended("2 days");

    credit(2000);

    eventually("renewed from the wallet", () -> periods() == 2);
    assertThat(state()).isEqualTo("active");
    assertThat(balance()).isZero();
  }

  @Test
  void aCreditDoesNotBringBackWhatEndedLongAgo() {
    pays("20");
    eventually("renewed", () -> periods() == 1);
    ended("40 days");

    credit(2000);

    assertThat(count("SELECT count(*) FROM work.due WHERE kind = 'renew-from-wallet'")).isZero();
    assertThat(balance()).isEqualTo(2000);
  }

  @Test
  void theWalletDoesNotRenewTimeThatHasNotBegun() {
    pays("45");
    eventually("renewed", () -> periods() == 1);
    isp.does(() -> jdbc.sql("UPDATE period SET waits = 'access'").update());

    isp.does(() ->
        jdbc.sql(
                "UPDATE work.due SET due_at = work.platform_now() WHERE kind = 'renew-from-wallet'")
            .update());

    eventually(
        "looked at",
        () -> count("SELECT count(*) FROM work.due WHERE kind = 'renew-from-wallet'") == 0);
    assertThat(periods()).isEqualTo(1);
  }

  @Test
  void whatIsLeftRenewsAnotherServiceOfTheSamePayerThatHasJustEnded() {
    UUID second = anotherService();
    ended(second, "2 days");

    pays("45");

    eventually("both renewed", () -> periods() == 2);
    assertThat(balance()).isEqualTo(500);
  }

  @Test
  void whatIsLeftDoesNotReviveAServiceThatEndedLongAgo() {
    UUID second = anotherService();
    ended(second, "40 days");

    pays("45");

    eventually("applied", () -> count("SELECT count(*) FROM payment_application") == 1);
    assertThat(periods()).isEqualTo(1);
    assertThat(balance()).isEqualTo(2500);
  }

  @Test
  void whatIsLeftStaysWhereTheIspRenewsNothingByItself() {
    rules(new AllocationRules(ShortPayment.WAIT, 0, false, false));
    UUID second = anotherService();
    ended(second, "2 days");

    pays("45");

    eventually("applied", () -> count("SELECT count(*) FROM payment_application") == 1);
    assertThat(periods()).isEqualTo(1);
  }

  @Test
  void theOrderThatTheIspChoseIsKept() {
    rules(
        new AllocationRules(
            ShortPayment.WAIT, 0, true, List.of(Claim.FEES, Claim.SERVICES, Claim.DEBTS)));
    UUID debt = debt(1000, 0);
    UUID fee = fee(1000, 0);

    pays("35");

    eventually("renewed", () -> periods() == 1);
    assertThat(outstanding(fee)).isZero();
    assertThat(outstanding(debt)).isEqualTo(500);
    assertThat(balance()).isZero();
  }

  @Test
  void anInvoiceThatIsNotDueYetIsNotPaidByItself() {
    UUID later = debt(1000, 30);
    UUID now = debt(1000, 0);

    pays("35");

    eventually("renewed", () -> periods() == 1);
    assertThat(outstanding(later)).isEqualTo(1000);
    assertThat(outstanding(now)).isZero();
    assertThat(balance()).isEqualTo(500);
  }

  @Test
  void whatWasChosenWhenThereWasOnlyAYesOrNoIsStillUnderstood() {
    isp.does(() ->
        jdbc.sql(
                """
                INSERT INTO setting (name, content, changed_by)
                VALUES ('billing.allocation',
                        '{"shortPayment": "PART", "tolerance": 7, "renewFromWallet": true,
                          "debtsFirst": true}', 'owner')
                """)
            .update());

    AllocationRules old = isp.asks(() -> settings.read(AllocationRules.CHOICE));

    assertThat(old.order()).containsExactly(Claim.FEES, Claim.DEBTS, Claim.SERVICES);
    assertThat(old.shortPayment()).isEqualTo(ShortPayment.PART);
    rules(old);
    assertThat(isp.<AllocationRules>asks(() -> settings.read(AllocationRules.CHOICE)))
        .isEqualTo(old);
  }

  @Test
  void whoWasSuspendedPaysTheReconnectionOnceAndBeforeTheServiceIfTheIspSaysSo() {
    rules(new AllocationRules(ShortPayment.WAIT, 0, true, true));
    isp.does(() -> settings.write(ReconnectionFee.CHOICE, new ReconnectionFee(500), "owner"));
    pays("20");
    eventually("renewed", () -> periods() == 1);
    ended("12 days");
    isp.does(() -> jdbc.sql("UPDATE subscription SET state = 'suspended'").update());

    pays("20");
    eventually("applied", () -> count("SELECT count(*) FROM payment_application") == 2);
    assertThat(periods()).as("15 are left").isEqualTo(1);
    pays("5");

    eventually("back", () -> state().equals("active"));
    assertThat(count("SELECT count(*) FROM document")).isEqualTo(1);
    assertThat(count("SELECT -sum(amount) FROM posting WHERE account = '4200'")).isEqualTo(500);
    assertThat(balance()).isZero();
  }

  @Test
  void whoIsOnlyLateReconnectsForNothing() {
    isp.does(() -> settings.write(ReconnectionFee.CHOICE, new ReconnectionFee(500), "owner"));
    pays("20");
    eventually("renewed", () -> periods() == 1);
    ended("12 days");

    pays("20");

    eventually("back", () -> state().equals("active"));
    assertThat(count("SELECT count(*) FROM document")).isZero();
  }

  @Test
  void aPartOfAMonthIsWholeDaysAndTheRestStays() {
    rules(new AllocationRules(ShortPayment.PART, 0, false, false));
    isp.does(() -> customers.choosePlan(mary.service(), isp.monthPlan()));

    pays("777");

    eventually("renewed", () -> periods() == 1);
    long seconds = count("SELECT extract(epoch FROM ends_at - starts_at)::bigint FROM period");
    assertThat(seconds % 86_400).isZero();
    assertThat(seconds / 86_400).isBetween(14L, 16L);
    assertThat(balance()).isBetween(1L, 5400L);
    assertThat(count("SELECT missing FROM payment_application")).isEqualTo(72_300);
  }

  @Test
  void lessThanADayOfAMonthBuysNothing() {
    rules(new AllocationRules(ShortPayment.PART, 0, false, false));
    isp.does(() -> customers.choosePlan(mary.service(), isp.monthPlan()));

    pays("47");

    eventually("applied", () -> count("SELECT count(*) FROM payment_application") == 1);
    assertThat(periods()).isZero();
    assertThat(balance()).isEqualTo(4700);
  }

  @Test
  void notMoreThanAFifthIsTolerated() {
    rules(new AllocationRules(ShortPayment.TOLERATE, 1000, false, false));

    pays("15");
    eventually("applied", () -> count("SELECT count(*) FROM payment_application") == 1);
    assertThat(periods()).isZero();

    pays("1");
    eventually("renewed", () -> periods() == 1);
    assertThat(count("SELECT sum(amount) FROM posting WHERE account = '5200'")).isEqualTo(400);
  }

  /** One whose task has to run again: as if its match had been undone and done anew. */
  private UUID aPaymentOfAnotherRound() {
    pays("15");
    eventually("applied", () -> count("SELECT count(*) FROM payment_application") == 1);
    isp.does(() -> jdbc.sql("UPDATE payment SET round = 1").update());
    return isp.asks(() ->
        jdbc.sql("SELECT id FROM payment")
            .query((row, _) -> row.getObject(1, UUID.class))
            .single());
  }

  private void whileItsTaskWaits(UUID payment, String change) throws InterruptedException {
    Thread task =
        Thread.ofVirtual()
            .unstarted(() -> isp.does(() -> applyPayment.handle(new PaymentPosted(payment))));
    isp.does(() ->
        transaction.executeWithoutResult(_ -> {
          long _ = ledger.lockWallet(mary.id());
          task.start();
          eventually(
              "it waits for the wallet",
              () ->
                  jdbc.sql("SELECT count(*) FROM pg_locks WHERE NOT granted")
                          .query((row, _) -> row.getLong(1))
                          .single()
                      > 0);
          jdbc.sql(change).update();
        }));
    task.join();
  }

  private long applications(int round) {
    return count("SELECT count(*) FROM payment_application WHERE round = " + round);
  }

  private void rules(AllocationRules rules) {
    isp.does(() -> settings.write(AllocationRules.CHOICE, rules, "owner"));
  }

  private UUID debt(long amount, int days) {
    return isp.asks(() ->
        ((IssueAnswer.Issued)
                documents.issue(
                    NewDocument.of(mary.id(), NewDocument.Line.of("Cable", amount))
                        .due(today().plusDays(days))))
            .document()
            .id());
  }

  private UUID fee(long amount, int days) {
    return isp.asks(() ->
        charges
            .charge(new Fee(mary.id(), "Visit", amount, today().plusDays(days), 1), "ann@example")
            .getFirst()
            .id());
  }

  private static LocalDate today() {
    return LocalDate.now(ZoneId.of("Africa/Nairobi"));
  }

  private long outstanding(UUID invoice) {
    return isp.<Long>asks(() -> documents.find(invoice).map(Document::outstanding).orElseThrow());
  }

  private void credit(long amount) {
    isp.does(() ->
        assertThat(
                charges.credit(
                    new Move(mary.id(), amount, "ann@example", "a reason"), "ben@example"))
            .isEqualTo(Charges.Moved.DONE));
  }

  private UUID anotherService() {
    return isp.asks(() ->
        customers.addService(
            new Customers.NewService(
                mary.id(), isp.site(), isp.hourPlan(), "pppoe", "second", "pw")));
  }

  private void ended(UUID service, String ago) {
    isp.does(() ->
        jdbc.sql(
                """
                INSERT INTO subscription (service_id, plan_id, state, ends_at)
                VALUES (?, ?, 'expired', work.platform_now() - ?::interval)
                """)
            .params(service, isp.hourPlan(), ago)
            .update());
  }

  private void ended(String ago) {
    isp.does(() -> {
      jdbc.sql(
              "UPDATE subscription SET state = 'expired',"
                  + " ends_at = work.platform_now() - ?::interval")
          .param(ago)
          .update();
      jdbc.sql("DELETE FROM work.due").update();
    });
  }

  private long periods() {
    return count("SELECT count(*) FROM period");
  }

  private long balance() {
    return count("SELECT balance FROM wallet");
  }

  private String state() {
    return isp.asks(() ->
        jdbc.sql("SELECT state FROM subscription").query((row, _) -> row.getString(1)).single());
  }

  private void pays(String amount) {
    String _ = Safaricom.paysPayBill(isp.payBill().number(), mary.account().digits(), amount);
  }

  private long count(String sql) {
    return isp.asks(() -> jdbc.sql(sql).query((row, _) -> row.getLong(1)).single());
  }
}
