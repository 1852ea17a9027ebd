package io.washa.payments;

import static io.washa.customers.AccountNumber.normalise;

import io.washa.ledger.Account;
import io.washa.ledger.Entry;
import io.washa.ledger.Entry.Posting;
import io.washa.ledger.Ledger;
import io.washa.payments.matching.Match;
import io.washa.payments.matching.PayerTraits;
import io.washa.work.Tasks;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
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
public class Recording {
  private static final String KNOWN =
      """
      SELECT id, amount, subscriber_id, service_id, round, ours, reversed_at IS NOT NULL AS reversed,
             CASE WHEN door IN ('c2b', 'stk') THEN account_reference ELSE '' END AS account,
             coalesce(matched_by LIKE 'guess,%', false) AS guessed
        FROM payment\
      """;

  private final JdbcClient jdbc;
  private final Ledger ledger;
  private final Suspense suspense;
  private final SameMoney sameMoney;
  private final Intents intents;
  private final Tasks tasks;
  private final ApplicationEventPublisher events;

  Recording(
      JdbcClient jdbc,
      Ledger ledger,
      Suspense suspense,
      SameMoney sameMoney,
      Intents intents,
      Tasks tasks,
      ApplicationEventPublisher events) {
    this.jdbc = jdbc;
    this.ledger = ledger;
    this.suspense = suspense;
    this.sameMoney = sameMoney;
    this.intents = intents;
    this.tasks = tasks;
    this.events = events;
  }

  /**
   * Records money, unless it is known already; completes what is known with what this door adds.
   * The prompt of the match, if any, is locked by the caller.
   *
   * @param match whose it is; empty: goes to suspense
   * @return whether it is new, and how it stands if it is not
   */
  public Recorded record(Incoming incoming, Optional<Match> match) {
    Optional<Known> known = standsAlone(incoming, match) ? Optional.empty() : find(incoming, match);
    if (known.isPresent()) {
      return complete(known.get(), incoming, match);
    }
    UUID intent = match.map(Match::intent).orElse(null);
    // A prompt that was paid under another receipt: a second payment, for the same service.
    UUID free = intent == null || sameMoney.answered(intent) ? null : intent;
    Optional<UUID> inserted = insert(incoming, match, free);
    if (inserted.isPresent()) {
      book(inserted.get(), incoming, match);
      return new Recorded.New(inserted.get());
    }
    // It is known, or its twin was committed since our look; that one may lack our match.
    return complete(find(incoming, match).orElseThrow(), incoming, match);
  }

  /**
   * Money with a receipt and somebody's reference is no other half of anything: the receipt's key
   * alone says whether it is known, and most of what comes is not.
   */
  private static boolean standsAlone(Incoming incoming, Optional<Match> match) {
    return incoming.receipt() != null
        && !incoming.accountReference().isBlank()
        && match.map(Match::intent).isEmpty();
  }

  private Optional<Known> find(Incoming incoming, Optional<Match> match) {
    return known(incoming.receipt()).or(() -> otherHalf(incoming, match).map(this::known));
  }

  /** The payment of the same money that knows what this door does not, or the other way round. */
  private Optional<UUID> otherHalf(Incoming incoming, Optional<Match> match) {
    UUID intent = match.map(Match::intent).orElse(null);
    if (intent != null) {
      Optional<UUID> answer = sameMoney.ofPrompt(intent, incoming);
      return answer.isPresent() || incoming.receipt() != null
          ? answer
          : sameMoney.withoutPrompt(intent);
    }
    return incoming.receipt() != null && incoming.accountReference().isBlank()
        ? sameMoney.withoutReceipt(incoming, match.map(Match::service))
        : Optional.empty();
  }

  /** Whether the result of a prompt has told another receipt than this one before. */
  public boolean toldUnderAnotherReceipt(UUID intent, String receipt) {
    return sameMoney.toldUnderAnotherReceipt(intent, receipt);
  }

  /** Notes that a prompt was answered with money. */
  public void promptPaid(UUID intent) {
    intents.paid(intent);
  }

  private Optional<Known> known(@Nullable String receipt) {
    if (receipt == null) {
      return Optional.empty();
    }
    return jdbc.sql(KNOWN + " WHERE receipt = ? FOR NO KEY UPDATE")
        .param(receipt)
        .query(Recording::readKnown)
        .optional();
  }

  private Known known(UUID payment) {
    return jdbc.sql(KNOWN + " WHERE id = ? FOR NO KEY UPDATE")
        .param(payment)
        .query(Recording::readKnown)
        .single();
  }

  private static Known readKnown(ResultSet row, int number) throws SQLException {
    return new Known(
        row.getObject("id", UUID.class),
        row.getLong("amount"),
        row.getObject("subscriber_id", UUID.class),
        row.getObject("service_id", UUID.class),
        row.getInt("round"),
        row.getBoolean("ours") && !row.getBoolean("reversed"),
        row.getString("account"),
        row.getBoolean("guessed"));
  }

