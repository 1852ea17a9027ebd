package io.washa.payments;

import io.washa.audit.Audit;
import io.washa.payments.matching.Match;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Payments that a person vouches for, having seen the SMS or the statement: the last rung of the
 * ladder, and the only one before Daraja works. By receipt as through any other door, so that
 * whatever tells of the same money later books nothing more.
 */
@Component
public class ByHand {
  private final Recording recording;
  private final Suspense suspense;
  private final Claims claims;
  private final Audit audit;

  ByHand(Recording recording, Suspense suspense, Claims claims, Audit audit) {
    this.recording = recording;
    this.suspense = suspense;
    this.claims = claims;
    this.audit = audit;
  }

  /**
   * What was seen.
   *
   * @param receipt M-Pesa's code
   * @param amount minor units
   */
  public record Seen(UUID shortcode, String receipt, long amount, Instant paidAt) {
    /**
     * Checks what was typed.
     *
     * @throws IllegalArgumentException if the receipt is none or the amount not positive
     */
    public Seen {
      receipt =
          MpesaMessage.parse(receipt)
              .map(MpesaMessage::receipt)
              .orElseThrow(() -> new IllegalArgumentException("no M-Pesa code"));
      if (amount <= 0) {
        throw new IllegalArgumentException("the amount must be above 0");
      }
    }
  }

  /** What became of it. */
  public enum Vouched {
    /** The money is the service's. */
    DONE,
    /** The claim is not open any more, or was made with another code; or there is no service. */
    GONE,
    /** The code was told of before and is somebody else's money, or M-Pesa took it back. */
    NOT_FREE,
    /** The code was told of before with another amount. */
    OTHER_AMOUNT,
    /** The claimant's SMS says another amount. */
    NOT_AS_CLAIMED,
    /** A reason is needed. */
    NO_REASON
  }

  /** Confirms a claim with what was seen. */
  @Transactional
  public Vouched confirm(UUID claim, Seen seen, String who) {
    Optional<Claims.Claim> open = claims.lock(claim);
    if (open.isEmpty() || !open.get().receipt().equals(seen.receipt())) {
      return Vouched.GONE;
    }
    if (open.get().amount().isPresent() && open.get().amount().getAsLong() != seen.amount()) {
      return Vouched.NOT_AS_CLAIMED;
    }
    Optional<Match> match = claims.match(open.get().service(), open.get().plan());
    if (match.isEmpty()) {
      return Vouched.GONE;
    }
    Vouched vouched = record(seen, match.get(), new Vouching(who, "claim " + claim));
    if (vouched == Vouched.DONE) {
      claims.matched(claim, who);
    }
    return vouched;
  }

  /**
   * Enters a payment for a service.
   *
   * @param reason why it had to be done by hand
   */
  @Transactional
  public Vouched enter(UUID service, Seen seen, String reason, String who) {
    if (reason.isBlank()) {
      return Vouched.NO_REASON;
    }
    return claims
        .match(service, null)
        .map(match -> record(seen, match, new Vouching(who, reason)))
        .orElse(Vouched.GONE);
  }

  private record Vouching(String who, String reason) {}

  private Vouched record(Seen seen, Match match, Vouching vouching) {
    Recorded recorded =
        recording.record(
            new Incoming(
                seen.shortcode(),
                Incoming.Door.HAND,
                seen.receipt(),
                seen.amount(),
                "",
                "",
                "",
                seen.paidAt()),
            Optional.of(match));
    if (recorded instanceof Recorded.Known known) {
      if (known.amount() != seen.amount()) {
        return Vouched.OTHER_AMOUNT;
      }
      UUID service = known.service();
      if (!known.usable() || (service != null && !service.equals(match.service()))) {
        return Vouched.NOT_FREE;
      }
      if (service == null) {
        // A person decides, even where a person had taken it from somebody.
        boolean _ = suspense.assign(known.payment(), match);
      }
    }
    audit.note(
        new Audit.Deed(
            vouching.who(),
            "payment.by-hand",
            "receipt:" + seen.receipt(),
            Map.of("amount", Long.toString(seen.amount()), "reason", vouching.reason())));
    return Vouched.DONE;
  }
}
