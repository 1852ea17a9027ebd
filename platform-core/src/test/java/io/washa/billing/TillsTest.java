package io.washa.billing;

import static io.washa.testing.World.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.washa.billing.Tills.Banking;
import io.washa.billing.Tills.Taken;
import io.washa.billing.Tills.Voiding;
import io.washa.payments.CashPayments;
import io.washa.payments.Payments;
import io.washa.payments.SuspenseDesk;
import io.washa.testing.CoreTest;
import io.washa.testing.Isp;
import io.washa.testing.Safaricom;
import io.washa.testing.World;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Cash over the counter. */
@CoreTest
class TillsTest {
  private static final String ANN = "ann@example";
  private static final String BEN = "ben@example";

  private final World world;
  private final JdbcClient jdbc;
  private final Tills tills;
  private final Payments payments;
  private final SuspenseDesk suspense;
  private Isp isp;
  private Isp.ASubscriber mary;

  TillsTest(World world, JdbcClient jdbc, Tills tills, Payments payments, SuspenseDesk suspense) {
    this.payments = payments;
    this.suspense = suspense;
    this.world = world;
    this.jdbc = jdbc;
    this.tills = tills;
  }

  @BeforeEach
  void anIsp() {
    isp = world.anIsp();
    mary = world.aSubscriber(isp);
  }

  @Test
  void cashIsTakenOnlyIntoAnOpenDrawerAndRenewsTheService() {
    assertThat(take(2000)).isInstanceOf(Taken.NoTill.class);
    assertThat(isp.asks(() -> tills.open(ANN, 50_000))).isPresent();
    assertThat(isp.asks(() -> tills.open(ANN, 50_000))).as("a second one").isEmpty();

    assertThat(take(0)).isInstanceOf(Taken.Refused.class);
    assertThat(isp.asks(() -> tills.take(ANN, UUID.randomUUID(), 2000)))
        .isInstanceOf(Taken.Refused.class);
    assertThat(take(2000)).isInstanceOf(Taken.Done.class);

    eventually("renewed", () -> count("SELECT count(*) FROM period") == 1);
    assertThat(count("SELECT sum(amount) FROM posting WHERE account = '1000'")).isEqualTo(2000);
    assertThat(count("SELECT count(*) FROM posting WHERE account = '1100'")).isZero();
  }

  @Test
  void aVoidNeedsAnotherPersonTheSameDayAndAnOpenDrawer() {
    assertThat(isp.asks(() -> tills.open(ANN, 0))).isPresent();
    UUID first = ((Taken.Done) take(2000)).payment();
    eventually("renewed", () -> count("SELECT count(*) FROM period") == 1);

    assertThat(voided(first, ANN)).isEqualTo(Voiding.NEEDS_ANOTHER);
    assertThat(voided(first, BEN)).isEqualTo(Voiding.DONE);
    assertThat(voided(first, BEN)).as("twice").isEqualTo(Voiding.NOT_CASH);

    assertThat(count("SELECT sum(amount) FROM posting WHERE account = '1000'")).isZero();
    assertThat(count("SELECT balance FROM wallet")).isZero();
    assertThat(count("SELECT count(*) FROM subscription WHERE state = 'active'")).isZero();

    UUID second = ((Taken.Done) take(2000)).payment();
    isp.does(() ->
        jdbc.sql("UPDATE payment SET received_at = received_at - interval '1 day' WHERE id = ?")
            .param(second)
            .update());
    assertThat(voided(second, BEN)).as("yesterday's").isEqualTo(Voiding.TOO_LATE);
    UUID third = ((Taken.Done) take(2000)).payment();
    assertThat(isp.asks(() -> tills.close(ANN, 4000, ""))).isPresent();
    assertThat(voided(third, BEN)).as("of a closed drawer").isEqualTo(Voiding.TOO_LATE);
  }

  @Test
  void aClosedDrawerSaysWhatIsMissingAndIsClosedOnce() {
    assertThat(isp.asks(() -> tills.open(ANN, 10_000))).isPresent();
    assertThat(take(2000)).isInstanceOf(Taken.Done.class);

    Tills.Count count = isp.asks(() -> tills.close(ANN, 11_500, "a note torn")).orElseThrow();

    assertThat(count.expected()).isEqualTo(12_000);
    assertThat(count.difference()).isEqualTo(-500);
    assertThat(isp.asks(() -> tills.close(ANN, 11_500, ""))).isEmpty();
    assertThat(take(2000)).isInstanceOf(Taken.NoTill.class);
  }

