package io.washa.payments;

import io.washa.ledger.Account;
import io.washa.ledger.Entry;
import io.washa.ledger.Entry.Posting;
import io.washa.ledger.Ledger;
import io.washa.work.Tasks;
import java.sql.Types;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Transaction 1 of a payment: makes the payment, books it, and leaves the rest to a task. The same
 * money through several doors, in any order and at once, becomes one payment: unique by receipt,
 * and by prompt for a door that knows no receipt.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class Recording {
  private final JdbcClient jdbc;
  private final Ledger ledger;
  private final Tasks tasks;
  private final ApplicationEventPublisher events;

  Recording(JdbcClient jdbc, Ledger ledger, Tasks tasks, ApplicationEventPublisher events) {
    this.jdbc = jdbc;
    this.ledger = ledger;
    this.tasks = tasks;
    this.events = events;
  }

  /**
   * Records money, unless it is known already; completes what is known with what this door adds.
   * The prompt of the match, if any, is locked by the caller.
   *
   * @param match whose it is; empty: goes to suspense
   */
  void record(Incoming incoming, Optional<Match> match) {
    Optional<Known> known = known(incoming.receipt());
    if (known.isPresent()) {
      complete(known.get(), match);
      return;
    }
    UUID intent = match.map(Match::intent).orElse(null);
    if (intent != null && answered(intent)) {
      if (incoming.receipt() == null || fillReceipt(intent, incoming.receipt())) {
        return;
      }
      // The prompt was paid under another receipt: this is a second payment, for the same service.
      intent = null;
    }
    Optional<UUID> inserted = insert(incoming, match, intent);
    if (inserted.isPresent()) {
      book(inserted.get(), incoming, match);
    } else {
      // Its twin was committed between our look and our insert; that one may lack our match.
      known(incoming.receipt()).ifPresent(twin -> complete(twin, match));
    }
  }

  private Optional<Known> known(@Nullable String receipt) {
    if (receipt == null) {
      return Optional.empty();
    }
    return jdbc.sql(
            "SELECT id, amount, paid_at, subscriber_id FROM payment WHERE receipt = ? FOR UPDATE")
        .param(receipt)
        .query((row, _) ->
            new Known(
                row.getObject("id", UUID.class),
                row.getLong("amount"),
                row.getObject("paid_at", OffsetDateTime.class),
                row.getObject("subscriber_id", UUID.class)))
        .optional();
  }

  private boolean answered(UUID intent) {
    return jdbc.sql("SELECT EXISTS (SELECT FROM payment WHERE intent_id = ?)")
        .param(intent)
        .query((row, _) -> row.getBoolean(1))
        .single();
  }

  private boolean fillReceipt(UUID intent, String receipt) {
    return jdbc.sql("UPDATE payment SET receipt = ? WHERE intent_id = ? AND receipt IS NULL")
            .params(receipt, intent)
            .update()
        == 1;
  }

  /** A later door may know the prompt of a payment that the first had to put into suspense. */
  private void complete(Known known, Optional<Match> match) {
    if (known.subscriber() != null || match.isEmpty()) {
      return;
    }
    Match found = match.get();
    jdbc.sql(
            """
            UPDATE payment
               SET subscriber_id = :subscriber, service_id = :service, plan_id = :plan,
                   price = :price, matched_at = work.platform_now(),
                   intent_id = CASE WHEN EXISTS (SELECT FROM payment WHERE intent_id = :intent)
                                    THEN NULL ELSE :intent END
             WHERE id = :id
            """)
        .param("subscriber", found.subscriber())
        .param("service", found.service())
        .param("plan", found.plan(), Types.OTHER)
        .param("price", found.price(), Types.BIGINT)
        .param("intent", found.intent(), Types.OTHER)
        .param("id", known.id())
        .update();
    ledger.book(
        new Entry(
            "match",
            "payment:" + known.id(),
            known.paidAt().toInstant(),
            "out of suspense",
            List.of(
                Posting.debit(Account.SUSPENSE, known.amount()),
                Posting.creditWallet(found.subscriber(), known.amount()))));
    tasks.enqueue(
        PaymentPosted.APPLY_PAYMENT, known.id().toString(), new PaymentPosted(known.id()));
    events.publishEvent(new PaymentRecorded(known.id()));
  }

  private Optional<UUID> insert(Incoming incoming, Optional<Match> match, @Nullable UUID intent) {
    return jdbc.sql(
            """
            INSERT INTO payment
              (shortcode_id, intent_id, receipt, amount, door, account_reference, payer, payer_name,
               subscriber_id, service_id, plan_id, price, paid_at, received_at, matched_at)
            VALUES (:shortcode, :intent, :receipt, :amount, :door, :reference, :payer, :name,
                    :subscriber, :service, :plan, :price, :paid, work.platform_now(),
                    CASE WHEN :subscriber::uuid IS NOT NULL THEN work.platform_now() END)
            ON CONFLICT DO NOTHING RETURNING id
            """)
        .param("shortcode", incoming.shortcode())
        .param("intent", intent, Types.OTHER)
        .param("receipt", incoming.receipt(), Types.VARCHAR)
        .param("amount", incoming.amount())
        .param("door", incoming.door().name().toLowerCase(Locale.ROOT))
        .param("reference", incoming.accountReference())
        .param("payer", incoming.payer())
        .param("name", incoming.payerName())
        .param("subscriber", match.map(Match::subscriber).orElse(null), Types.OTHER)
        .param("service", match.map(Match::service).orElse(null), Types.OTHER)
        .param("plan", match.map(Match::plan).orElse(null), Types.OTHER)
        .param("price", match.map(Match::price).orElse(null), Types.BIGINT)
        .param("paid", incoming.paidAt().atOffset(ZoneOffset.UTC))
        .query((row, _) -> row.getObject("id", UUID.class))
        .optional();
  }

  private void book(UUID payment, Incoming incoming, Optional<Match> match) {
    long amount = incoming.amount();
    Posting credit =
        match
            .map(found -> Posting.creditWallet(found.subscriber(), amount))
            .orElseGet(() -> Posting.credit(Account.SUSPENSE, amount));
    ledger.book(
        new Entry(
            "payment",
            "payment:" + payment,
            incoming.paidAt(),
            incoming.receipt() == null ? "" : incoming.receipt(),
            List.of(Posting.debit(Account.MPESA_CLEARING, amount), credit)));
    if (match.isPresent()) {
      tasks.enqueue(PaymentPosted.APPLY_PAYMENT, payment.toString(), new PaymentPosted(payment));
    }
    events.publishEvent(new PaymentRecorded(payment));
  }

  private record Known(UUID id, long amount, OffsetDateTime paidAt, @Nullable UUID subscriber) {}
}
