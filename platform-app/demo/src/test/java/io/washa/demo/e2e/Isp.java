package io.washa.demo.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.washa.demo.RunningTown;
import io.washa.demo.seed.DemoIsp;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** One ISP's books and network, as its database and Safaricom's statement tell them. */
final class Isp {
  private final DemoIsp isp;
  private final String schema;
  private final Safaricom safaricom;

  private Isp(DemoIsp isp, String schema) {
    this.isp = isp;
    this.schema = schema;
    this.safaricom = new Safaricom(isp);
  }

  static Isp acme() {
    return new Isp(DemoIsp.all().getFirst(), "t_1");
  }

  static Isp kifaru() {
    return new Isp(DemoIsp.all().getLast(), "t_2");
  }

  Safaricom safaricom() {
    return safaricom;
  }

  /** A connection of the superuser that sees this ISP's tables. */
  Connection connect() throws SQLException {
    Connection connection = DriverManager.getConnection(RunningTown.get().databaseUrl());
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET search_path TO " + schema + ", public");
    }
    return connection;
  }

  /** Changes something as the superuser. */
  void execute(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** The first column of the only row. */
  long number(String sql, Object... parameters) throws SQLException {
    try (Connection connection = connect();
        PreparedStatement query = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        query.setObject(i + 1, parameters[i]);
      }
      try (ResultSet rows = query.executeQuery()) {
        assertThat(rows.next()).isTrue();
        return rows.getLong(1);
      }
    }
  }

  /** Somebody of a site whose time is over, and who buys days or weeks. */
  Customer aLapsedSubscriber(String site) throws SQLException {
    try (Connection connection = connect();
        PreparedStatement query =
            connection.prepareStatement(
                """
                SELECT s.account_number, s.phone, s.id, v.id, v.username, p.price
                  FROM subscriber s
                  JOIN service v ON v.subscriber_id = s.id
                  JOIN plan p ON p.id = v.plan_id
                  JOIN site ON site.id = v.site_id
                  JOIN subscription b ON b.service_id = v.id
                 WHERE site.name = ? AND b.state = 'expired' AND p.period_unit IN ('day', 'week')
                 ORDER BY s.account_number LIMIT 1
                """)) {
      query.setString(1, site);
      try (ResultSet row = query.executeQuery()) {
        assertThat(row.next()).as("a lapsed subscriber of " + site).isTrue();
        return new Customer(
            row.getString(1),
            row.getString(2).replace("+", ""),
            row.getObject(3, UUID.class),
            row.getObject(4, UUID.class),
            row.getString(5),
            isp.sites().stream()
                .filter(known -> known.name().equals(site))
                .findFirst()
                .orElseThrow()
                .router(),
            row.getLong(6));
      }
    }
  }

  /** The first column of the only row, as text. */
  String text(String sql, Object parameter) throws SQLException {
    try (Connection connection = connect();
        PreparedStatement query = connection.prepareStatement(sql)) {
      query.setObject(1, parameter);
      try (ResultSet rows = query.executeQuery()) {
        assertThat(rows.next()).isTrue();
        return rows.getString(1);
      }
    }
  }

  /** The subscriber with this account number. */
  UUID subscriber(String account) throws SQLException {
    return UUID.fromString(text("SELECT id FROM subscriber WHERE account_number = ?", account));
  }

  long payments(String receipt) throws SQLException {
    return number("SELECT count(*) FROM payment WHERE receipt = ?", receipt);
  }

  /** Whether a payment has bought its time. */
  boolean renewed(String receipt) throws SQLException {
    return number(
            "SELECT count(*) FROM payment p JOIN period ON cause = 'payment:' || p.id WHERE receipt = ?",
            receipt)
        > 0;
  }

  /** Whether the access that a payment bought was read back from the router. */
  boolean connected(String receipt) throws SQLException {
    return number(
            """
            SELECT count(*) FROM payment p
              JOIN period d ON d.cause = 'payment:' || p.id
              JOIN access a ON a.id = d.access_id AND a.applied_generation >= d.access_generation
             WHERE p.receipt = ?
            """,
            receipt)
        > 0;
  }

  /** Waits until the books say connected and the router agrees. */
  void awaitConnected(Customer customer, String receipt, Duration patience) throws Exception {
    long begun = System.nanoTime();
    Await.until(receipt + " is connected", patience, () -> connected(receipt));
    System.out.printf(
        "  %s connected after %d ms%n", receipt, (System.nanoTime() - begun) / 1_000_000);
    assertThat(new Router(customer.router()).letsIn(customer.username())).isTrue();
  }

  /** A killed platform's transactions end only when PostgreSQL notices that it is gone. */
  void awaitNoPlatform() throws Exception {
    Await.until(
        "PostgreSQL has ended the killed platform's connections",
        Duration.ofSeconds(10),
        () ->
            number(
                    "SELECT count(*) FROM pg_stat_activity"
                        + " WHERE datname = current_database() AND usename <> 'postgres'")
                == 0);
  }

  /** One payment, one period, one sale; every book agrees with Safaricom's statement. */
  void assertPaidOnce(UUID subscriber, String receipt) throws Exception {
    assertThat(payments(receipt)).isEqualTo(1);
    assertThat(ofPayment("payment_application a ON a.payment_id = p.id", receipt)).isEqualTo(1);
    assertThat(ofPayment("period d ON d.cause = 'payment:' || p.id", receipt)).isEqualTo(1);
    String entry = "journal_entry e ON e.reference = 'payment:' || p.id AND e.kind = ";
    assertThat(ofPayment(entry + "'payment'", receipt)).isEqualTo(1);
    assertThat(ofPayment(entry + "'sale'", receipt)).isEqualTo(1);
    assertThat(number("SELECT balance FROM wallet WHERE owner = ?", subscriber)).isZero();
    assertBooksAgreeWithTheStatement();
  }

  private long ofPayment(String join, String receipt) throws SQLException {
    return number("SELECT count(*) FROM payment p JOIN " + join + " WHERE p.receipt = ?", receipt);
  }

  /** Every shilling of the statement is in the books once, and nothing else is. */
  void assertBooksAgreeWithTheStatement() throws Exception {
    Map<String, Long> statement = safaricom.statement();
    assertThat(paymentsByReceipt()).isEqualTo(statement);
    long paid = statement.values().stream().mapToLong(Long::longValue).sum();
    assertThat(number("SELECT sum(amount) FROM posting WHERE account = '1100'")).isEqualTo(paid);
    assertThat(number("SELECT sum(amount) FROM posting")).isZero();
    assertThat(
            number(
                """
                SELECT count(*) FROM wallet w
                 WHERE w.balance <> -(SELECT coalesce(sum(amount), 0) FROM posting
                                       WHERE account = '2100' AND owner = w.owner)
                """))
        .isZero();
  }

  private Map<String, Long> paymentsByReceipt() throws SQLException {
    Map<String, Long> payments = new TreeMap<>();
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT receipt, amount FROM payment WHERE door NOT IN ('cash', 'bank')")) {
      while (rows.next()) {
        payments.put(rows.getString(1), rows.getLong(2));
      }
    }
    return payments;
  }
}
