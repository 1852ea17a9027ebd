package io.washa.billing.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.washa.testing.CoreTest;
import io.washa.testing.Isp;
import io.washa.testing.World;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.support.TransactionTemplate;

@CoreTest
class NumbersTest {
  private static final int AT_ONCE = 401;

  private final Documents documents;
  private final TransactionTemplate transaction;
  private final Desk desk;
  private final Isp isp;
  private final List<Isp.ASubscriber> subscribers;
  // No more than one tenant's share of its pool, so that nobody waits in vain for a connection.
  private final Semaphore connections = new Semaphore(4);

  NumbersTest(World world, Documents documents, TransactionTemplate transaction, Desk desk) {
    this.documents = documents;
    this.transaction = transaction;
    this.desk = desk;
    this.isp = world.anIsp();
    this.subscribers = IntStream.range(0, 8).mapToObj(_ -> world.aSubscriber(isp)).toList();
  }

  @Test
  void fourHundredAndOneAtOnceGetConsecutiveNumbers() throws InterruptedException {
    List<Long> numbers = allAtOnce(number -> desk.invoices(isp, payer(number), 1000).number());

    assertThat(numbers).containsExactlyElementsOf(numbersUpTo(AT_ONCE));
  }

  @Test
  void thoseThatAreRolledBackAmongThemLeaveNoGap() throws InterruptedException {
    List<Long> numbers =
        allAtOnce(number -> {
          if (number % 4 == 0) {
            issuesAndFails(payer(number));
          }
          return desk.invoices(isp, payer(number), 1000).number();
        });

    assertThat(numbers).containsExactlyElementsOf(numbersUpTo(AT_ONCE));
  }

  @Test
  void aRolledBackInvoiceGivesItsNumberBackAndACommittedOneKeepsIt() {
    assertThat(desk.invoices(isp, payer(0), 1000).label()).isEqualTo("INV-000001");

    issuesAndFails(payer(0));

    assertThat(desk.invoices(isp, payer(0), 1000).label()).isEqualTo("INV-000002");
  }

  @Test
  void eachKindAndEachTenantCountsForItself() {
    desk.invoices(isp, payer(0), 1000);
    Document first = desk.invoices(isp, payer(1), 1000);

    CreditAnswer credited = isp.asks(() -> documents.creditAll(first.id(), "left"));
    IssueAnswer offered =
        isp.asks(() ->
            documents.issueProforma(
                NewDocument.of(payer(1).id(), NewDocument.Line.of("Offer", 5))));

    assertThat(first.number()).isEqualTo(2);
    assertThat(((CreditAnswer.Credited) credited).note().label()).isEqualTo("CRN-000001");
    assertThat(((IssueAnswer.Issued) offered).document().label()).isEqualTo("PRO-000001");
  }

  @Test
  void anInvoiceThatIsRefusedUsesNoNumber() {
    IssueAnswer refused =
        isp.asks(
            () -> documents.issue(NewDocument.of(payer(0).id(), NewDocument.Line.of("Free", 0))));

    assertThat(refused).isEqualTo(new IssueAnswer.Refused(IssueAnswer.Reason.AMOUNT));
    assertThat(desk.invoices(isp, payer(0), 1).number()).isEqualTo(1);
  }

  private Isp.ASubscriber payer(int number) {
    return subscribers.get(number % subscribers.size());
  }

  private void issuesAndFails(Isp.ASubscriber payer) {
    assertThatThrownBy(() ->
            isp.does(() ->
                transaction.executeWithoutResult(_ -> {
                  IssueAnswer answer =
                      documents.issue(
                          NewDocument.of(payer.id(), NewDocument.Line.of("Internet", 1000)));
                  assertThat(answer).isInstanceOf(IssueAnswer.Issued.class);
                  throw new IllegalStateException("on purpose");
                })))
        .hasMessage("on purpose");
  }

  private interface Issue {
    long number(int caller);
  }

  private List<Long> allAtOnce(Issue issue) throws InterruptedException {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Long>> calls =
          IntStream.range(0, AT_ONCE).<Callable<Long>>mapToObj(n -> () -> taken(issue, n)).toList();
      return threads.invokeAll(calls).stream().map(Future::resultNow).sorted().toList();
    }
  }

  private long taken(Issue issue, int caller) throws InterruptedException {
    connections.acquire();
    try {
      return issue.number(caller);
    } finally {
      connections.release();
    }
  }

  private static List<Long> numbersUpTo(int last) {
    return LongStream.rangeClosed(1, last).boxed().toList();
  }
}
