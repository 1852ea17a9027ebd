package io.washa.billing;

import static io.washa.testing.World.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.washa.ledger.Ledger;
import io.washa.payments.PaymentPosted;
import io.washa.testing.CoreTest;
import io.washa.testing.Isp;
import io.washa.testing.Safaricom;
import io.washa.testing.World;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** What happens to a payment while its task waits for the wallet. */
@CoreTest
class WaitingTaskTest {
  private final World world;
  private final JdbcClient jdbc;
  private final Ledger ledger;
  private final ApplyPayment applyPayment;
  private final TransactionTemplate transaction;
  private Isp isp;
  private Isp.ASubscriber mary;

  WaitingTaskTest(
      World world,
      JdbcClient jdbc,
      Ledger ledger,
      ApplyPayment applyPayment,
      TransactionTemplate transaction) {
    this.world = world;
    this.jdbc = jdbc;
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

  private void pays(String amount) {
    String _ = Safaricom.paysPayBill(isp.payBill().number(), mary.account().digits(), amount);
  }

  private long count(String sql) {
    return isp.asks(() -> jdbc.sql(sql).query((row, _) -> row.getLong(1)).single());
  }
}
