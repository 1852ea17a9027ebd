package io.washa.insight;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The bound tenant's payments, newest first, a page at a time and without counting them. */
@Component
public class PaymentList {
  private static final int LARGEST_PAGE = 200;
  private static final String START =
      """
      SELECT p.id, p.received_at, p.receipt, p.payer, p.payer_name, p.account_reference, p.amount,
             p.reversed_at IS NOT NULL AS taken_back, p.subscriber_id, s.account_number, s.first_name || ' ' || s.last_name AS subscriber,
             coalesce(n.name, '') AS plan, q.id IS NOT NULL AS renewed,
             coalesce(a.applied_generation >= q.access_generation, false) AS connected,
             coalesce(a.online, false) AS online,
             CASE WHEN a.outcome IN ('waiting', 'failed') THEN a.error END AS access_error
        FROM (\
      """;
  private static final String REST =
      """
        ) p
        LEFT JOIN subscriber s ON s.id = p.subscriber_id
        LEFT JOIN period q ON q.cause = 'payment:' || p.id || CASE WHEN p.round > 0 THEN ':' || p.round ELSE '' END
        LEFT JOIN plan n ON n.id = coalesce(q.plan_id, p.plan_id)
        LEFT JOIN access a ON a.id = q.access_id
       ORDER BY p.received_at DESC, p.id DESC
      """;

  private final JdbcClient jdbc;

  PaymentList(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * One payment as a line of the list.
   *
   * @param receipt M-Pesa's code; null while only a query told of the money
   * @param payer the paying phone as Safaricom gives it, often masked or hashed; may be empty
   * @param payerName may be empty
   * @param reference the account that was typed
   * @param subscriber null while in suspense
   * @param amount minor units
   * @param problem why the router does not have it yet, for a person; null if nothing is wrong
   */
  public record Line(
      UUID id,
      Instant receivedAt,
      @Nullable String receipt,
      String payer,
      String payerName,
      String reference,
      @Nullable Subscriber subscriber,
      String plan,
      long amount,
      State state,
      @Nullable String problem) {

    /** Where the list goes on after this line. */
    public Key key() {
      return new Key(receivedAt, id);
    }
  }

  /** Whose payment it is. */
  public record Subscriber(UUID id, String account, String name) {}

  /** How far a payment has come, as one word. */
  public enum State {
    /** It was voided, or M-Pesa took it back. */
    TAKEN_BACK,
    /** Nobody knows whose it is. */
    SUSPENSE,
    /** In the books; it has not bought a period, or not yet. */
    PAID,
    /** Has bought its period; the router does not have it yet. */
    RENEWED,
    /** The router has it. */
    CONNECTED,
    /** And the subscriber is online now. */
    ONLINE
  }

  /** A place between two payments. */
  public record Key(Instant receivedAt, UUID id) {}

  /**
   * The next payments.
   *
   * @param after the last one that was seen; null: from the newest
   * @param size at most 200
   */
  public List<Line> page(@Nullable Key after, int size) {
    int rows = Math.min(size, LARGEST_PAGE);
    if (after == null) {
      return jdbc.sql(
              START + "SELECT * FROM payment ORDER BY received_at DESC, id DESC LIMIT :size" + REST)
          .param("size", rows)
          .query(PaymentList::read)
          .list();
    }
    return jdbc.sql(
            START
                + "SELECT * FROM payment WHERE (received_at, id) < (:at, :id)"
                + " ORDER BY received_at DESC, id DESC LIMIT :size"
                + REST)
        .param("size", rows)
        .param("at", after.receivedAt().atOffset(ZoneOffset.UTC))
        .param("id", after.id())
        .query(PaymentList::read)
        .list();
  }

  /** The newest payments of a subscriber; at most 200. */
  public List<Line> ofSubscriber(UUID subscriber, int size) {
    return jdbc.sql(
            START
                + "SELECT * FROM payment WHERE subscriber_id = :subscriber ORDER BY received_at DESC, id DESC LIMIT :size"
                + REST)
        .param("subscriber", subscriber)
        .param("size", Math.min(size, LARGEST_PAGE))
        .query(PaymentList::read)
        .list();
  }

  /** The payment with this id; empty if the tenant has none. */
  public Optional<Line> find(UUID payment) {
    return jdbc.sql(START + "SELECT * FROM payment WHERE id = :id" + REST)
        .param("id", payment)
        .query(PaymentList::read)
        .optional();
  }

  private static Line read(ResultSet row, int number) throws SQLException {
    UUID subscriber = row.getObject("subscriber_id", UUID.class);
    return new Line(
        row.getObject("id", UUID.class),
        row.getObject("received_at", OffsetDateTime.class).toInstant(),
        row.getString("receipt"),
        row.getString("payer"),
        row.getString("payer_name"),
        row.getString("account_reference"),
        subscriber == null
            ? null
            : new Subscriber(
                subscriber, row.getString("account_number"), row.getString("subscriber")),
        row.getString("plan"),
        row.getLong("amount"),
        state(row, subscriber != null),
        row.getBoolean("connected") ? null : row.getString("access_error"));
  }

  private static State state(ResultSet row, boolean known) throws SQLException {
    if (row.getBoolean("taken_back")) {
      return State.TAKEN_BACK;
    } else if (!known) {
      return State.SUSPENSE;
    } else if (!row.getBoolean("renewed")) {
      return State.PAID;
    } else if (!row.getBoolean("connected")) {
      return State.RENEWED;
    }
    return row.getBoolean("online") ? State.ONLINE : State.CONNECTED;
  }
}
