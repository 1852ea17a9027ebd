package io.washa.payments;

import io.washa.audit.Audit;
import io.washa.payments.matching.Candidate;
import io.washa.payments.matching.Candidates;
import io.washa.payments.matching.Match;
import io.washa.payments.matching.MatchingRules;
import io.washa.payments.matching.PayerHints;
import io.washa.payments.matching.Question;
import io.washa.tenancy.Settings;
import io.washa.work.TaskHandler;
import io.washa.work.TaskType;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Tries to find, right after its commit, whose money in suspense is: somebody who claimed the
 * receipt, a hotspot's pay code, the one open prompt that a till's payment can answer, or a guess
 * good enough to be applied and undone with one click. Else it stays for a person.
 */
@Component
class IdentifyPayment implements TaskHandler<IdentifyPayment.InSuspense> {
  static final TaskType<InSuspense> TYPE =
      new TaskType<>("identify-payment", InSuspense.class, TaskType.PAYMENT);
  private static final Pattern PAY_CODE = Pattern.compile("[A-Z0-9]{5}");

  private final Suspense suspense;
  private final Intents intents;
  private final Claims claims;
  private final ObjectProvider<PayerHints> hints;
  private final Candidates candidates;
  private final Settings settings;
  private final Audit audit;
  private final TransactionTemplate transaction;

  IdentifyPayment(
      Suspense suspense,
      Intents intents,
      Claims claims,
      ObjectProvider<PayerHints> hints,
      Candidates candidates,
      Settings settings,
      Audit audit,
      TransactionTemplate transaction) {
    this.suspense = suspense;
    this.intents = intents;
    this.claims = claims;
    this.hints = hints;
    this.candidates = candidates;
    this.settings = settings;
    this.audit = audit;
    this.transaction = transaction;
  }

  /** A payment that went to suspense. */
  record InSuspense(UUID payment) {}

  @Override
  public TaskType<InSuspense> type() {
    return TYPE;
  }

  @Override
  public void handle(InSuspense held) {
    transaction.executeWithoutResult(_ -> suspense.question(held.payment()).ifPresent(this::ask));
  }

  private void ask(Question question) {
    if (settings.read(OtherBusiness.CHOICE).owns(question.reference())) {
      boolean _ = suspense.notOurs(question.payment(), "rule: " + question.reference());
      return;
    }
    Optional<Claims.Fitting> claimed = claims.claimant(question);
    if (claimed.isPresent()) {
      if (assign(question, claimed.get().match())) {
        claims.matched(claimed.get().claim(), "washa");
      }
      return;
    }
    Optional<Match> pass = passOf(question);
    List<Match> prompts =
        pass.isEmpty() && question.till() ? intents.lockLike(question) : List.of();
    if (prompts.size() > 1) {
      // Either may have paid: whoever tells the M-Pesa code has it.
      return;
    }
    pass.or(() -> prompts.stream().findFirst())
        .or(() -> guess(question))
        .ifPresent(match -> {
          boolean _ = assign(question, match);
        });
  }

  private boolean assign(Question question, Match match) {
    if (!suspense.assign(question.payment(), match)) {
      return false;
    }
    UUID intent = match.intent();
    if (intent != null) {
      intents.paid(intent);
    }
    audit.note(
        new Audit.Deed(
            "washa",
            "payment.matched",
            "payment:" + question.payment(),
            Map.of("service", match.service().toString(), "how", match.how())));
    return true;
  }

  private Optional<Match> passOf(Question question) {
    String code = question.reference().strip().toUpperCase(Locale.ROOT);
    String name = question.payer().firstName();
    return PAY_CODE.matcher(code).matches()
        ? hints.getObject().passOf(code, question.amount(), name == null ? "" : name)
        : Optional.empty();
  }

  private Optional<Match> guess(Question question) {
    List<Candidate> ranked = candidates.of(question);
    return Candidates.best(ranked, settings.read(MatchingRules.CHOICE))
        .map(best ->
            Match.named(
                best.subscriber(), best.service(), "guess, score %.1f".formatted(best.score())));
  }
}
