package io.washa.bench;

import io.washa.bench.Confirmations.Confirmation;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;

/**
 * The limit of taking in a confirmation: the statements of the platform's transaction 1, in its
 * order, with its change of role and search path, from a loop that does nothing else. Whoever
 * changes {@code payments.Settling}, {@code Matching} or {@code Recording} changes this too; the
 * test of the same name compares what both leave in the tables.
 */
final class BareIngest implements Load.Worker {
  private final BareConnection on;
  private final Confirmations.Told told;

  BareIngest(BareConnection on, Confirmations confirmations) {
    this.on = on;
    this.told = confirmations.told();
  }

  @Override
  public void once() throws Exception {
    Confirmation confirmation = told.next();
    if (told.isAgain()) {
      takeAgain(on, confirmation);
    } else {
      take(on, confirmation, Duration.ZERO);
    }
  }

  /** Takes a confirmation in that was taken in before. */
  static void takeAgain(BareConnection on, Confirmation confirmation) throws Exception {
    on.transact(
        confirmation.isp().schema(),
        () -> {
          Service service = service(on, confirmation);
          prompt(on, service);
          if (insert(on, confirmation, service).isPresent()) {
            throw new IllegalStateException(confirmation.receipt() + " was not taken in before");
          }
          UUID payment = known(on, confirmation);
          learn(on, payment);
          keep(on, confirmation);
          return payment;
        });
  }

  /** What was posted, and for whom. */
  record Posted(UUID payment, UUID subscriber, UUID service) {}

  /**
   * Takes a confirmation in.
   *
   * @param later when its task is due; a running platform would do it at once
   */
  static Posted take(BareConnection on, Confirmation confirmation, Duration later)
      throws Exception {
    return on.transact(
        confirmation.isp().schema(), () -> transact(on, confirmation, later.toMillis()));
  }

  private record Service(UUID subscriber, UUID id) {}

  private static Posted transact(BareConnection on, Confirmation confirmation, long later)
      throws Exception {
    long amount = IspMaker.PRICE * 100L;
    Service service = service(on, confirmation);
    prompt(on, service);
    UUID payment = insert(on, confirmation, service).orElseThrow();
    on.book(
        new BareConnection.Booking(
            "payment",
            "payment:" + payment,
            confirmation.receipt(),
            "1100",
            service.subscriber(),
            amount));
    on.look(
        """
        SELECT l.shortcode_id, l.receipt, l.ordinal, l.completed_at, l.amount, l.details, l.linked
          FROM payment p
          JOIN mpesa_line l ON l.linked = p.receipt AND l.linked <> '' AND l.kind = 'reversal'
         WHERE p.reversed_at IS NULL AND -l.amount = p.amount AND p.id = ?
        """,
        payment);
    on.update(
        """
        INSERT INTO work.scheduled_tasks
          (task_name, task_instance, task_data, execution_time, picked, version, priority)
        VALUES (?, ?, ?, work.platform_now() + ? * interval '1 millisecond', false, 1, ?)
        ON CONFLICT DO NOTHING
        """,
        "apply-payment",
        confirmation.isp().tenant() + ":" + payment,
        ("{\"payment\":\"" + payment + "\"}").getBytes(StandardCharsets.UTF_8),
        later,
        100);
    keep(on, confirmation);
    return new Posted(payment, service.subscriber(), service.id());
  }

  private static Service service(BareConnection on, Confirmation confirmation) throws SQLException {
    on.look(
        "SELECT number, store_number, relay_url IS NOT NULL AS relays FROM shortcode WHERE id = ?",
        confirmation.isp().shortcodeId());
    on.look(
        "SELECT id, subscriber_id, service_id, plan_id, amount FROM payment_intent"
            + " WHERE reference = ? FOR UPDATE",
        confirmation.account());
    try (PreparedStatement query =
        on.prepared(
            """
            SELECT coalesce(s.payer_id, s.subscriber_id) AS subscriber_id, s.id FROM service s
              JOIN subscriber c ON c.id = s.subscriber_id
             WHERE c.account_number = ?
             ORDER BY (SELECT max(received_at) FROM payment p WHERE p.service_id = s.id)
                      DESC NULLS LAST, s.id
             LIMIT 20
            """,
            confirmation.account())) {
      try (ResultSet row = query.executeQuery()) {
        row.next();
        return new Service(row.getObject(1, UUID.class), row.getObject(2, UUID.class));
      }
    }
  }

