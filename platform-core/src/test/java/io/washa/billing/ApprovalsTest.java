package io.washa.billing;

import static io.washa.testing.World.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.washa.billing.approvals.Approval;
import io.washa.billing.approvals.ApprovalKind;
import io.washa.billing.approvals.ApprovalRules;
import io.washa.billing.approvals.Approvals;
import io.washa.billing.approvals.Asked;
import io.washa.billing.approvals.Decided;
import io.washa.billing.approvals.NewApproval;
import io.washa.billing.approvals.Obstacle;
import io.washa.identity.StaffMember;
import io.washa.identity.StaffRole;
import io.washa.payments.ByHand;
import io.washa.payments.daraja.Initiator;
import io.washa.payments.daraja.Shortcodes;
import io.washa.tenancy.Settings;
import io.washa.testing.CoreTest;
import io.washa.testing.Isp;
import io.washa.testing.Safaricom;
import io.washa.testing.World;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What one person asks for and another approves. */
@CoreTest
class ApprovalsTest {
  private static final StaffMember CASHIER = member("cashier@example", StaffRole.CASHIER);
  private static final StaffMember SUPPORT = member("support@example", StaffRole.SUPPORT);
  private static final StaffMember MANAGER = member("manager@example", StaffRole.MANAGER);
  private static final StaffMember OWNER = member("owner@example", StaffRole.OWNER);

  private final World world;
  private final JdbcClient jdbc;
  private final Approvals approvals;
  private final Tills tills;
  private final ByHand byHand;
  private final Shortcodes shortcodes;
  private final Settings settings;
  private final Clock clock;
  private Isp isp;
  private Isp.ASubscriber mary;

  ApprovalsTest(
      World world,
      JdbcClient jdbc,
      Approvals approvals,
      Tills tills,
      ByHand byHand,
      Shortcodes shortcodes,
      Settings settings,
      Clock clock) {
    this.world = world;
    this.jdbc = jdbc;
    this.approvals = approvals;
    this.tills = tills;
    this.byHand = byHand;
    this.shortcodes = shortcodes;
    this.settings = settings;
    this.clock = clock;
  }

  private static StaffMember member(String email, StaffRole role) {
    return new StaffMember(UUID.randomUUID(), email, email, email, role);
  }

  @BeforeEach
  void anIsp() {
    isp = world.anIsp();
    mary = world.aSubscriber(isp);
  }

  @Test
  void aCreditWaitsForAnotherPersonWhoMayApproveAndIsGivenOnce() {
    NewApproval credit = NewApproval.credit(mary.id(), 1500, "a day without internet");
    assertThat(asks(credit, CASHIER)).isEqualTo(new Asked.NotAllowed());
    UUID id = waits(credit, MANAGER);
    assertThat(asks(credit, MANAGER)).as("twice").isEqualTo(new Asked.Waits(id));
    assertThat(balance()).isZero();

    assertThat(approves(id, MANAGER)).isEqualTo(new Decided.Own());
    assertThat(approves(id, SUPPORT)).isEqualTo(new Decided.NotAllowed());
    assertThat(approves(id, OWNER)).isEqualTo(new Decided.Done());
    assertThat(approves(id, OWNER)).as("twice").isEqualTo(new Decided.Gone());

    assertThat(balance()).isEqualTo(1500);
    assertThat(
            count(
                "SELECT count(*) FROM audit WHERE action = 'credit.approved'"
                    + " AND actor = 'owner@example' AND details->>'asked_by' = 'manager@example'"))
        .isEqualTo(1);
  }

  @Test
  void whatIsRefusedSaysWhyAndIsNotDone() {
    UUID id = waits(NewApproval.credit(mary.id(), 1500, "kindness"), SUPPORT);

    assertThat(isp.asks(() -> approvals.refuse(id, "too much", CASHIER)))
        .isEqualTo(new Decided.NotAllowed());
    assertThat(isp.asks(() -> approvals.refuse(id, "too much", MANAGER)))
        .isEqualTo(new Decided.Done());
    assertThat(approves(id, OWNER)).isEqualTo(new Decided.Gone());

    assertThat(balance()).isZero();
    assertThat(isp.asks(approvals::decided))
        .extracting(Approval::answer)
        .containsExactly("too much");
  }

