package io.washa.payments;

import io.washa.payments.matching.Match;
import io.washa.payments.matching.Question;
import java.security.SecureRandom;
import java.sql.Types;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The prompts: opened, sent, ended. */
@Component
class Intents {
  /** No letter or digit that people take for another. */
  private static final String ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

  private final JdbcClient jdbc;
  private final SecureRandom random = new SecureRandom();

  Intents(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * A prompt as it stands.
   *
   * @param amount minor units
   * @param checkoutRequestId null until Safaricom's answer is known
   */
  record Intent(
      UUID id,
      UUID shortcode,
      String phone,
      long amount,
      String reference,
      String state,
      @Nullable String merchantRequestId,
      @Nullable String checkoutRequestId,
      OffsetDateTime createdAt,
      boolean old) {
    /** Whether nothing more is to be expected. */
    boolean ended() {
      return state.equals("paid") || state.equals("failed");
    }

    /** Leaves personal data out. */
    @Override
    public String toString() {
      return "Intent[" + id + " " + state + "]";
    }
  }

  /** An intent, and whether it is the one asked for or one that was open already. */
  record Opened(UUID id, boolean fresh) {}

  /** Opens an intent with plan and price pinned, unless one for service and plan is open. */
  Opened open(UUID shortcode, PromptRequest request) {
    for (int attempt = 0; attempt < 5; attempt++) {
      Optional<UUID> fresh = insert(shortcode, request);
      if (fresh.isPresent()) {
        return new Opened(fresh.get(), true);
      }
      Optional<UUID> open = findOpen(request);
      if (open.isPresent()) {
        return new Opened(open.get(), false);
      }
      // The reference was taken, or the open one has just ended: once more.
    }
    throw new IllegalStateException("no free reference for service " + request.service());
  }

  private Optional<UUID> insert(UUID shortcode, PromptRequest request) {
    return jdbc.sql(
            """
            INSERT INTO payment_intent
              (shortcode_id, subscriber_id, service_id, plan_id, phone, amount, reference)
            SELECT ?, c.id, s.id, p.id, ?, greatest(100, discounted(s.id, p.price)), left(c.account_number, 8) || ?
              FROM service s JOIN subscriber c ON c.id = coalesce(s.payer_id, s.subscriber_id)
              JOIN plan p ON p.id = ? AND p.on_sale
             WHERE s.id = ?
            ON CONFLICT DO NOTHING RETURNING id
            """)
        .params(shortcode, request.phone().msisdn(), suffix(), request.plan(), request.service())
        .query((row, _) -> row.getObject("id", UUID.class))
        .optional();
  }

  private String suffix() {
    StringBuilder text = new StringBuilder(4);
    for (int i = 0; i < 4; i++) {
      text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return text.toString();
  }

  private Optional<UUID> findOpen(PromptRequest request) {
    return jdbc.sql(
            """
            SELECT id FROM payment_intent
             WHERE service_id = ? AND plan_id = ? AND state IN ('created', 'prompted')
            """)
        .params(request.service(), request.plan())
        .query((row, _) -> row.getObject("id", UUID.class))
        .optional();
  }

  /** The intent, locked until the transaction ends if one is open. */
  Optional<Intent> lock(UUID id) {
    return jdbc.sql(
            """
            SELECT id, shortcode_id, phone, amount, reference, state, merchant_request_id,
                   checkout_request_id, created_at,
                   created_at < work.platform_now() - interval '3 minutes' AS old
              FROM payment_intent WHERE id = ? FOR UPDATE
            """)
        .param(id)
        .query((row, _) ->
            new Intent(
                row.getObject("id", UUID.class),
                row.getObject("shortcode_id", UUID.class),
                row.getString("phone"),
                row.getLong("amount"),
                row.getString("reference"),
                row.getString("state"),
                row.getString("merchant_request_id"),
                row.getString("checkout_request_id"),
                row.getObject("created_at", OffsetDateTime.class),
                row.getBoolean("old")))
        .optional();
  }

  /**
   * The prompts that a till's payment can answer: of the same amount, not paid, at the till's site,
   * opened before it was paid, and sent to a phone like the payer's. Where M-Pesa shows three
   * digits only, the payer's first name must not be another than the one known for that phone.
   * Locked until the transaction ends.
   *
   * @return at most two: who finds two does not know
   */
  List<Match> lockLike(Question question) {
    return jdbc.sql(
            """
            SELECT i.id, i.subscriber_id, i.service_id, i.plan_id, i.amount
              FROM payment_intent i
              JOIN payment q ON q.id = :payment
              JOIN shortcode k ON k.id = q.shortcode_id
              JOIN service s ON s.id = i.service_id
             WHERE i.amount = :amount AND i.state <> 'paid'
               AND i.created_at > q.paid_at - interval '1 hour'
               AND i.created_at < q.paid_at + interval '1 minute'
               AND (k.site_id IS NULL OR k.site_id = s.site_id)
               AND (encode(sha256(i.phone::bytea), 'hex') = :hash
                    OR :hash::text IS NULL AND right(i.phone, 3) = :digits
                       AND (:first::text IS NULL
                            OR :first IN (SELECT * FROM names_of_phone(i.phone))
                            OR NOT EXISTS (SELECT FROM names_of_phone(i.phone))))
               AND NOT EXISTS (SELECT FROM payment p WHERE p.intent_id = i.id)
             ORDER BY i.id LIMIT 2 FOR UPDATE OF i
            """)
        .param("payment", question.payment())
        .param("amount", question.amount())
        .param("hash", question.payer().hash(), Types.VARCHAR)
        .param("digits", question.payer().digits(), Types.VARCHAR)
        .param("first", question.payer().firstName(), Types.VARCHAR)
        .query((row, _) ->
            new Match(
                row.getObject("subscriber_id", UUID.class),
                row.getObject("service_id", UUID.class),
                row.getObject("id", UUID.class),
                new Match.Pinned(row.getObject("plan_id", UUID.class), row.getLong("amount")),
                "prompt of the same amount and phone"))
        .list();
  }

  /** Safaricom took the prompt in; a callback may have overtaken this news. */
  void accepted(UUID id, String merchantRequestId, String checkoutRequestId) {
    jdbc.sql(
            """
            UPDATE payment_intent
               SET merchant_request_id = ?, checkout_request_id = ?,
                   prompted_at = coalesce(prompted_at, work.platform_now()),
                   state = CASE state WHEN 'created' THEN 'prompted' ELSE state END
             WHERE id = ?
            """)
        .params(merchantRequestId, checkoutRequestId, id)
        .update();
  }

  /** The prompt may be on the phone, or not. */
  void perhapsSent(UUID id) {
    jdbc.sql(
            """
            UPDATE payment_intent SET prompted_at = coalesce(prompted_at, work.platform_now())
             WHERE id = ?
            """)
        .param(id)
        .update();
  }

  /** Money came: the last word. */
  void paid(UUID id) {
    jdbc.sql(
            """
            UPDATE payment_intent
               SET state = 'paid', result_code = '0', ended_at = work.platform_now()
             WHERE id = ? AND state <> 'paid'
            """)
        .param(id)
        .update();
  }

  /** The prompt ended without money; never overrules money that came. */
  void failed(UUID id, String code, String text) {
    jdbc.sql(
            """
            UPDATE payment_intent
               SET state = 'failed', result_code = ?, result_text = ?,
                   ended_at = work.platform_now()
             WHERE id = ? AND state <> 'paid'
            """)
        .params(code, text, id)
        .update();
  }

  /** Nobody can say: frees the way for another prompt, and is watched further. */
  void unknown(UUID id) {
    jdbc.sql(
            "UPDATE payment_intent SET state = 'unknown'"
                + " WHERE id = ? AND state IN ('created', 'prompted')")
        .param(id)
        .update();
  }

  /** Notes one more query. */
  void queried(UUID id) {
    jdbc.sql("UPDATE payment_intent SET queries = queries + 1 WHERE id = ?").param(id).update();
  }
}