  /** Looks for a prompt that may be meant. */
  private static void prompt(BareConnection on, Service service) throws SQLException {
    on.look(
        """
        SELECT id, subscriber_id, service_id, plan_id, amount FROM payment_intent i
         WHERE service_id = ANY (ARRAY[?::uuid]) AND subscriber_id = ?
           AND amount = ? AND state <> 'paid'
           AND created_at > work.platform_now() - interval '1 hour'
           AND NOT EXISTS (SELECT FROM payment p WHERE p.intent_id = i.id)
         ORDER BY created_at DESC LIMIT 1 FOR UPDATE
        """,
        service.id(),
        service.subscriber(),
        IspMaker.PRICE * 100L);
  }

  /** The new payment; empty if its receipt is known. */
  private static Optional<UUID> insert(
      BareConnection on, Confirmation confirmation, Service service) throws SQLException {
    try (PreparedStatement query =
            on.prepared(
                """
                INSERT INTO payment
                  (shortcode_id, intent_id, receipt, amount, door, account_reference, payer, payer_name,
                   payer_hash, payer_tail, subscriber_id, service_id, plan_id, price, matched_by, paid_at,
                   received_at, matched_at)
                VALUES (?, NULL, ?, ?, 'c2b', ?, ?, ?, NULL, ?, ?, ?, NULL, NULL, 'account number', ?,
                        work.platform_now(),
                        CASE WHEN ?::uuid IS NOT NULL THEN work.platform_now() END)
                ON CONFLICT DO NOTHING RETURNING id
                """,
                confirmation.isp().shortcodeId(),
                confirmation.receipt(),
                IspMaker.PRICE * 100L,
                confirmation.account(),
                "2547 ***** 126",
                "AMINA",
                "126 AMINA",
                service.subscriber(),
                service.id(),
                OffsetDateTime.now(ZoneOffset.UTC),
                service.subscriber());
        ResultSet row = query.executeQuery()) {
      return row.next() ? Optional.of(row.getObject(1, UUID.class)) : Optional.empty();
    }
  }

  private static UUID known(BareConnection on, Confirmation confirmation) throws SQLException {
    return on.id(
        """
        SELECT id, amount, subscriber_id, service_id, round, ours,
               reversed_at IS NOT NULL AS reversed,
               CASE WHEN door IN ('c2b', 'stk') THEN account_reference ELSE '' END AS account,
               coalesce(matched_by LIKE 'guess,%', false) AS guessed
          FROM payment WHERE receipt = ? FOR NO KEY UPDATE
        """,
        confirmation.receipt());
  }

  /** What a later door adds: nothing, if it is the same once more. */
  private static void learn(BareConnection on, UUID payment) throws SQLException {
    on.update(
        """
        UPDATE payment
           SET payer = CASE payer WHEN '' THEN ? ELSE payer END,
               payer_tail = coalesce(payer_tail, ?),
               payer_name = CASE payer_name WHEN '' THEN ? ELSE payer_name END
         WHERE id = ? AND (payer_tail IS NULL OR payer = '' OR payer_name = '')
        """,
        "2547 ***** 126",
        "126 AMINA",
        "AMINA",
        payment);
  }

  private static void keep(BareConnection on, Confirmation confirmation) throws Exception {
    String body = confirmation.body();
    on.update(
        """
        INSERT INTO callback (shortcode_id, kind, intent_id, body, body_hash, flag, source)
        VALUES (?, 'confirmation', NULL, ?, ?, NULL, '127.0.0.1') ON CONFLICT DO NOTHING
        """,
        confirmation.isp().shortcodeId(),
        body,
        MessageDigest.getInstance("SHA-256")
            .digest(("null" + body).getBytes(StandardCharsets.UTF_8)));
  }

  @Override
  public void close() throws SQLException {
    on.close();
  }
}
