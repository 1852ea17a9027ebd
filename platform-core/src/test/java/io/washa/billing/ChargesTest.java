package io.washa.billing;

import static io.washa.testing.World.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.washa.billing.AllocationRules.ShortPayment;
import io.washa.billing.Charges.Fee;
import io.washa.billing.Charges.Move;
import io.washa.billing.Charges.Moved;
import io.washa.billing.documents.Document;
import io.washa.billing.documents.Documents;
import io.washa.ledger.Account;
import io.washa.payments.Suspense;
import io.washa.tenancy.Settings;
import io.washa.testing.CoreTest;
import io.washa.testing.Isp;
import io.washa.testing.Safaricom;
import io.washa.testing.World;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Fees, deposits, credits, refunds, and one wallet for several people. */
@CoreTest
class ChargesTest {
  private static final String ANN = "ann@example";
  private static final String BEN = "ben@example";

  private final World world;
  private final JdbcClient jdbc;
  private final Charges charges;
  private final Documents documents;
  private final Settings settings;
  private final Suspense suspense;
  private final TransactionTemplate transaction;
  private final Clock clock;
  private Isp isp;
  private Isp.ASubscriber mary;

  ChargesTest(
      World world,
      JdbcClient jdbc,
      Charges charges,
      Documents documents,
      Settings settings,
      Suspense suspense,
      TransactionTemplate transaction,
      Clock clock) {
    this.clock = clock;
    this.world = world;
    this.jdbc = jdbc;
    this.charges = charges;
    this.documents = documents;
    this.settings = settings;
    this.suspense = suspense;
    this.transaction = transaction;
  }

  @BeforeEach
  void anIsp() {
    isp = world.anIsp();
    mary = world.aSubscriber(isp);
  }

