package io.washa.portal.web;

import io.washa.insight.PaymentProgress;
import io.washa.portal.Attempt;
import io.washa.portal.Attempts;
import io.washa.portal.Claiming;
import io.washa.portal.Line;
import io.washa.portal.Lines;
import io.washa.portal.Offer;
import io.washa.portal.Offers;
import io.washa.portal.PayBills;
import io.washa.portal.Standing;
import io.washa.work.ConditionalOnRole;
import io.washa.work.Role;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Puts into words how far a payment has come. */
@Component
@ConditionalOnRole(Role.PORTAL)
class Progressing {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final List<String> STEPS = List.of("pin", "paid", "connected", "online");

  private final Standing standing;
  private final Attempts attempts;
  private final Offers offers;
  private final Lines lines;
  private final PayBills payBills;
  private final Claiming claiming;
  private final Clock clock;

  Progressing(Standing standing, Attempts attempts, Shelf shelf, Doors doors, Clock clock) {
    this.standing = standing;
    this.attempts = attempts;
    this.offers = shelf.offers();
    this.lines = shelf.lines();
    this.payBills = doors.payBills();
    this.claiming = doors.claiming();
    this.clock = clock;
  }

  /** What can be bought, and for what. */
  @Component
  @ConditionalOnRole(Role.PORTAL)
  record Shelf(Offers offers, Lines lines) {}

  /** How else money comes than by the prompt. */
  @Component
  @ConditionalOnRole(Role.PORTAL)
  record Doors(PayBills payBills, Claiming claiming) {}

  /** An attempt and all that its pages tell of it. */
  record Payment(
      Attempt attempt, Offer offer, PaymentProgress progress, Stage stage, Duration age) {
    /** What was asked for. */
    Money price() {
      return Money.ofMinor(offer.price().getCurrencyUnit(), attempt.amountMinor());
    }

    /** What is missing of the price, with all that is on the account. */
    Money missing() {
      long known = progress.missing();
      long missing = known > 0 ? known : Math.max(0, attempt.amountMinor() - progress.amount());
      return Money.ofMinor(offer.price().getCurrencyUnit(), missing);
    }

    /** What came, or was asked for. */
    Money amount() {
      return Money.ofMinor(offer.price().getCurrencyUnit(), progress.amount());
    }
  }

  /** The attempt with this id at the bound tenant. */
  Optional<Payment> find(UUID intent) {
    return attempts
        .findAttempt(intent)
        .flatMap(attempt ->
            standing
                .ofIntent(intent)
                .flatMap(progress ->
                    offers.find(attempt.plan()).map(offer -> payment(attempt, offer, progress))));
  }

  private Payment payment(Attempt attempt, Offer offer, PaymentProgress progress) {
    Instant now = clock.instant();
    Instant paidAt =
        progress.timeline().stream()
            .filter(step -> step.name().equals("received"))
            .findFirst()
            .map(PaymentProgress.Step::at)
            .orElse(attempt.startedAt());
    Stage stage = Stage.of(progress, attempt.amountMinor(), Duration.between(paidAt, now));
    if (stage.unpaid() && claiming.needsCode(attempt.intent())) {
      stage = Stage.CODE;
    }
    return new Payment(attempt, offer, progress, stage, Duration.between(attempt.startedAt(), now));
  }

  /** What the page of a payment shows. */
  ProgressView view(Payment payment, Page page) {
    Words words = page.words();
    Stage stage = payment.stage();
    PaymentProgress progress = payment.progress();
    FailureReason reason = FailureReason.of(progress.resultCode());
    String key = stage == Stage.FAILED ? reason.key() : "stage." + stage.word();
    Instant ends = progress.endsAt();
    return new ProgressView(
        stage.word(),
        words.text(key + ".title"),
        text(key, payment, page),
        progress.connected() ? null : progress.accessError(),
        steps(stage, words),
        progress.receipt(),
        ends == null ? null : words.moment(ends),
        pollSeconds(stage, payment.age()),
        stage == Stage.FAILED && reason.mayRetry(),
        manual(payment));
  }

  private String text(String key, Payment payment, Page page) {
    Words words = page.words();
    PaymentProgress progress = payment.progress();
    String receipt = progress.receipt() == null ? "…" : progress.receipt();
    String line = "";
    if (payment.stage() == Stage.CONNECTED) {
      String method = lines.findLine(progress.service()).map(Line::method).orElse("pppoe");
      line = words.text("connected." + method);
    }
    return words
        .text(
            key + ".text",
            payment.attempt().phone().masked(),
            words.money(payment.amount()),
            receipt,
            line,
            words.money(payment.price()),
            words.money(payment.missing()))
        .strip();
  }

  private static List<ProgressView.StepView> steps(Stage stage, Words words) {
    List<ProgressView.StepView> steps = new ArrayList<>();
    for (int i = 0; i < STEPS.size(); i++) {
      String state = "todo";
      if (i < stage.stepsDone()) {
        state = "done";
      } else if (i == stage.stepsDone()) {
        state = stage == Stage.FAILED || stage == Stage.SHORT ? "failed" : "now";
      }
      steps.add(
          new ProgressView.StepView(
              words.text("step." + STEPS.get(i)), state, words.text("step.state." + state)));
    }
    return steps;
  }

  /** Often while it matters, then ever less, and at last not at all. */
  private static int pollSeconds(Stage stage, Duration age) {
    if (stage.end() || age.compareTo(Duration.ofHours(1)) > 0) {
      return 0;
    }
    if (age.compareTo(Duration.ofMinutes(3)) <= 0) {
      return 1;
    }
    return age.compareTo(Duration.ofMinutes(10)) <= 0 ? 5 : 30;
  }

  private ProgressView.@Nullable Manual manual(Payment payment) {
    boolean waitedLong = payment.stage() == Stage.PIN && payment.age().compareTo(PATIENCE) >= 0;
    boolean wanted =
        waitedLong || payment.stage() == Stage.FAILED || payment.stage() == Stage.UNKNOWN;
    if (!wanted) {
      return null;
    }
    return payBills
        .point()
        .map(point ->
            new ProgressView.Manual(
                point,
                payment.attempt().account().digits(),
                Words.typedAmount(payment.price()),
                payment.stage() == Stage.FAILED))
        .orElse(null);
  }
}
