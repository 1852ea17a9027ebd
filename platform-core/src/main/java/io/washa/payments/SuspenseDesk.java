package io.washa.payments;

import io.washa.audit.Audit;
import io.washa.payments.matching.Match;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What a member of staff does about money that nobody, or the wrong one, is known for; audited. */
@Component
public class SuspenseDesk {
  private final Suspense suspense;
  private final Claims claims;
  private final Audit audit;

  SuspenseDesk(Suspense suspense, Claims claims, Audit audit) {
    this.suspense = suspense;
    this.claims = claims;
    this.audit = audit;
  }

  /**
   * Gives a payment in suspense to a service.
   *
   * @return false if it is not in suspense any more, or there is no such service
   */
  @Transactional
  public boolean give(UUID payment, UUID service, String who) {
    Optional<Match> match =
        claims
            .match(service, null)
            .map(found -> Match.named(found.subscriber(), found.service(), "by " + who));
    boolean given = match.isPresent() && suspense.assign(payment, match.get());
    if (given) {
      note(who, "payment.given", payment, Map.of("service", service.toString()));
    }
    return given;
  }

  /**
   * Takes a payment back from whoever it was given to, with all that followed.
   *
   * @return false if it is in suspense already
   */
  @Transactional
  public boolean undo(UUID payment, String reason, String who) {
    boolean undone = suspense.release(payment, reason);
    if (undone) {
      note(who, "payment.taken-back", payment, Map.of("reason", reason));
    }
    return undone;
  }

  /**
   * Says that a payment in suspense was for another business of the owner's.
   *
   * @return false if it is not in suspense any more
   */
  @Transactional
  public boolean notOurs(UUID payment, String who) {
    boolean moved = suspense.notOurs(payment, "by " + who);
    if (moved) {
      note(who, "payment.not-ours", payment, Map.of());
    }
    return moved;
  }

  private void note(String who, String action, UUID payment, Map<String, String> details) {
    audit.note(new Audit.Deed(who, action, "payment:" + payment, details));
  }
}