  @Test
  void anInstallationInInstalmentsIsSeveralInvoicesThatSumToTheFee() {
    LocalDate first = LocalDate.of(2030, 1, 31);

    List<Document> invoices =
        isp.asks(() -> charges.charge(new Fee(mary.id(), "Installation", 250_000, first, 3), ANN));

    assertThat(invoices).extracting(Document::total).containsExactly(83_334L, 83_333L, 83_333L);
    assertThat(invoices)
        .extracting(Document::dueOn)
        .containsExactly(first, LocalDate.of(2030, 2, 28), LocalDate.of(2030, 3, 31));
    assertThatThrownBy(() -> new Fee(mary.id(), "Installation", 250_000, first, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theServiceComesBeforeDebtsUnlessTheIspSaysOtherwise() {
    invoice(3000);

    pays("35");

    eventually("renewed", () -> count("SELECT count(*) FROM period") == 1);
    assertThat(owed()).as("15 shillings went into the debt").isEqualTo(1500);

    isp.does(() ->
        settings.write(
            AllocationRules.CHOICE,
            new AllocationRules(ShortPayment.WAIT, 0, true, true),
            "owner"));
    pays("25");
    eventually("applied", () -> count("SELECT count(*) FROM payment_application") == 2);
    assertThat(owed()).isZero();
    assertThat(count("SELECT count(*) FROM period")).as("10 left are too little").isEqualTo(1);
    assertThat(count("SELECT balance FROM wallet")).isEqualTo(1000);
    assertThat(count("SELECT sum(amount) FROM posting")).isZero();
  }

  @Test
  void aDepositStaysTheSubscribersAndComesBack() {
    assertThat(isp.asks(() -> charges.takeDeposit(move(1000)))).isEqualTo(Moved.TOO_LITTLE);
    assertThat(isp.asks(() -> charges.credit(move(1500), BEN))).isEqualTo(Moved.DONE);

    assertThat(isp.asks(() -> charges.takeDeposit(move(1000)))).isEqualTo(Moved.DONE);
    assertThat(isp.asks(() -> charges.deposit(mary.id()))).isEqualTo(1000);
    assertThat(count("SELECT balance FROM wallet")).isEqualTo(500);

    assertThat(isp.asks(() -> charges.giveDepositBack(move(1001)))).isEqualTo(Moved.TOO_LITTLE);
    assertThat(isp.asks(() -> charges.giveDepositBack(move(1000)))).isEqualTo(Moved.DONE);
    assertThat(count("SELECT balance FROM wallet")).isEqualTo(1500);
  }

  @Test
  void creditAndRefundNeedAnotherPerson() {
    assertThat(isp.asks(() -> charges.credit(move(1500), ANN))).isEqualTo(Moved.NEEDS_ANOTHER);
    assertThat(isp.asks(() -> charges.credit(move(1500), BEN))).isEqualTo(Moved.DONE);

    assertThat(isp.asks(() -> charges.refund(move(500), ANN, Account.CASH)))
        .isEqualTo(Moved.NEEDS_ANOTHER);
    assertThat(isp.asks(() -> charges.refund(move(1501), BEN, Account.CASH)))
        .isEqualTo(Moved.TOO_LITTLE);
    assertThat(isp.asks(() -> charges.refund(move(500), BEN, Account.CASH))).isEqualTo(Moved.DONE);

    assertThat(count("SELECT balance FROM wallet")).isEqualTo(1000);
    assertThat(count("SELECT count(*) FROM audit WHERE actor = 'ann@example'")).isEqualTo(2);
    assertThat(count("SELECT sum(amount) FROM posting")).isZero();
  }

  @Test
  void aLandlordPaysForHisTenantsFromOneWalletAndOneUndoTakesAllBack() {
    Isp.ASubscriber tenantOne = world.aSubscriber(isp);
    Isp.ASubscriber tenantTwo = world.aSubscriber(isp);
    isp.does(() ->
        jdbc.sql("UPDATE service SET payer_id = ? WHERE id = ANY (?)")
            .params(mary.id(), new UUID[] {tenantOne.service(), tenantTwo.service()})
            .update());

    pays("65");

    eventually("all renewed", () -> count("SELECT count(*) FROM period") == 3);
    assertThat(count("SELECT count(*) FROM wallet WHERE balance <> 0")).isEqualTo(1);
    assertThat(count("SELECT max(balance) FROM wallet")).isEqualTo(500);

    assertThat(releases(theOnlyPayment())).isTrue();
    assertThat(count("SELECT count(*) FROM subscription WHERE state = 'active'")).isZero();
    assertThat(count("SELECT count(*) FROM wallet WHERE balance <> 0")).isZero();
    assertThat(count("SELECT sum(amount) FROM posting")).isZero();
  }

  @Test
  void anUndoneMatchOpensTheInvoicesThatItsPaymentPaid() {
    invoice(3000);
    pays("45");
    eventually("applied", () -> owed() == 500);

    assertThat(releases(theOnlyPayment())).isTrue();

    assertThat(owed()).isEqualTo(3000);
    assertThat(count("SELECT balance FROM wallet")).isZero();
    assertThat(count("SELECT sum(amount) FROM posting")).isZero();
  }

  private boolean releases(UUID payment) {
    return isp.<Boolean>asks(() ->
        Boolean.TRUE.equals(transaction.execute(_ -> suspense.release(payment, "wrong person"))));
  }

  private UUID theOnlyPayment() {
    return isp.asks(() ->
        jdbc.sql("SELECT id FROM payment")
            .query((row, _) -> row.getObject(1, UUID.class))
            .single());
  }

  private Move move(long amount) {
    return new Move(mary.id(), amount, ANN, "a reason");
  }

  private void invoice(long amount) {
    assertThat(
            isp.asks(
                () -> charges.charge(new Fee(mary.id(), "Reconnection", amount, today(), 1), ANN)))
        .hasSize(1);
  }

  private LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), ZoneId.of("Africa/Nairobi"));
  }

  private long owed() {
    return isp.asks(
        () -> documents.open(mary.id()).stream().mapToLong(Document::outstanding).sum());
  }

  private void pays(String amount) {
    String _ = Safaricom.paysPayBill(isp.payBill().number(), mary.account().digits(), amount);
  }

  private long count(String sql) {
    return isp.asks(() -> jdbc.sql(sql).query((row, _) -> row.getLong(1)).single());
  }
}