  @Test
  void aSecondClickTakesNothingAndANewRequestDoes() {
    assertThat(isp.asks(() -> tills.open(ANN, 0))).isPresent();

    Taken first = take("one", 2000);

    assertThat(take("one", 2000)).isEqualTo(first);
    assertThat(take("one", 3000)).as("another amount").isInstanceOf(Taken.Refused.class);
    assertThat(take("two", 2000)).isInstanceOf(Taken.Done.class).isNotEqualTo(first);
    assertThat(count("SELECT sum(amount) FROM payment")).isEqualTo(4000);
  }

  @Test
  void cashGoesToTheBankWithASlipOnceAndTheDifferenceIsBookedWhenItIsCounted() {
    assertThat(bank(500, "S-1", "one")).isEqualTo(Banking.NO_TILL);
    assertThat(isp.asks(() -> tills.open(ANN, 1000))).isPresent();
    assertThat(take(2000)).isInstanceOf(Taken.Done.class);

    assertThat(bank(500, " ", "one")).isEqualTo(Banking.NO_SLIP);
    assertThat(bank(3001, "S-1", "one")).isEqualTo(Banking.TOO_LITTLE);
    assertThat(bank(1500, "S-1", "one")).isEqualTo(Banking.DONE);
    assertThat(bank(1500, "S-1", "one")).as("twice").isEqualTo(Banking.DONE);
    assertThat(isp.asks(() -> tills.current(ANN)).orElseThrow().expected()).isEqualTo(1500);

    Tills.Count counted = isp.asks(() -> tills.close(ANN, 1400, "")).orElseThrow();
    assertThat(counted.difference()).isEqualTo(-100);
    assertThat(account("1000")).isEqualTo(400);
    assertThat(account("1150")).isEqualTo(1500);
    assertThat(account("5300")).isEqualTo(100);
    assertThat(count("SELECT count(*) FROM till_move WHERE slip = 'S-1' AND who = 'ann@example'"))
        .isEqualTo(1);
  }

  @Test
  void theDatabaseKeepsAClosedDrawerAsItIs() {
    UUID till = isp.asks(() -> tills.open(ANN, 0)).orElseThrow();
    UUID payment = ((Taken.Done) take(2000)).payment();
    assertThat(isp.asks(() -> tills.close(ANN, 2000, ""))).isPresent();

    for (String change :
        List.of(
            "UPDATE till SET counted = 0",
            "UPDATE payment SET reversed_at = work.platform_now() WHERE id = '" + payment + "'",
            "INSERT INTO till_move (till_id, kind, amount, request, who) VALUES ('"
                + till
                + "', 'banking', 1, 'x', 'x')")) {
      assertThatThrownBy(() -> isp.does(() -> jdbc.sql(change).update()))
          .as(change)
          .hasStackTraceContaining("is closed");
    }
  }

  @Test
  void cashIsNeverPutInSuspenseByOnePersonAlone() {
    assertThat(isp.asks(() -> tills.open(ANN, 0))).isPresent();
    UUID cash = ((Taken.Done) take(2000)).payment();
    String _ = Safaricom.paysPayBill(isp.payBill().number(), mary.account().digits(), "20");
    eventually("both are there", () -> count("SELECT count(*) FROM payment") == 2);
    UUID mpesa =
        isp.asks(() ->
            jdbc.sql("SELECT id FROM payment WHERE door = 'c2b'")
                .query((row, _) -> row.getObject(1, UUID.class))
                .single());

    assertThat(isp.<Boolean>asks(() -> payments.mayBeReleased(cash))).isFalse();
    assertThat(isp.<Boolean>asks(() -> suspense.undo(cash, "wrong", ANN))).isFalse();
    assertThat(isp.<Boolean>asks(() -> payments.mayBeReleased(mpesa))).isTrue();
    assertThat(isp.<Boolean>asks(() -> suspense.undo(mpesa, "wrong", ANN))).isTrue();
  }

  private Banking bank(long amount, String slip, String request) {
    return isp.asks(() -> tills.bank(ANN, amount, slip, request));
  }

  private Taken take(String request, long amount) {
    return isp.asks(() -> tills.take(new CashPayments.Money(mary.service(), amount, ANN, request)));
  }

  private long account(String code) {
    return count("SELECT coalesce(sum(amount), 0) FROM posting WHERE account = '" + code + "'");
  }

  private Taken take(long amount) {
    return isp.asks(() -> tills.take(ANN, mary.service(), amount));
  }

  private Voiding voided(UUID payment, String approver) {
    return isp.asks(() -> tills.voidPayment(payment, approver, "wrong person"));
  }

  private long count(String sql) {
    return isp.asks(() -> jdbc.sql(sql).query((row, _) -> row.getLong(1)).single());
  }
}
