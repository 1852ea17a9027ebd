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
    UUID entry =
        id(
            """
            INSERT INTO journal_entry (kind, reference, value_date, memo) VALUES (?, ?, ?, ?)
            ON CONFLICT (kind, reference) DO NOTHING RETURNING id
            """,
            booking.kind(),
            booking.reference(),
            java.time.OffsetDateTime.now(java.time.ZoneOffset.UTC),
            booking.memo());
    post(entry, booking);
    update(
        """
        INSERT INTO wallet (owner, balance) VALUES (?, ?)
        ON CONFLICT (owner) DO UPDATE SET balance = wallet.balance + excluded.balance
        """,
        booking.owner(),
        booking.toWallet());
  }

  /**
   * An entry between a wallet and another account.
   *
   * @param toWallet in minor units; below zero: out of it
   */
  record Booking(
      String kind, String reference, String memo, String other, UUID owner, long toWallet) {}

  private void post(UUID entry, Booking booking) throws SQLException {
    update(
        """
        INSERT INTO posting (entry_id, line, account, owner, amount)
        SELECT ?, line, account, owner, amount
          FROM unnest(?::text[], ?::uuid[], ?::bigint[])
               WITH ORDINALITY AS p(account, owner, amount, line)
        """,
        entry,
        connection.createArrayOf("text", new String[] {booking.other(), "2100"}),
        connection.createArrayOf("uuid", new UUID[] {null, booking.owner()}),
        connection.createArrayOf("bigint", new Long[] {booking.toWallet(), -booking.toWallet()}));
  }

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
