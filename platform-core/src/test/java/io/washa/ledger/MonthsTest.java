package io.washa.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.washa.ledger.Entry.Posting;
import io.washa.ledger.Months.Closing;
import io.washa.testing.CoreTest;
import io.washa.testing.Isp;
import io.washa.testing.World;
import java.time.Clock;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Months of the books, and that what is closed stays closed. */
@CoreTest
class MonthsTest {
  private final World world;
  private final JdbcClient jdbc;
  private final Months months;
  private final Ledger ledger;
  private final TransactionTemplate transaction;
  private final Clock clock;
  private Isp isp;
  private YearMonth thisMonth;

  MonthsTest(
      World world,
      JdbcClient jdbc,
      Months months,
      Ledger ledger,
      TransactionTemplate transaction,
      Clock clock) {
    this.world = world;
    this.jdbc = jdbc;
    this.months = months;
    this.ledger = ledger;
    this.transaction = transaction;
    this.clock = clock;
  }

  @BeforeEach
  void anIsp() {
    isp = world.anIsp();
    thisMonth = YearMonth.from(clock.instant().atZone(ZoneId.of("Africa/Nairobi")));
  }

  @Test
  void aMonthIsClosedOnceAndNotBeforeItIsOver() {
    assertThat(close(thisMonth)).isEqualTo(Closing.NOT_OVER);
    assertThat(close(thisMonth.minusMonths(1))).isEqualTo(Closing.DONE);
    assertThat(close(thisMonth.minusMonths(1))).isEqualTo(Closing.ALREADY);
    assertThat(isp.asks(months::closed))
        .extracting(Months.Closed::month)
        .containsExactly(thisMonth.minusMonths(1));
    assertThat(audited()).as("once").isEqualTo(1);
  }

  private long audited() {
    return isp.asks(() ->
        jdbc.sql("SELECT count(*) FROM audit WHERE action = 'month.closed' AND actor = 'owner'")
            .query((row, _) -> row.getLong(1))
            .single());
  }

  @Test
  void aMonthIsClosedOnlyAfterWhatIsBeingBooked() throws InterruptedException {
    CountDownLatch booked = new CountDownLatch(1);
    CountDownLatch mayCommit = new CountDownLatch(1);
    Thread booking =
        Thread.ofVirtual()
            .start(() ->
                isp.does(() ->
                    transaction.executeWithoutResult(_ -> {
                      boolean _ = ledger.book(entry("running", clock.instant(), 100)).isPresent();
                      booked.countDown();
                      waitFor(mayCommit);
                    })));
    waitFor(booked);
    CountDownLatch closed = new CountDownLatch(1);
    Thread closing =
        Thread.ofVirtual()
            .start(() -> {
              assertThat(close(thisMonth.minusMonths(1))).isEqualTo(Closing.DONE);
              closed.countDown();
            });

    assertThat(closed.await(300, TimeUnit.MILLISECONDS)).as("it waits").isFalse();
    mayCommit.countDown();
    waitFor(closed);
    booking.join();
    closing.join();
  }

  private static void waitFor(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Test
  void noLineIsAddedToAnEntryOfAClosedMonth() {
    Instant lastMonth =
        thisMonth.atDay(1).atStartOfDay(ZoneId.of("Africa/Nairobi")).toInstant().minusSeconds(3600);
    String entry =
        "INSERT INTO journal_entry (id, kind, reference, value_date, booked_at)"
            + " VALUES ('00000000-0000-0000-0000-000000000001', 'x', 'y', ?, ?)";
    String lines =
        "INSERT INTO posting (entry_id, line, account, amount) VALUES"
            + " ('00000000-0000-0000-0000-000000000001', 1, '1000', 5),"
            + " ('00000000-0000-0000-0000-000000000001', 2, '4100', -5)";
    isp.does(() ->
        jdbc.sql(entry)
            .params(java.sql.Timestamp.from(lastMonth), java.sql.Timestamp.from(lastMonth))
            .update());
    assertThat(close(thisMonth.minusMonths(1))).isEqualTo(Closing.DONE);

    assertThatThrownBy(() -> isp.does(() -> jdbc.sql(lines).update()))
        .hasMessageContaining("is closed");
  }

  @Test
  void nothingIsBookedInAClosedMonthAndWhatIsFoundLateIsBookedNow() {
    assertThat(close(thisMonth.minusMonths(1))).isEqualTo(Closing.DONE);
    Instant lastMonth =
        thisMonth.atDay(1).atStartOfDay(ZoneId.of("Africa/Nairobi")).toInstant().minusSeconds(3600);

    assertThatThrownBy(() ->
            isp.does(() ->
                jdbc.sql(
                        "INSERT INTO journal_entry (kind, reference, value_date, booked_at)"
                            + " VALUES ('x', 'y', ?, ?)")
                    .params(java.sql.Timestamp.from(lastMonth), java.sql.Timestamp.from(lastMonth))
                    .update()))
        .hasMessageContaining("is closed");
    List<Months.Line> before = balance(thisMonth.minusMonths(1));

    book("late", lastMonth, 700);

    assertThat(balance(thisMonth.minusMonths(1))).isEqualTo(before);
    assertThat(balance(thisMonth))
        .filteredOn(line -> line.code().equals("1000"))
        .extracting(Months.Line::debits)
        .containsExactly(700L);
  }

  @Test
  void theTrialBalanceIsZeroAndWhatIsReversedIsGone() {
    book("one", clock.instant(), 1000);
    book("two", clock.instant(), 500);
    isp.does(() ->
        transaction.executeWithoutResult(_ -> {
          assertThat(ledger.reverse("test", "two", "a mistake")).isPresent();
          assertThat(ledger.reverse("test", "two", "twice")).isEmpty();
          assertThat(ledger.reverse("test", "three", "never booked")).isEmpty();
        }));

    List<Months.Line> lines = balance(thisMonth);

    assertThat(lines.stream().mapToLong(Months.Line::closing).sum()).isZero();
    assertThat(lines)
        .filteredOn(line -> line.code().equals("1000"))
        .extracting(Months.Line::closing)
        .containsExactly(1000L);
  }

  @Test
  void theDatabaseRefusesToChangeWhatIsBooked() {
    book("one", clock.instant(), 1000);

    for (String change :
        List.of(
            "UPDATE posting SET amount = 1",
            "DELETE FROM posting",
            "UPDATE journal_entry SET memo = ''",
            "DELETE FROM journal_entry",
            "DELETE FROM closed_month",
            "UPDATE audit SET actor = ''",
            "DELETE FROM audit")) {
      assertThatThrownBy(() -> isp.does(() -> jdbc.sql(change).update()))
          .as(change)
          .hasStackTraceContaining("permission denied");
    }
  }

  private void book(String reference, Instant valueDate, long amount) {
    isp.does(() ->
        transaction.executeWithoutResult(
            _ -> assertThat(ledger.book(entry(reference, valueDate, amount))).isPresent()));
  }

  private static Entry entry(String reference, Instant valueDate, long amount) {
    return new Entry(
        "test",
        reference,
        valueDate,
        "",
        List.of(Posting.debit(Account.CASH, amount), Posting.credit(Account.SALES, amount)));
  }

  private Closing close(YearMonth month) {
    return isp.asks(() -> months.close(month, "owner"));
  }

  private List<Months.Line> balance(YearMonth month) {
    return isp.asks(() -> months.trialBalance(month));
  }
}