  @Test
  void aCreditWithinTheDaysLimitIsGivenAtOnceAndOneBeyondItWaits() {
    isp.does(() -> settings.write(ApprovalRules.CHOICE, new ApprovalRules(1000), "owner"));

    assertThat(asks(NewApproval.credit(mary.id(), 600, "slow"), SUPPORT))
        .isInstanceOf(Asked.Done.class);
    assertThat(asks(NewApproval.credit(mary.id(), 401, "slow"), SUPPORT))
        .isInstanceOf(Asked.Waits.class);
    assertThat(asks(NewApproval.credit(mary.id(), 400, "slow"), SUPPORT))
        .isInstanceOf(Asked.Done.class);

    assertThat(balance()).isEqualTo(1000);
  }

  @Test
  void aRefundInCashComesOutOfTheDrawerThatWasNamed() {
    gives(1500);
    UUID till = isp.asks(() -> tills.open(CASHIER.email(), 1000)).orElseThrow();
    NewApproval refund = NewApproval.cashRefund(mary.id(), 1200, "moves away", till);
    assertThat(asks(NewApproval.cashRefund(mary.id(), 1, "x", UUID.randomUUID()), CASHIER))
        .isEqualTo(new Asked.Impossible(Obstacle.NO_TILL));
    UUID id = waits(refund, CASHIER);

    assertThat(approves(id, MANAGER)).isEqualTo(new Decided.Impossible(Obstacle.TOO_LITTLE));
    assertThat(balance()).as("all was rolled back").isEqualTo(1500);
    assertThat(isp.asks(approvals::open)).hasSize(1);
    assertThat(isp.asks(() -> tills.take(CASHIER.email(), world.aSubscriber(isp).service(), 500)))
        .isInstanceOf(Tills.Taken.Done.class);
    assertThat(approves(id, MANAGER)).isEqualTo(new Decided.Done());

    assertThat(balance()).isEqualTo(300);
    assertThat(isp.asks(() -> tills.current(CASHIER.email())).orElseThrow().expected())
        .isEqualTo(300);
  }

  @Test
  void aRefundOfMoreThanTheWalletHoldsLeavesTheDrawerAlone() {
    gives(1500);
    UUID till = isp.asks(() -> tills.open(CASHIER.email(), 5000)).orElseThrow();
    UUID id = waits(NewApproval.cashRefund(mary.id(), 1501, "moves away", till), CASHIER);

    assertThat(approves(id, MANAGER)).isEqualTo(new Decided.Impossible(Obstacle.TOO_LITTLE));

    assertThat(count("SELECT count(*) FROM till_move")).isZero();
    assertThat(approves(waits(NewApproval.bankRefund(mary.id(), 1500, "moves"), CASHIER), MANAGER))
        .isEqualTo(new Decided.Done());
    assertThat(count("SELECT sum(amount) FROM posting WHERE account = '1150'")).isEqualTo(-1500);
  }

  @Test
  void cashIsVoidedWhenAnotherPersonApproves() {
    assertThat(isp.asks(() -> tills.open(CASHIER.email(), 0))).isPresent();
    UUID payment =
        ((Tills.Taken.Done) isp.asks(() -> tills.take(CASHIER.email(), mary.service(), 2000)))
            .payment();
    eventually("renewed", () -> count("SELECT count(*) FROM period") == 1);
    UUID id = waits(NewApproval.ofPayment(ApprovalKind.VOID, payment, "wrong person"), CASHIER);
    assertThat(asks(NewApproval.ofPayment(ApprovalKind.VOID, payment, "again"), CASHIER))
        .as("one request at a time")
        .isEqualTo(new Asked.Waits(id));

    assertThat(approves(id, MANAGER)).isEqualTo(new Decided.Done());

    assertThat(count("SELECT count(*) FROM payment WHERE reversal = 'void'")).isEqualTo(1);
    assertThat(asks(NewApproval.ofPayment(ApprovalKind.VOID, payment, "again"), CASHIER))
        .isEqualTo(new Asked.Impossible(Obstacle.NOT_CASH));
  }

