package io.washa.insight;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What a cashier's counter shows: the open drawer, what was taken, who may pay. */
@Component
public class TillDesk {
  private static final int MOST = 200;
  private static final int MOST_FOUND = 8;

  private final JdbcClient jdbc;
  private final SubscriberList subscribers;

  TillDesk(JdbcClient jdbc, SubscriberList subscribers) {
    this.jdbc = jdbc;
    this.subscribers = subscribers;
  }

  /**
   * An open drawer; amounts in minor units.
   *
   * @param taken cash of payments that were not voided
   * @param left given back, or taken to the bank
   */
  public record Drawer(UUID id, Instant openedAt, long opening, long taken, long left) {
    /** What should be in it. */
    public long expected() {
      return opening + taken - left;
    }
  }

  /**
   * Cash that was taken.
   *
   * @param amount minor units
   * @param voidAsked whether somebody has asked to void it, and nobody has decided
   */
  public record Taking(
      UUID payment,
      Instant at,
      long amount,
      String subscriber,
      String account,
      boolean voided,
      boolean voidAsked) {}

  /**
   * A service that cash may be for.
   *
   * @param price minor units
   */
  public record Payable(UUID service, String subscriber, String account, String plan, long price) {}

  /**
   * What stands on the slip of a cash payment.
   *
   * @param amount minor units
   * @param until until when the service is paid; null if it is not
   */
  public record Slip(
      UUID payment,
      Instant at,
      long amount,
      String cashier,
      String subscriber,
      String account,
      String plan,
      @Nullable Instant until,
      boolean voided) {}

  /** A cashier's open drawer. */
  public Optional<Drawer> drawer(String cashier) {
    return jdbc.sql(
            """
            SELECT t.id, t.opened_at, t.opening,
                   (SELECT coalesce(sum(p.amount), 0) FROM payment p
                     WHERE p.till_id = t.id AND p.reversed_at IS NULL) AS taken,
                   (SELECT coalesce(sum(m.amount), 0) FROM till_move m
                     WHERE m.till_id = t.id) AS gone
              FROM till t WHERE t.cashier = ? AND t.closed_at IS NULL
            """)
        .param(cashier)
        .query((row, _) ->
            new Drawer(
                row.getObject("id", UUID.class),
                row.getObject("opened_at", OffsetDateTime.class).toInstant(),
                row.getLong("opening"),
                row.getLong("taken"),
                row.getLong("gone")))
        .optional();
  }

  /** What is in a drawer, newest first; at most 200. */
  public List<Taking> takings(UUID drawer) {
    return jdbc.sql(
            """
            SELECT p.id, p.received_at, p.amount, c.first_name || ' ' || c.last_name AS name,
                   c.account_number, p.reversed_at IS NOT NULL AS voided,
                   v.id IS NOT NULL AS void_asked
              FROM payment p JOIN service s ON s.id = p.service_id
              JOIN subscriber c ON c.id = s.subscriber_id
              LEFT JOIN approval v ON v.kind = 'void' AND v.subject = p.id AND v.state = 'open'
             WHERE p.till_id = ? ORDER BY p.received_at DESC, p.id DESC LIMIT ?
            """)
        .params(drawer, MOST)
        .query((row, _) ->
            new Taking(
                row.getObject("id", UUID.class),
                row.getObject("received_at", OffsetDateTime.class).toInstant(),
                row.getLong("amount"),
                row.getString("name"),
                row.getString("account_number"),
                row.getBoolean("voided"),
                row.getBoolean("void_asked")))
        .list();
  }

  /** The services of whoever's name, phone or account number begins like this. */
  public List<Payable> search(String typed) {
    if (typed.isBlank()) {
      return List.of();
    }
    return subscribers.page(typed, null, MOST_FOUND).stream()
        .flatMap(found ->
            jdbc
                .sql(
                    """
                    SELECT s.id, p.name, p.price FROM service s JOIN plan p ON p.id = s.plan_id
                     WHERE s.subscriber_id = ? ORDER BY s.created_at, s.id LIMIT 20
                    """)
                .param(found.id())
                .query((row, _) ->
                    new Payable(
                        row.getObject("id", UUID.class),
                        found.name(),
                        found.account(),
                        row.getString("name"),
                        row.getLong("price")))
                .stream())
        .toList();
  }

  /** What stands on the slip of a cash payment; empty for any other. */
  public Optional<Slip> slip(UUID payment) {
    return jdbc.sql(
            """
            SELECT p.id, p.received_at, p.amount, t.cashier,
                   c.first_name || ' ' || c.last_name AS name, c.account_number, n.name AS plan,
                   p.reversed_at IS NOT NULL AS voided, u.ends_at
              FROM payment p JOIN till t ON t.id = p.till_id
              JOIN service s ON s.id = p.service_id
              JOIN subscriber c ON c.id = s.subscriber_id
              JOIN plan n ON n.id = s.plan_id
              LEFT JOIN subscription u ON u.service_id = s.id
             WHERE p.id = ?
            """)
        .param(payment)
        .query((row, _) -> {
          OffsetDateTime ends = row.getObject("ends_at", OffsetDateTime.class);
          return new Slip(
              row.getObject("id", UUID.class),
              row.getObject("received_at", OffsetDateTime.class).toInstant(),
              row.getLong("amount"),
              row.getString("cashier"),
              row.getString("name"),
              row.getString("account_number"),
              row.getString("plan"),
              ends == null ? null : ends.toInstant(),
              row.getBoolean("voided"));
        })
        .optional();
  }
}
