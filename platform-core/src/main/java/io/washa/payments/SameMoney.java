package io.washa.payments;

import io.washa.audit.Audit;
import io.washa.payments.matching.PayerTraits;
import java.sql.Types;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Finds the same money where two doors share no key: a prompt's status knows the prompt and no
 * receipt; a till's confirmation, the status of a receipt and a cashier know the receipt and no
 * prompt. Same shortcode, amount and payer, at the prompt's time: then it is one payment.
 *
 * <p>Taking two payments for one does no lasting harm here: each receipt is given to one payment
 * only, so that the second receipt, through whichever door, becomes a payment of its own. Taking
 * one for two would be a double credit.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class SameMoney {
  private final JdbcClient jdbc;
  private final TakingBack takingBack;
  private final Audit audit;

  SameMoney(JdbcClient jdbc, TakingBack takingBack, Audit audit) {
    this.jdbc = jdbc;
    this.takingBack = takingBack;
    this.audit = audit;
  }

  /** Whether a prompt has its payment. */
  boolean answered(UUID intent) {
    return jdbc.sql("SELECT EXISTS (SELECT FROM payment WHERE intent_id = ?)")
        .param(intent)
        .query((row, _) -> row.getBoolean(1))
        .single();
  }

  /**
   * Whether a prompt's own result told another receipt before. One request to M-Pesa is paid once;
   * who pays a second time by hand with its reference comes by another door.
   */
  boolean toldUnderAnotherReceipt(UUID intent, String receipt) {
    return jdbc.sql(
            """
            SELECT EXISTS (
              SELECT FROM payment p
               WHERE p.intent_id = :intent AND p.receipt <> :receipt
                 AND (p.door = 'stk'
                      OR EXISTS (SELECT FROM callback c
                                  WHERE c.kind = 'stk' AND c.intent_id = p.intent_id
                                    AND c.flag IS NULL AND position(p.receipt IN c.body) > 0)))
            """)
        .param("intent", intent)
        .param("receipt", receipt)
        .query((row, _) -> row.getBoolean(1))
        .single();
  }

  /**
   * The payment of a prompt, given this door's receipt if it lacks one. Empty if there is none, or
   * it has another receipt or amount: then this is another payment.
   */
  Optional<UUID> ofPrompt(UUID intent, Incoming incoming) {
    if (incoming.receipt() == null) {
      return jdbc.sql("SELECT id FROM payment WHERE intent_id = ?")
          .param(intent)
          .query((row, _) -> row.getObject("id", UUID.class))
          .optional();
    }
    return jdbc.sql(
            """
            UPDATE payment SET receipt = ?
             WHERE intent_id = ? AND receipt IS NULL AND amount = ? RETURNING id
            """)
        .params(incoming.receipt(), intent, incoming.amount())
        .query((row, _) -> row.getObject("id", UUID.class))
        .optional();
  }

  /**
   * The payment without receipt that money without prompt is: gets the receipt. Locks the prompts
   * that it may answer, so that a query about one of them comes before or after.
   *
   * @param service if it is known whose the money is, only a payment for the same
   */
  Optional<UUID> withoutReceipt(Incoming incoming, Optional<UUID> service) {
    List<UUID> prompts = lockPrompts(incoming, service.orElse(null));
    if (prompts.isEmpty()) {
      return Optional.empty();
    }
    return jdbc.sql(
            """
            UPDATE payment SET receipt = :receipt
             WHERE id = (SELECT id FROM payment
                          WHERE intent_id = ANY (:prompts) AND receipt IS NULL
                            AND amount = :amount AND reversed_at IS NULL
                            AND (:service::uuid IS NULL OR service_id = :service)
                          ORDER BY abs(extract(epoch FROM paid_at - :paid::timestamptz)), id
                          LIMIT 1)
            RETURNING id
            """)
        .param("receipt", incoming.receipt())
        .param("prompts", prompts.toArray(UUID[]::new))
        .param("amount", incoming.amount())
        .param("service", service.orElse(null), Types.OTHER)
        .param("paid", incoming.paidAt().atOffset(ZoneOffset.UTC))
        .query((row, _) -> row.getObject("id", UUID.class))
        .optional();
  }

  /** A prompt waits a minute or two; what a person typed has a date rather than a time. */
  private List<UUID> lockPrompts(Incoming incoming, @Nullable UUID service) {
    PayerTraits payer = PayerTraits.of(incoming.payer(), incoming.payerName());
    boolean typed = incoming.door() == Incoming.Door.HAND;
    return jdbc.sql(
            """
            SELECT id FROM payment_intent
             WHERE shortcode_id = :shortcode AND amount = :amount
               AND created_at > :paid::timestamptz - :before::interval
               AND created_at < :paid::timestamptz + :after::interval
               AND (encode(sha256(phone::bytea), 'hex') = :hash
                    OR :hash::text IS NULL AND right(phone, 3) = :digits
                    OR :hash::text IS NULL AND :digits::text IS NULL AND service_id = :service)
             ORDER BY id LIMIT 20 FOR UPDATE
            """)
        .param("shortcode", incoming.shortcode())
        .param("amount", incoming.amount())
        .param("paid", incoming.paidAt().atOffset(ZoneOffset.UTC))
        .param("before", typed ? "1 day" : "10 minutes")
        .param("after", typed ? "1 day" : "2 minutes")
        .param("hash", payer.hash(), Types.VARCHAR)
        .param("digits", payer.digits(), Types.VARCHAR)
        .param("service", service, Types.OTHER)
        .query((row, _) -> row.getObject("id", UUID.class))
        .list();
  }

  /**
   * The payment with a receipt that money of a prompt is: becomes the prompt's. Only what was told
   * since the prompt, without any reference of its own, and is nobody else's.
   */
  Optional<UUID> withoutPrompt(UUID intent) {
    return jdbc.sql(
            """
            UPDATE payment SET intent_id = :intent
             WHERE id = (SELECT p.id FROM payment p JOIN payment_intent i ON i.id = :intent
                          WHERE p.shortcode_id = i.shortcode_id AND p.amount = i.amount
                            AND p.intent_id IS NULL AND p.account_reference = ''
                            AND p.receipt IS NOT NULL AND p.ours AND p.reversed_at IS NULL
                            AND CASE p.door WHEN 'hand' THEN p.received_at >= i.created_at
                                ELSE p.paid_at >= i.created_at - interval '2 minutes' END
                            AND (p.service_id = i.service_id
                                   AND (p.payer = '' AND p.payer_hash IS NULL
                                        OR p.payer_hash = encode(sha256(i.phone::bytea), 'hex')
                                        OR p.payer_hash IS NULL AND right(p.payer, 3) = right(i.phone, 3))
                                 OR p.service_id IS NULL
                                   AND (p.payer_hash = encode(sha256(i.phone::bytea), 'hex')
                                        OR p.payer_hash IS NULL AND p.payer <> ''
                                           AND right(p.payer, 3) = right(i.phone, 3)))
                          ORDER BY p.paid_at, p.id LIMIT 1)
            RETURNING id
            """)
        .param("intent", intent)
        .query((row, _) -> row.getObject("id", UUID.class))
        .optional();
  }

  /**
   * Makes a payment the prompt's whose reference this door told. If a query had made one of its own
   * for the prompt, that one gets the receipt, and this one, being the same money, is taken out of
   * the books again.
   */
  void joinPrompt(UUID payment, UUID intent, UUID service) {
    Optional<UUID> prompted =
        jdbc.sql("SELECT id FROM payment WHERE intent_id = ? AND id <> ? AND receipt IS NULL")
            .params(intent, payment)
            .query((row, _) -> row.getObject("id", UUID.class))
            .optional();
    if (prompted.isPresent()) {
      merge(payment, prompted.get());
      return;
    }
    jdbc.sql(
            """
            UPDATE payment SET intent_id = :intent
             WHERE id = :payment AND intent_id IS NULL AND service_id = :service
               AND NOT EXISTS (SELECT FROM payment WHERE intent_id = :intent)
            """)
        .param("intent", intent)
        .param("payment", payment)
        .param("service", service)
        .update();
  }

  private void merge(UUID twin, UUID prompted) {
    if (!takingBack.merged(twin, prompted)) {
      return;
    }
    audit.note(
        new Audit.Deed(
            "washa",
            "payment.merged",
            "payment:" + prompted,
            Map.of("twin", twin.toString(), "why", "one receipt, told twice")));
  }
}
