package io.washa.payments;

import io.washa.audit.Audit;
import io.washa.customers.PhoneNumber;
import io.washa.payments.matching.Match;
import io.washa.payments.matching.PayerTraits;
import io.washa.payments.matching.Question;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Subscribers who say that they have paid. A claim gives nothing by itself: it needs money that was
 * told of by M-Pesa, or a cashier who has seen it, and something of the payer's phone.
 */
@Component
public class Claims {
  /** Of one service in an hour. */
  private static final int MOST_TRIES = 5;

  /** Of one code in an hour, whoever tries: three digits are soon guessed. */
  private static final int MOST_TRIES_FOR_CODE = 10;

  private final JdbcClient jdbc;
  private final Suspense suspense;
  private final Audit audit;
  private final ApplicationEventPublisher events;

  Claims(JdbcClient jdbc, Suspense suspense, Audit audit, ApplicationEventPublisher events) {
    this.jdbc = jdbc;
    this.suspense = suspense;
    this.audit = audit;
    this.events = events;
  }

  /**
   * "I have paid."
   *
   * @param service what the money was meant for
   * @param plan the plan chosen; null for the service's own
   * @param typed M-Pesa code, or the whole SMS
   * @param proof the payer's last three digits, or number
   */
  public record NewClaim(UUID service, @Nullable UUID plan, String typed, String proof) {
    /** Leaves personal data out. */
    @Override
    public String toString() {
      return "NewClaim[" + service + "]";
    }
  }

  /**
   * A claim that waits.
   *
   * @param amount minor units, as the claimant's SMS says; empty if only a code was typed
   */
  public record Claim(
      UUID id,
      String receipt,
      UUID service,
      @Nullable UUID plan,
      String proof,
      OptionalLong amount,
      Instant at) {
    /** Leaves personal data out. */
    @Override
    public String toString() {
      return "Claim[" + receipt + "]";
    }
  }

  /** Told within the transaction in which a claim begins to wait: the money may be asked for. */
  public record ClaimWaits(UUID claim, String receipt) {}

  /** Takes a claim. */
  @Transactional
  public ClaimAnswer claim(NewClaim claim) {
    Optional<MpesaMessage> message = MpesaMessage.parse(claim.typed());
    if (message.isEmpty()) {
      return new ClaimAnswer.NoCode();
    }
    String receipt = message.get().receipt();
    // Two tries at once count one after the other.
    serialise(claim.service().toString());
    serialise(receipt);
    if (tooMany(claim.service(), receipt)) {
      return new ClaimAnswer.TooMany();
    }
    Optional<Told> told = told(receipt);
    if (told.isEmpty()) {
      return new ClaimAnswer.Waiting(open(claim, message.get()));
    }
    return decide(claim, message.get(), told.get());
  }

  private void serialise(String what) {
    jdbc.sql("SELECT pg_advisory_xact_lock(hashtextextended(current_schema() || ?, 1))")
        .param(what)
        .query(row -> {});
  }

  private ClaimAnswer decide(NewClaim claim, MpesaMessage message, Told told) {
    if (!fits(claim.proof(), told.payer())) {
      note(claim, message, new Ending("refused", "digits do not fit", null));
      return new ClaimAnswer.DoesNotFit();
    }
    if (claim.service().equals(told.service())) {
      return new ClaimAnswer.YoursAlready(told.payment());
    }
    // Claims before payments, as whoever looks for the claimant of a payment does.
    var _ = waiting(message.receipt());
    Optional<Match> match = match(claim.service(), claim.plan());
    if (match.isEmpty() || !suspense.assign(told.payment(), match.get())) {
      note(claim, message, new Ending("refused", "not in suspense", told.payment()));
      return new ClaimAnswer.DoesNotFit();
    }
    note(claim, message, new Ending("matched", null, told.payment()));
    endWaiting(message.receipt(), claim.service());
    audit.note(
        new Audit.Deed(
            "subscriber",
            "payment.claimed",
            "payment:" + told.payment(),
            Map.of("service", claim.service().toString())));
    return new ClaimAnswer.Found(told.payment());
  }

  /** A claim of the same money that waited is answered with this one. */
  private void endWaiting(String receipt, UUID service) {
    jdbc.sql(
            """
            UPDATE claim c SET state = 'matched', ended_at = work.platform_now(),
                   payment_id = (SELECT id FROM payment WHERE receipt = c.receipt)
             WHERE receipt = ? AND service_id = ? AND state = 'open'
            """)
        .params(receipt, service)
        .update();
  }