  @Test
  void whatMpesaKnowsNothingOfIsStruckAndWhatItToldOfIsNot() {
    entersByHand("UKN0REAL00");
    UUID real = payment("UKN0REAL00");
    UUID first = waits(NewApproval.ofPayment(ApprovalKind.STRIKE, real, "a forged SMS"), CASHIER);
    told("UKN0REAL00");
    assertThat(approves(first, MANAGER)).isEqualTo(new Decided.Impossible(Obstacle.KNOWN_TO_MPESA));
    assertThat(asks(NewApproval.ofPayment(ApprovalKind.STRIKE, real, "again"), CASHIER))
        .isEqualTo(new Asked.Impossible(Obstacle.KNOWN_TO_MPESA));
    entersByHand("UKN0FORGED");
    eventually("renewed", () -> count("SELECT count(*) FROM period") == 2);

    UUID forged = payment("UKN0FORGED");
    assertThat(
            approves(
                waits(NewApproval.ofPayment(ApprovalKind.STRIKE, forged, "a forged SMS"), CASHIER),
                MANAGER))
        .isEqualTo(new Decided.Done());

    assertThat(balance()).isZero();
    assertThat(count("SELECT sum(amount) FROM posting WHERE account = '1100'")).isEqualTo(2000);
    assertThat(count("SELECT count(*) FROM period WHERE cancelled_at IS NULL")).isEqualTo(1);
  }

  private void entersByHand(String receipt) {
    isp.does(() ->
        byHand.enter(
            mary.service(),
            new ByHand.Seen(isp.payBill().id(), receipt, 2000, clock.instant()),
            "seen on a phone",
            "cashier@example"));
  }

  @Test
  void anApprovedReversalIsAskedForOnceAndItsMoneyIsNobodysMeanwhile() {
    initiator("Safaricom999!*!");
    UUID payment = paid();
    UUID id = waits(NewApproval.ofPayment(ApprovalKind.REVERSAL, payment, "not ours"), CASHIER);

    assertThat(approves(id, MANAGER)).isEqualTo(new Decided.Done());
    UUID refund = waits(NewApproval.bankRefund(mary.id(), 2000, "in cash, too"), CASHIER);
    assertThat(approves(refund, MANAGER)).isEqualTo(new Decided.Impossible(Obstacle.TOO_LITTLE));

    eventually(
        "given back",
        () -> count("SELECT count(*) FROM payment WHERE reversed_at IS NOT NULL") == 1);
    assertThat(balance()).isZero();
    assertThat(count("SELECT coalesce(sum(amount), 0) FROM posting WHERE account = '2250'"))
        .isZero();
    assertThat(count("SELECT sum(amount) FROM posting WHERE account = '1100'")).isZero();
    assertThat(count("SELECT count(*) FROM daraja_request")).isEqualTo(1);
  }

  @Test
  void whatMpesaDoesNotGiveBackIsUsedAgainAsItHadBeen() {
    UUID payment = paid();
    UUID id = waits(NewApproval.ofPayment(ApprovalKind.REVERSAL, payment, "not ours"), CASHIER);

    assertThat(approves(id, MANAGER)).as("nobody may ask M-Pesa").isEqualTo(new Decided.Done());

    eventually("bought again", () -> count("SELECT count(*) FROM period") == 2);
    assertThat(count("SELECT count(*) FROM period WHERE cancelled_at IS NULL")).isEqualTo(1);
    assertThat(count("SELECT count(*) FROM subscription WHERE state = 'active'")).isEqualTo(1);
    assertThat(count("SELECT coalesce(sum(amount), 0) FROM posting WHERE account = '2250'"))
        .isZero();
    assertThat(count("SELECT count(*) FROM audit WHERE action = 'reversal.failed'")).isEqualTo(1);
    assertThat(asks(NewApproval.ofPayment(ApprovalKind.REVERSAL, payment, "again"), CASHIER))
        .isInstanceOf(Asked.Waits.class);
  }

