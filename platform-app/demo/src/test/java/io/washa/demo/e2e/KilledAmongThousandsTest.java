package io.washa.demo.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.washa.demo.RunningTown;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * Ten thousand people pay; in their midst the platform is killed, and what Safaricom posts from
 * then on is never posted again. Pull finds all of it.
 */
class KilledAmongThousandsTest {
  private static final int PAYMENTS = 10_000;
  private static final int POSTED_BEFORE = 4_000;
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final RunningTown town = RunningTown.get();
  private final Isp acme = Isp.acme();

  @Test
  void whatWasLostIsFoundBookedOnceAndRenewed() throws Exception {
    long before = acme.number("SELECT count(*) FROM payment");
    long begun = acme.number("SELECT (extract(epoch FROM work.platform_now()) * 1000)::bigint");
    List<Safaricom.Unconfirmed> paid = acme.safaricom().paidUnconfirmed(payers());
    assertThat(paid).hasSize(PAYMENTS);

    AtomicInteger answered = new AtomicInteger();
    Thread killer =
        Thread.ofPlatform()
            .start(() -> {
              while (answered.get() < POSTED_BEFORE) {
                Thread.onSpinWait();
              }
              town.killPlatform();
            });
    post(paid, answered);
    killer.join();
    acme.awaitNoPlatform();
    long told = acme.number("SELECT count(*) FROM payment") - before;
    assertThat(told).isBetween((long) POSTED_BEFORE, PAYMENTS - 1L);
    System.out.printf("  %d of %d were told before the kill%n", told, PAYMENTS);

    town.startPlatform();
    long restarted = System.nanoTime();
    acme.execute("UPDATE work.due SET due_at = now() WHERE kind = 'pull'");

    Await.until(
        "all are booked",
        PATIENCE,
        () -> acme.number("SELECT count(*) FROM payment") - before == PAYMENTS);
    System.out.printf(
        "  all booked %d s after the restart%n", (System.nanoTime() - restarted) / 1_000_000_000);
    Await.until(
        "all are renewed",
        PATIENCE,
        () -> acme.number("SELECT count(*) FROM payment p WHERE " + NOT_RENEWED, begun) == 0);
    System.out.printf(
        "  all renewed %d s after the restart%n", (System.nanoTime() - restarted) / 1_000_000_000);
    assertThat(acme.number("SELECT count(*) FROM payment p WHERE " + RENEWED_ONCE, begun))
        .isEqualTo(PAYMENTS);
    assertThat(acme.number("SELECT sum(amount) FROM posting")).isZero();
    assertThat(acme.number("SELECT sum(amount) FROM posting WHERE account = '1100'"))
        .isEqualTo(acme.safaricom().total() * 100);
  }

  private static final String NOT_RENEWED =
      """
      received_at >= to_timestamp(? / 1000.0)
      AND NOT EXISTS (SELECT FROM payment_application a WHERE a.payment_id = p.id)
      """;
  private static final String RENEWED_ONCE =
      """
      received_at >= to_timestamp(? / 1000.0) AND receipt IS NOT NULL AND door IN ('c2b', 'pull')
      AND (SELECT count(*) FROM payment_application a
            WHERE a.payment_id = p.id AND a.outcome = 'renewed') = 1
      AND (SELECT count(*) FROM period e WHERE e.cause = 'payment:' || p.id) = 1
      """;

  /** Accounts and prices of people who pay by the month: other tests need those who don't. */
  private List<Safaricom.Payer> payers() throws SQLException {
    List<Safaricom.Payer> payers = new ArrayList<>();
    try (Connection connection = acme.connect();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                """
                SELECT s.account_number, s.phone, p.price / 100
                  FROM subscriber s JOIN service v ON v.subscriber_id = s.id
                  JOIN plan p ON p.id = v.plan_id
                 WHERE p.period_unit = 'month' ORDER BY s.account_number LIMIT 100
                """)) {
      while (row.next()) {
        payers.add(new Safaricom.Payer(row.getString(1), row.getString(2), row.getLong(3)));
      }
    }
    assertThat(payers).isNotEmpty();
    List<Safaricom.Payer> all = new ArrayList<>();
    for (int i = 0; i < PAYMENTS; i++) {
      all.add(payers.get(i % payers.size()));
    }
    return all;
  }

  /** As Safaricom does: once each, whatever the answer. */
  private static void post(List<Safaricom.Unconfirmed> paid, AtomicInteger answered) {
    try (HttpClient http =
            HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(2))
                .build();
        ExecutorService threads = Executors.newFixedThreadPool(16)) {
      for (Safaricom.Unconfirmed each : paid) {
        threads.execute(() -> {
          try {
            HttpResponse<Void> answer =
                http.send(
                    HttpRequest.newBuilder(URI.create(each.to()))
                        .timeout(Duration.ofSeconds(5))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(each.confirmation()))
                        .build(),
                    HttpResponse.BodyHandlers.discarding());
            if (answer.statusCode() == 200) {
              answered.incrementAndGet();
            }
          } catch (IOException e) {
            // Lost: it is not posted again.
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
      }
    }
  }
}