  /**
   * Ends the claims of money that has come by itself: granted if it is the claimed service's,
   * refused if it is somebody else's.
   *
   * @return whether claims of this receipt still wait
   */
  @Transactional
  public boolean settle(String receipt) {
    var _ = waiting(receipt);
    jdbc.sql(
            """
            UPDATE claim c
               SET state = CASE WHEN p.service_id = c.service_id THEN 'matched' ELSE 'refused' END,
                   reason = CASE WHEN p.service_id = c.service_id THEN NULL
                            ELSE 'not in suspense' END,
                   payment_id = p.id, ended_at = work.platform_now()
              FROM payment p
             WHERE c.receipt = ? AND c.state = 'open' AND p.receipt = c.receipt
               AND (p.service_id IS NOT NULL OR p.reversed_at IS NOT NULL)
            """)
        .param(receipt)
        .update();
    return !waiting(receipt).isEmpty();
  }

  /** The claims that wait for money or for a cashier, oldest first; at most 200. */
  @Transactional(readOnly = true)
  public List<Claim> open() {
    return jdbc.sql(
            """
            SELECT id, receipt, service_id, plan_id, proof, amount, created_at FROM claim
             WHERE state = 'open' ORDER BY created_at LIMIT 200
            """)
        .query(Claims::read)
        .list();
  }

  /** Ends a claim that no money was found for. */
  @Transactional
  public boolean refuse(UUID claim, String reason, String who) {
    boolean done =
        jdbc.sql(
                    """
                    UPDATE claim SET state = 'refused', reason = ?, decided_by = ?,
                                     ended_at = work.platform_now()
                     WHERE id = ? AND state = 'open'
                    """)
                .params(reason, who, claim)
                .update()
            == 1;
    if (done) {
      audit.note(new Audit.Deed(who, "claim.refused", "claim:" + claim, Map.of("reason", reason)));
    }
    return done;
  }

  /** The open claim with this id, locked; empty if it is not open. */
  Optional<Claim> lock(UUID claim) {
    return jdbc.sql(
            """
            SELECT id, receipt, service_id, plan_id, proof, amount, created_at FROM claim
             WHERE id = ? AND state = 'open' FOR UPDATE
            """)
        .param(claim)
        .query(Claims::read)
        .optional();
  }

  /** Ends a claim with the payment that was found for it. */
  void matched(UUID claim, String who) {
    jdbc.sql(
            """
            UPDATE claim c SET state = 'matched', decided_by = ?, ended_at = work.platform_now(),
                   payment_id = (SELECT id FROM payment WHERE receipt = c.receipt)
             WHERE id = ? AND state = 'open'
            """)
        .params(who, claim)
        .update();
  }

  /** An open claim, and whose the money is if it is granted. */
  record Fitting(UUID claim, Match match) {}

  /** The only open claim of a payment's receipt whose digits fit. */
  Optional<Fitting> claimant(Question question) {
    List<Claim> fitting =
        jdbc
            .sql("SELECT receipt FROM payment WHERE id = ? AND receipt IS NOT NULL")
            .param(question.payment())
            .query((row, _) -> row.getString("receipt"))
            .optional()
            .map(this::waiting)
            .orElse(List.of())
            .stream()
            .filter(claim -> fits(claim.proof(), question.payer()))
            .toList();
    if (fitting.size() != 1) {
      return Optional.empty();
    }
    Claim claim = fitting.getFirst();
    return match(claim.service(), claim.plan()).map(match -> new Fitting(claim.id(), match));
  }

  /** The open claims of a receipt, locked. */
  private List<Claim> waiting(String receipt) {
    return jdbc.sql(
            """
            SELECT id, receipt, service_id, plan_id, proof, amount, created_at FROM claim
             WHERE state = 'open' AND receipt = ? ORDER BY id FOR UPDATE
            """)
        .param(receipt)
        .query(Claims::read)
        .list();
  }

  /** What a service, and perhaps a plan, mean for money that is claimed for them. */
  Optional<Match> match(UUID service, @Nullable UUID plan) {
    return jdbc.sql(
            """
            SELECT coalesce(s.payer_id, s.subscriber_id) AS subscriber_id, s.id, p.id AS plan_id, p.price FROM service s
              LEFT JOIN plan p ON p.id = :plan
             WHERE s.id = :service
            """)
        .param("service", service)
        .param("plan", plan, Types.OTHER)
        .query((row, _) -> {
          UUID pinned = row.getObject("plan_id", UUID.class);
          return new Match(
              row.getObject("subscriber_id", UUID.class),
              row.getObject("id", UUID.class),
              null,
              pinned == null ? null : new Match.Pinned(pinned, row.getLong("price")),
              "claimed with the M-Pesa code");
        })
        .optional();
  }

