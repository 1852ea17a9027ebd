package io.washa.bench;

import io.washa.bench.Confirmations.Confirmation;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The limit of taking in a confirmation: the statements of the platform's transaction 1, in its
 * order, with its change of role and search path, from a loop that does nothing else. Whoever
 * changes {@code payments.Settling}, {@code Matching} or {@code Recording} changes this too; the
 * test of the same name compares what both leave in the tables.
 */
final class BareIngest implements Load.Worker {
  private final Connection connection;
  private final Confirmations confirmations;

  BareIngest(Connection connection, Confirmations confirmations) {
    this.connection = connection;
    this.confirmations = confirmations;
  }

  @Override
  public void once() throws Exception {
    take(confirmations.draw());
  }

  void take(Confirmation confirmation) throws Exception {
    String schema = confirmation.isp().schema();
    execute("SET ROLE " + schema + "; SET search_path TO " + schema);
    connection.setAutoCommit(false);
    try {
      transact(confirmation);
      connection.commit();
    } finally {
      connection.setAutoCommit(true);
      execute("RESET ROLE; RESET search_path");
    }
  }

  private record Service(UUID subscriber, UUID id) {}

  private void transact(Confirmation confirmation) throws Exception {
    OffsetDateTime paid = OffsetDateTime.now(ZoneOffset.UTC);
    long amount = IspMaker.PRICE * 100L;
    look(
        "SELECT id, number, kind, consumer_key, consumer_secret, passkey, callback_token,"
            + " c2b_version FROM shortcode WHERE id = ?",
        confirmation.isp().shortcodeId());
    look(
        "SELECT id, subscriber_id, service_id, plan_id, amount FROM payment_intent"
            + " WHERE reference = ? FOR UPDATE",
        confirmation.account());
    Service service = service(confirmation.account());
    look(
        """
        SELECT id, subscriber_id, service_id, plan_id, amount FROM payment_intent i
         WHERE subscriber_id = ? AND amount = ? AND state <> 'paid'
           AND created_at > work.platform_now() - interval '1 hour'
           AND NOT EXISTS (SELECT FROM payment p WHERE p.intent_id = i.id)
         ORDER BY created_at DESC LIMIT 1 FOR UPDATE
        """,
        service.subscriber(),
        amount);
    look(
        "SELECT id, amount, paid_at, subscriber_id FROM payment WHERE receipt = ? FOR UPDATE",
        confirmation.receipt());
    UUID payment =
        id(
            """
            INSERT INTO payment
              (shortcode_id, intent_id, receipt, amount, door, account_reference, payer, payer_name,
               subscriber_id, service_id, plan_id, price, paid_at, received_at, matched_at)
            VALUES (?, NULL, ?, ?, 'c2b', ?, ?, ?, ?, ?, NULL, NULL, ?, work.platform_now(),
                    CASE WHEN ?::uuid IS NOT NULL THEN work.platform_now() END)
            ON CONFLICT DO NOTHING RETURNING id
            """,
            confirmation.isp().shortcodeId(),
            confirmation.receipt(),
            amount,
            confirmation.account(),
            "2547 ***** 126",
            "AMINA",
            service.subscriber(),
            service.id(),
            paid,
            service.subscriber());
    UUID entry =
        id(
            """
            INSERT INTO journal_entry (kind, reference, value_date, memo) VALUES (?, ?, ?, ?)
            ON CONFLICT (kind, reference) DO NOTHING RETURNING id
            """,
            "payment",
            "payment:" + payment,
            paid,
            confirmation.receipt());
    post(entry, 1, "1100", null, amount);
    post(entry, 2, "2100", service.subscriber(), -amount);
    update(
        """
        INSERT INTO wallet (owner, balance) VALUES (?, ?)
        ON CONFLICT (owner) DO UPDATE SET balance = wallet.balance + excluded.balance
        """,
        service.subscriber(),
        amount);
    update(
        """
        INSERT INTO work.scheduled_tasks
          (task_name, task_instance, task_data, execution_time, picked, version, priority)
        VALUES (?, ?, ?, work.platform_now() + ? * interval '1 millisecond', false, 1, ?)
        ON CONFLICT DO NOTHING
        """,
        "apply-payment",
        confirmation.isp().tenant() + ":" + payment,
        ("{\"payment\":\"" + payment + "\"}").getBytes(StandardCharsets.UTF_8),
        0L,
        100);
    String body = confirmation.body();
    update(
        """
        INSERT INTO callback (shortcode_id, kind, intent_id, body, body_hash, flag)
        VALUES (?, 'confirmation', NULL, ?, ?, NULL) ON CONFLICT DO NOTHING
        """,
        confirmation.isp().shortcodeId(),
        body,
        MessageDigest.getInstance("SHA-256").digest(body.getBytes(StandardCharsets.UTF_8)));
  }

  private Service service(String account) throws SQLException {
    try (PreparedStatement query =
        prepared(
            """
            SELECT s.subscriber_id, s.id FROM service s
              JOIN subscriber c ON c.id = s.subscriber_id
             WHERE c.account_number = ?
             ORDER BY (SELECT max(received_at) FROM payment p WHERE p.service_id = s.id)
                      DESC NULLS LAST, s.id
             LIMIT 1
            """,
            account)) {
      try (ResultSet row = query.executeQuery()) {
        row.next();
        return new Service(row.getObject(1, UUID.class), row.getObject(2, UUID.class));
      }
    }
  }

  private void post(UUID entry, int line, String account, @Nullable UUID owner, long amount)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO posting (entry_id, line, account, owner, amount)"
                + " VALUES (?, ?, ?, ?, ?)")) {
      insert.setObject(1, entry);
      insert.setInt(2, line);
      insert.setString(3, account);
      insert.setObject(4, owner, Types.OTHER);
      insert.setLong(5, amount);
      insert.executeUpdate();
    }
  }

  private void look(String sql, Object... parameters) throws SQLException {
    try (PreparedStatement query = prepared(sql, parameters);
        ResultSet rows = query.executeQuery()) {
      while (rows.next()) {
        rows.getObject(1);
      }
    }
  }

  private UUID id(String sql, Object... parameters) throws SQLException {
    try (PreparedStatement query = prepared(sql, parameters);
        ResultSet rows = query.executeQuery()) {
      rows.next();
      return rows.getObject(1, UUID.class);
    }
  }

  private void update(String sql, Object... parameters) throws SQLException {
    try (PreparedStatement update = prepared(sql, parameters)) {
      update.executeUpdate();
    }
  }

  private PreparedStatement prepared(String sql, Object... parameters) throws SQLException {
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
