package io.washa.billing.documents;

import static org.assertj.core.api.Assertions.assertThat;

import io.washa.testing.CoreTest;
import io.washa.testing.Isp;
import io.washa.testing.World;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.support.TransactionTemplate;

/** Many at once do what one after the other would. */
@CoreTest
class AtOnceTest {
  private static final int CALLERS = 24;

  private final Documents documents;
  private final TransactionTemplate transaction;
  private final Desk desk;
  private final Isp isp;
  private final Isp.ASubscriber mary;

  AtOnceTest(World world, Documents documents, TransactionTemplate transaction, Desk desk) {
    this.documents = documents;
    this.transaction = transaction;
    this.desk = desk;
    this.isp = world.anIsp();
    this.mary = world.aSubscriber(isp);
    desk.setsTaxes(isp);
  }

  @AfterEach
  void theBooksAgree() {
    desk.theBooksAgree(isp);
  }

  @Test
  void creditNotesDoNotTakeBackMoreThanTheInvoice() {
    Document invoice = desk.invoices(isp, mary, 1000);

    List<CreditAnswer> answers =
        atOnce(_ ->
            documents.credit(
                new NewCredit(invoice.id(), List.of(new NewCredit.Part(1, 100)), "", null)));

    assertThat(answers).filteredOn(CreditAnswer.Credited.class::isInstance).hasSize(10);
    assertThat(desk.now(isp, invoice).state()).isEqualTo(Document.State.CREDITED);
  }

  @Test
  void aWalletIsSpentOnce() {
    Document invoice = desk.invoices(isp, mary, 5000);
    desk.pays(isp, mary, 1000);

    List<SettleAnswer> answers =
        atOnce(caller -> documents.settle(mary.id(), 100, "payment:" + caller));

    assertThat(answers).filteredOn(SettleAnswer.Settled.class::isInstance).hasSize(10);
    assertThat(desk.wallet(isp, mary)).isZero();
    assertThat(desk.now(isp, invoice).outstanding()).isEqualTo(4000);
  }

  @Test
  void onePaymentSettlesOnce() {
    Document invoice = desk.invoices(isp, mary, 5000);
    desk.pays(isp, mary, 1000);

    List<SettleAnswer> answers = atOnce(_ -> documents.settle(mary.id(), 100, "payment:1"));

    assertThat(answers).filteredOn(SettleAnswer.Settled.class::isInstance).hasSize(1);
    assertThat(desk.now(isp, invoice).outstanding()).isEqualTo(4900);
  }

  @Test
  void oneCauseIsInvoicedOnce() {
    NewDocument november =
        NewDocument.of(mary.id(), NewDocument.Line.of("Internet", 1000)).because("november");

    List<IssueAnswer> answers = atOnce(_ -> documents.issue(november));

    assertThat(answers).filteredOn(IssueAnswer.Issued.class::isInstance).hasSize(1);
    assertThat(desk.invoices(isp, mary, 1).number()).isEqualTo(2);
  }

  @Test
  void whoIssuesAndSettlesInOneTransactionDoesNotBlockWhoDoesItTheOtherWayRound() {
    desk.pays(isp, mary, 1_000_000);

    List<Boolean> done =
        atOnce(caller ->
            transaction.execute(_ -> {
              if (caller % 2 == 0) {
                desk.invoices(isp, mary, 100);
                documents.settle(mary.id(), 100, "payment:" + caller);
              } else {
                documents.settle(mary.id(), 100, "payment:" + caller);
                desk.invoices(isp, mary, 100);
              }
              return true;
            }));

    assertThat(done).hasSize(CALLERS).containsOnly(true);
  }

  private <R> List<R> atOnce(IntFunction<R> action) {
    try (var threads = Executors.newFixedThreadPool(4)) {
      List<Callable<R>> calls =
          IntStream.range(0, CALLERS)
              .<Callable<R>>mapToObj(caller -> () -> isp.asks(() -> action.apply(caller)))
              .toList();
      return threads.invokeAll(calls).stream().map(Future::resultNow).toList();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