  /** A v1 hash needs the whole number; anything else is known by its last three digits. */
  private static boolean fits(String proof, PayerTraits payer) {
    Optional<PhoneNumber> whole = PhoneNumber.parse(proof);
    if (whole.isPresent()) {
      PayerTraits claimed = PayerTraits.of(whole.get().msisdn(), "");
      return payer.hash() == null
          ? claimed.digits() != null && claimed.digits().equals(payer.digits())
          : payer.hash().equals(claimed.hash());
    }
    String digits = proof.replaceAll("\\D", "");
    return digits.length() == 3 && digits.equals(payer.digits());
  }

  private boolean tooMany(UUID service, String receipt) {
    return jdbc.sql(
            """
            SELECT (SELECT coalesce(sum(tries), 0) FROM claim
                     WHERE service_id = ? AND created_at > work.platform_now() - interval '1 hour')
                     >= ?
                OR (SELECT coalesce(sum(tries), 0) FROM claim
                     WHERE receipt = ? AND created_at > work.platform_now() - interval '1 hour')
                     >= ?
            """)
        .params(service, MOST_TRIES, receipt, MOST_TRIES_FOR_CODE)
        .query((row, _) -> row.getBoolean(1))
        .single();
  }

  private Optional<Told> told(String receipt) {
    return jdbc.sql(
            """
            SELECT id, service_id, payer, payer_name, payer_hash FROM payment WHERE receipt = ?
            """)
        .param(receipt)
        .query((row, _) -> {
          PayerTraits payer = PayerTraits.of(row.getString("payer"), row.getString("payer_name"));
          String hash = row.getString("payer_hash");
          return new Told(
              row.getObject("id", UUID.class),
              row.getObject("service_id", UUID.class),
              new PayerTraits(
                  hash == null ? payer.hash() : hash, payer.digits(), payer.firstName()));
        })
        .optional();
  }

  private UUID open(NewClaim claim, MpesaMessage message) {
    UUID id = note(claim, message, new Ending("open", null, null));
    events.publishEvent(new ClaimWaits(id, message.receipt()));
    return id;
  }

  private UUID note(NewClaim claim, MpesaMessage message, Ending ending) {
    return jdbc.sql(
            """
            INSERT INTO claim (receipt, service_id, plan_id, proof, amount, message, state, reason,
                               payment_id, ended_at)
            VALUES (:receipt, :service, :plan, left(:proof, 20), :amount, left(:message, 500),
                    :state, :reason, :payment,
                    CASE WHEN :state <> 'open' THEN work.platform_now() END)
            ON CONFLICT (receipt, service_id) WHERE state = 'open'
              DO UPDATE SET proof = excluded.proof, plan_id = excluded.plan_id,
                            amount = coalesce(excluded.amount, claim.amount),
                            tries = claim.tries + 1
            RETURNING id
            """)
        .param("receipt", message.receipt())
        .param("service", claim.service())
        .param("plan", claim.plan(), Types.OTHER)
        .param("proof", claim.proof())
        .param(
            "amount",
            message.amount().isPresent() ? message.amount().getAsLong() : null,
            Types.BIGINT)
        .param("message", claim.typed().replace('\0', ' '))
        .param("state", ending.state())
        .param("reason", ending.reason(), Types.VARCHAR)
        .param("payment", ending.payment(), Types.OTHER)
        .query((row, _) -> row.getObject("id", UUID.class))
        .single();
  }

  private static Claim read(ResultSet row, int number) throws SQLException {
    long amount = row.getLong("amount");
    return new Claim(
        row.getObject("id", UUID.class),
        row.getString("receipt"),
        row.getObject("service_id", UUID.class),
        row.getObject("plan_id", UUID.class),
        row.getString("proof"),
        amount == 0 ? OptionalLong.empty() : OptionalLong.of(amount),
        row.getObject("created_at", OffsetDateTime.class).toInstant());
  }

  private record Told(UUID payment, @Nullable UUID service, PayerTraits payer) {}

  private record Ending(String state, @Nullable String reason, @Nullable UUID payment) {}
}