  @Test
  void aPaymentInSuspenseIsNobodysWhileItIsBeingReversed() {
    initiator("Safaricom999!*!");
    String receipt = Safaricom.paysPayBill(isp.payBill().number(), "rubbish", "20");
    eventually("it came", () -> count("SELECT count(*) FROM payment") == 1);
    UUID payment = payment(receipt);

    assertThat(
            approves(
                waits(NewApproval.ofPayment(ApprovalKind.REVERSAL, payment, "not ours"), CASHIER),
                MANAGER))
        .isEqualTo(new Decided.Done());

    assertThat(count("SELECT count(*) FROM payment WHERE ours")).isZero();
    eventually(
        "given back",
        () -> count("SELECT count(*) FROM payment WHERE reversed_at IS NOT NULL") == 1);
    assertThat(
            count("SELECT coalesce(sum(amount), 0) FROM posting WHERE account IN ('2200', '3100')"))
        .isZero();
  }

  @Test
  void theDatabaseKeepsWhatWasAskedForAndThatNobodyApprovesTheirOwn() {
    UUID id = waits(NewApproval.credit(mary.id(), 1500, "kindness"), SUPPORT);

    assertThatThrownBy(() -> isp.does(() -> jdbc.sql("UPDATE approval SET amount = 1").update()))
        .hasStackTraceContaining("permission denied");
    assertThatThrownBy(() ->
            isp.does(() ->
                jdbc.sql(
                        "UPDATE approval SET state = 'approved', decided_by = asked_by,"
                            + " decided_at = work.platform_now() WHERE id = ?")
                    .param(id)
                    .update()))
        .hasStackTraceContaining("violates check constraint");
  }

  private UUID paid() {
    String receipt = Safaricom.paysPayBill(isp.payBill().number(), mary.account().digits(), "20");
    eventually("renewed", () -> count("SELECT count(*) FROM period") == 1);
    return payment(receipt);
  }

  private void initiator(String password) {
    isp.does(() ->
        shortcodes.setInitiator(
            isp.payBill().id(), new Initiator("testapi", password, Safaricom.certificate())));
  }

  private void told(String receipt) {
    isp.does(() ->
        jdbc.sql(
                """
                INSERT INTO mpesa_line (shortcode_id, receipt, kind, source, completed_at, amount)
                VALUES (?, ?, 'payment', 'statement', work.platform_now(), 2000)
                """)
            .params(isp.payBill().id(), receipt)
            .update());
  }

  private void gives(long amount) {
    assertThat(approves(waits(NewApproval.credit(mary.id(), amount, "a gift"), SUPPORT), OWNER))
        .isEqualTo(new Decided.Done());
  }

  private Asked asks(NewApproval wanted, StaffMember who) {
    return isp.asks(() -> approvals.ask(wanted, who));
  }

  private UUID waits(NewApproval wanted, StaffMember who) {
    Asked asked = asks(wanted, who);
    assertThat(asked).isInstanceOf(Asked.Waits.class);
    return ((Asked.Waits) asked).approval();
  }

  private Decided approves(UUID id, StaffMember who) {
    return isp.asks(() -> approvals.approve(id, who));
  }

  private UUID payment(String receipt) {
    Optional<UUID> found =
        isp.asks(() ->
            jdbc.sql("SELECT id FROM payment WHERE receipt = ?")
                .param(receipt)
                .query((row, _) -> row.getObject(1, UUID.class))
                .optional());
    return found.orElseThrow();
  }

  private long balance() {
    return isp.asks(() ->
        jdbc.sql("SELECT coalesce(sum(balance), 0) FROM wallet WHERE owner = ?")
            .param(mary.id())
            .query((row, _) -> row.getLong(1))
            .single());
  }

  private long count(String sql) {
    return isp.asks(() -> jdbc.sql(sql).query((row, _) -> row.getLong(1)).single());
  }
}
