package io.washa.demo.seed;

import io.washa.payments.CallbackIngest;
import io.washa.payments.PaymentPosted;
import io.washa.payments.daraja.Shortcode;
import io.washa.tenancy.DatabaseClock;
import io.washa.tenancy.DatabaseProperties;
import io.washa.work.DueHandler;
import io.washa.work.TaskHandler;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Sixty days of payments, lived through one after the other: the platform's clock is set back and
 * moved on, each confirmation goes in as Safaricom would post it, and what falls due ends.
 */
@Component
class Past {
  private static final int DAYS = 60;

  private final CallbackIngest ingest;
  private final TaskHandler<PaymentPosted> applying;
  private final List<DueHandler> due;
  private final DatabaseProperties database;
  private final DatabaseClock clock;
  private final JdbcClient jdbc;

  Past(
      CallbackIngest ingest,
      List<TaskHandler<?>> handlers,
      List<DueHandler> due,
      DatabaseProperties database,
      DatabaseClock clock,
      JdbcClient jdbc) {
    this.ingest = ingest;
    this.applying = applyPayment(handlers);
    this.due = due;
    this.database = database;
    this.clock = clock;
    this.jdbc = jdbc;
  }

  @SuppressWarnings("unchecked") // The type's name says which payload it is.
  private static TaskHandler<PaymentPosted> applyPayment(List<TaskHandler<?>> handlers) {
    return handlers.stream()
        .filter(handler -> handler.type().equals(PaymentPosted.APPLY_PAYMENT))
        .map(handler -> (TaskHandler<PaymentPosted>) handler)
        .findFirst()
        .orElseThrow();
  }

  /** A payment of the past. */
  record PastPayment(Shortcode shortcode, String account, Buyer buyer, Instant at) {}

  /** Who paid, and how much in shillings. */
  record Buyer(String phone, String firstName, int shillings) {}

  /** Draws when a subscriber paid: monthly, weekly or now and then, by the price of its plan. */
  static List<Instant> dates(int shillings, Instant now, RandomGenerator random) {
    List<Instant> dates = new ArrayList<>();
    int every = shillings >= 900 ? 30 : shillings >= 200 ? 8 : 25;
    int times = shillings >= 900 ? 2 : shillings >= 200 ? 4 : 2;
    double day = random.nextDouble() * every;
    for (int i = 0; i < times; i++) {
      dates.add(now.minus(Duration.ofMinutes((long) (day * 24 * 60) + 5)));
      day += every * (0.95 + random.nextDouble() * 0.25);
    }
    dates.removeIf(at -> at.isBefore(now.minus(Duration.ofDays(DAYS))));
    return dates;
  }

  /** Lives through all payments, day by day. */
  void live(List<PastPayment> payments, SafaricomHistory safaricom, Instant now) {
    Map<Long, List<PastPayment>> byDay = new TreeMap<>(Comparator.reverseOrder());
    for (PastPayment payment : payments) {
      byDay
          .computeIfAbsent(Duration.between(payment.at(), now).toDays(), _ -> new ArrayList<>())
          .add(payment);
    }
    byDay.forEach((daysAgo, ofDay) -> {
      shift(Duration.ofDays(daysAgo).negated());
      pay(ofDay, safaricom);
      end();
    });
    shift(Duration.ZERO);
    end();
  }

  private void pay(List<PastPayment> payments, SafaricomHistory safaricom) {
    Shortcode shortcode = payments.getFirst().shortcode();
    for (String confirmation : safaricom.confirmations(payments)) {
      if (ingest.confirmation(shortcode.callbackToken(), confirmation)
          != CallbackIngest.Taken.YES) {
        throw new IllegalStateException("a confirmation was not taken: " + confirmation);
      }
    }
  }

  /** Applies what was posted and ends what is over, for the bound tenant. */
  private void end() {
    for (Map<String, Object> task :
        jdbc.sql("SELECT task_instance FROM work.scheduled_tasks WHERE task_name = ?")
            .param(PaymentPosted.APPLY_PAYMENT.name())
            .query()
            .listOfRows()) {
      String instance = String.valueOf(task.get("task_instance"));
      applying.handle(
          new PaymentPosted(UUID.fromString(instance.substring(instance.indexOf(':') + 1))));
    }
    jdbc.sql("DELETE FROM work.scheduled_tasks WHERE task_name = ?")
        .param(PaymentPosted.APPLY_PAYMENT.name())
        .update();
    confirm();
    for (DueHandler handler : due) {
      while (handler.handleDue() > 0) {}
    }
  }

  /** In the past the routers were there: what was paid for began at once. */
  private void confirm() {
    jdbc.sql(
            """
            UPDATE access a SET ends_at = s.ends_at
              FROM period p JOIN subscription s ON s.id = p.subscription_id
             WHERE p.waits IS NOT NULL AND a.id = p.access_id
            """)
        .update();
    jdbc.sql("UPDATE period SET waits = NULL WHERE waits IS NOT NULL").update();
  }

  /** Moves the platform's time, as only the owner of its tables can. */
  private void shift(Duration shift) {
    try (var owner =
            DriverManager.getConnection(database.url(), "washa_owner", database.ownerPassword());
        var statement =
            owner.prepareStatement("UPDATE work.clock SET shift = ? * interval '1 second'")) {
      statement.setLong(1, shift.toSeconds());
      statement.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    clock.follow();
  }
}
