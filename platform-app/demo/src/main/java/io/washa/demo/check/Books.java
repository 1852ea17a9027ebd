package io.washa.demo.check;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One ISP's books, looked at from outside, as an auditor with the keys to the database. */
final class Books implements AutoCloseable {
  private static final String[] STEPS = {
    "received", "matched", "posted", "renewed", "sent", "stored", "read back"
  };

  private final Connection connection;

  Books(int port, String slug) throws SQLException {
    connection =
        DriverManager.getConnection(
            "jdbc:postgresql://127.0.0.1:" + port + "/washa", "postgres", "postgres");
    long tenant = number("SELECT id FROM control.tenant WHERE slug = ?", slug);
    try (var statement = connection.createStatement()) {
      statement.execute("SET search_path TO t_" + tenant + ", work");
    }
  }

  /** Debits of M-Pesa clearing since ever, minor units. */
  long clearing() {
    return number("SELECT coalesce(sum(amount), 0) FROM posting WHERE account = '1100'", null);
  }

  /** Zero, unless something is wrong. */
  long imbalance() {
    return number("SELECT coalesce(sum(amount), 0) FROM posting", null);
  }

  /** How many payments, and how many periods bought, there are for a receipt. */
  boolean onceEach(String receipt) {
    return number("SELECT count(*) FROM payment WHERE receipt = ?", receipt) == 1
        && number(
                "SELECT count(*) FROM period q JOIN payment p ON q.cause = 'payment:' || p.id"
                    + " WHERE p.receipt = ?",
                receipt)
            == 1;
  }

  /** Whether what this receipt paid for was read back from the router. */
  boolean connected(String receipt) {
    return !instants(receipt).isEmpty() && instants(receipt).getLast() != null;
  }

  /** When the period that this receipt bought ends; null if it bought none yet. */
  @Nullable Instant endsAt(String receipt) {
    try (PreparedStatement query =
        connection.prepareStatement(
            "SELECT q.ends_at FROM payment p JOIN period q ON q.cause = 'payment:' || p.id"
                + " WHERE p.receipt = ?")) {
      query.setString(1, receipt);
      try (ResultSet row = query.executeQuery()) {
        return row.next() ? row.getTimestamp(1).toInstant() : null;
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The way of a payment, in milliseconds from its arrival. */
  String timeline(String receipt) {
    List<@Nullable Instant> instants = instants(receipt);
    StringBuilder text = new StringBuilder(receipt);
    Instant first = instants.isEmpty() ? null : instants.getFirst();
    if (first == null) {
      return text.append(" never arrived").toString();
    }
    for (int i = 0; i < STEPS.length; i++) {
      Instant at = instants.get(i);
      text.append("  ").append(STEPS[i]).append(' ');
      text.append(at == null ? "–" : Duration.between(first, at).toMillis());
    }
    return text.append("  (ms)").toString();
  }

  private List<@Nullable Instant> instants(String receipt) {
    List<@Nullable Instant> instants = new ArrayList<>();
    try (PreparedStatement query =
        connection.prepareStatement(
            """
            SELECT p.received_at, p.matched_at, p.posted_at, q.renewed_at,
                   c.sent_at, c.stored_at, c.applied_at
              FROM payment p LEFT JOIN period q ON q.cause = 'payment:' || p.id
              LEFT JOIN access_change c
                     ON c.access_id = q.access_id AND c.generation = q.access_generation
             WHERE p.receipt = ?
            """)) {
      query.setString(1, receipt);
      try (ResultSet row = query.executeQuery()) {
        if (row.next()) {
          for (int column = 1; column <= STEPS.length; column++) {
            Timestamp at = row.getTimestamp(column);
            instants.add(at == null ? null : at.toInstant());
          }
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return instants;
  }

  private long number(String sql, @Nullable String parameter) {
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      if (parameter != null) {
        query.setString(1, parameter);
      }
      try (ResultSet row = query.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
