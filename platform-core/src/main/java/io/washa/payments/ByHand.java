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
  private final Claims claims;
  private final Audit audit;

  ByHand(Recording recording, Claims claims, Audit audit) {
    this.recording = recording;
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

  /**
   * Confirms a claim with what was seen.
   *
   * @return false if the claim is not open any more
   */
  @Transactional
  public boolean confirm(UUID claim, Seen seen, String who) {
    Optional<Claims.Claim> open = claims.lock(claim);
    if (open.isEmpty() || !open.get().receipt().equals(seen.receipt())) {
      return false;
    }
    Optional<Match> match = claims.match(open.get().service(), open.get().plan());
    record(seen, match, new Vouching(who, "claim " + claim));
    claims.matched(claim, seen.receipt(), who);
    return true;
  }

  /**
   * Enters a payment for a service.
   *
   * @param reason why it had to be done by hand
   */
  @Transactional
  public boolean enter(UUID service, Seen seen, String reason, String who) {
    Optional<Match> match = claims.match(service, null);
    if (match.isEmpty() || reason.isBlank()) {
      return false;
    }
    record(seen, match, new Vouching(who, reason));
    return true;
  }

  private record Vouching(String who, String reason) {}

  private void record(Seen seen, Optional<Match> match, Vouching vouching) {
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
        match);
    audit.note(
        new Audit.Deed(
            vouching.who(),
            "payment.by-hand",
            "receipt:" + seen.receipt(),
            Map.of("amount", Long.toString(seen.amount()), "reason", vouching.reason())));
  }
}