  /** A later door may know the prompt of a payment in suspense, or more of who paid. */
  private Recorded complete(Known known, Incoming incoming, Optional<Match> match) {
    boolean contradicts = known.contradicts(incoming);
    if (!contradicts) {
      boolean learnt = learn(known, incoming);
      join(known.id(), match);
      // What a person has taken from somebody stays taken, whatever is told again.
      boolean open = known.subscriber() == null && known.usable() && known.round() == 0;
      if (open && match.isPresent()) {
        boolean _ = suspense.assign(known.id(), match.get());
      } else if (open && learnt) {
        tasks.enqueue(
            IdentifyPayment.TYPE,
            known.id() + ":" + incoming.door(),
            new IdentifyPayment.InSuspense(known.id()));
      } else if (known.guessed() && learnt) {
        tasks.enqueue(
            CorrectGuess.TYPE,
            known.id() + ":" + incoming.door(),
            new CorrectGuess.Guessed(known.id()));
      }
    }
    return new Recorded.Known(
        known.id(), known.amount(), known.service(), known.usable(), contradicts);
  }

  private void join(UUID payment, Optional<Match> match) {
    UUID intent = match.map(Match::intent).orElse(null);
    if (intent != null) {
      sameMoney.joinPrompt(payment, intent, match.get().service());
    }
  }

  private boolean learn(Known known, Incoming incoming) {
    PayerTraits payer = PayerTraits.of(incoming.payer(), incoming.payerName());
    return jdbc.sql(
                """
                UPDATE payment
                   SET payer = CASE payer WHEN '' THEN :payer ELSE payer END,
                       payer_hash = coalesce(payer_hash, :hash),
                       payer_tail = coalesce(payer_tail, :tail,
                         CASE WHEN payer ~ '^[0-9]{12}$' THEN right(payer, 3) || ' ' || :first END),
                       payer_name = CASE payer_name WHEN '' THEN :name ELSE payer_name END,
                       account_reference = CASE account_reference WHEN '' THEN :reference
                                           ELSE account_reference END
                 WHERE id = :id
                   AND (payer_hash IS NULL AND :hash::text IS NOT NULL
                        OR payer_tail IS NULL AND :first::text IS NOT NULL
                        OR payer = '' AND :payer <> ''
                        OR payer_name = '' AND :name <> ''
                        OR account_reference = '' AND :reference <> '')
                """)
            .param("payer", incoming.payer())
            .param("hash", payer.hash(), Types.VARCHAR)
            .param("tail", payer.tail(), Types.VARCHAR)
            .param("first", payer.firstName(), Types.VARCHAR)
            .param("name", incoming.payerName())
            .param("reference", incoming.accountReference())
            .param("id", known.id())
            .update()
        == 1;
  }

  private Optional<UUID> insert(Incoming incoming, Optional<Match> match, @Nullable UUID intent) {
    PayerTraits payer = PayerTraits.of(incoming.payer(), incoming.payerName());
    return jdbc.sql(
            """
            INSERT INTO payment
              (shortcode_id, intent_id, receipt, amount, door, account_reference, payer, payer_name,
               payer_hash, payer_tail, subscriber_id, service_id, plan_id, price, matched_by, paid_at,
               received_at, matched_at)
            VALUES (:shortcode, :intent, :receipt, :amount, :door, :reference, :payer, :name,
                    :hash, :tail, :subscriber, :service, :plan, :price, :how, :paid,
                    work.platform_now(),
                    CASE WHEN :subscriber::uuid IS NOT NULL THEN work.platform_now() END)
            ON CONFLICT DO NOTHING RETURNING id
            """)
        .param("shortcode", incoming.shortcode(), Types.OTHER)
        .param("intent", intent, Types.OTHER)
        .param("receipt", incoming.receipt(), Types.VARCHAR)
        .param("amount", incoming.amount())
        .param("door", incoming.door().name().toLowerCase(Locale.ROOT))
        .param("reference", incoming.accountReference())
        .param("payer", incoming.payer())
        .param("name", incoming.payerName())
        .param("hash", payer.hash(), Types.VARCHAR)
        .param("tail", payer.tail(), Types.VARCHAR)
        .param("how", match.map(Match::how).orElse(null), Types.VARCHAR)
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
    } else {
      tasks.enqueue(
          IdentifyPayment.TYPE, payment.toString(), new IdentifyPayment.InSuspense(payment));
    }
    events.publishEvent(new PaymentRecorded(payment));
  }

  private record Known(
      UUID id,
      long amount,
      @Nullable UUID subscriber,
      @Nullable UUID service,
      int round,
      boolean usable,
      String account,
      boolean guessed) {

    /** M-Pesa's own messages name one amount and, if any, one account for a receipt. */
    boolean contradicts(Incoming told) {
      return amount != told.amount()
          || (told.door() == Incoming.Door.C2B
              && !account.isBlank()
              && !told.accountReference().isBlank()
              && !normalise(account).equals(normalise(told.accountReference())));
    }
  }
}
