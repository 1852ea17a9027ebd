package io.washa.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A database connection that says the platform's statements with nothing around them. */
final class BareConnection implements AutoCloseable {
  private final Connection connection;

  BareConnection(Connection connection) {
    this.connection = connection;
  }

  /** What is done in a transaction. */
  interface Work<T extends @Nullable Object> {
    T run() throws Exception;
  }

  /** Runs a transaction as the platform does: in the tenant's role and schema. */
  <T extends @Nullable Object> T transact(String schema, Work<T> work) throws Exception {
    execute("SET ROLE " + schema + "; SET search_path TO " + schema);
    connection.setAutoCommit(false);
    try {
      T result = work.run();
      connection.commit();
      return result;
    } catch (Exception e) {
      connection.rollback();
      throw e;
    } finally {
      connection.setAutoCommit(true);
      execute("RESET ROLE; RESET search_path");
    }
  }

  /** Books an entry of two postings that touch one wallet, as the ledger does. */
  void book(Booking booking) throws SQLException {
    var _ =
        id(
            """
            WITH entry AS (
              INSERT INTO journal_entry (kind, reference, value_date, memo)
              VALUES (?, ?, ?, ?)
              ON CONFLICT (kind, reference) DO NOTHING RETURNING id),
            line AS (
              SELECT entry.id, p.line, p.account, p.owner, p.amount
                FROM entry, unnest(?::text[], ?::uuid[], ?::bigint[])
                            WITH ORDINALITY AS p(account, owner, amount, line)),
            posted AS (
              INSERT INTO posting (entry_id, line, account, owner, amount)
              SELECT id, line, account, owner, amount FROM line ORDER BY line),
            changed AS (
              INSERT INTO wallet (owner, balance)
              SELECT owner, -sum(amount) FROM line
               WHERE account = ? AND owner IS NOT NULL GROUP BY owner ORDER BY owner
              ON CONFLICT (owner) DO UPDATE SET balance = wallet.balance + excluded.balance)
            SELECT id FROM entry
            """,
            booking.kind(),
            booking.reference(),
            java.time.OffsetDateTime.now(java.time.ZoneOffset.UTC),
            booking.memo(),
            connection.createArrayOf("text", new String[] {booking.other(), "2100"}),
            connection.createArrayOf("uuid", new UUID[] {null, booking.owner()}),
            connection.createArrayOf(
                "bigint", new Long[] {booking.toWallet(), -booking.toWallet()}),
            "2100");
  }

  /**
   * An entry between a wallet and another account.
   *
   * @param toWallet in minor units; below zero: out of it
   */
  record Booking(
      String kind, String reference, String memo, String other, UUID owner, long toWallet) {}

  /** Runs a query and reads what it says. */
  void look(String sql, Object... parameters) throws SQLException {
    try (PreparedStatement query = prepared(sql, parameters);
        ResultSet rows = query.executeQuery()) {
      while (rows.next()) {
        rows.getObject(1);
      }
    }
  }

  /** Runs a statement that returns one id. */
  UUID id(String sql, Object... parameters) throws SQLException {
    try (PreparedStatement query = prepared(sql, parameters);
        ResultSet rows = query.executeQuery()) {
      rows.next();
      return rows.getObject(1, UUID.class);
    }
  }

  /** Runs a statement that returns nothing. */
  int update(String sql, Object... parameters) throws SQLException {
    try (PreparedStatement update = prepared(sql, parameters)) {
      return update.executeUpdate();
    }
  }

  /** A statement with its parameters. */
  PreparedStatement prepared(String sql, Object... parameters) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    for (int i = 0; i < parameters.length; i++) {
      statement.setObject(i + 1, parameters[i]);
    }
    return statement;
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
