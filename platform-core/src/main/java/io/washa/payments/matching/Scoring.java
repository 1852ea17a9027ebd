package io.washa.payments.matching;

import static io.washa.payments.matching.Candidate.Kind.ALIKE_OWN_PHONE;
import static io.washa.payments.matching.Candidate.Kind.ALIKE_PAID_BEFORE;
import static io.washa.payments.matching.Candidate.Kind.ENDS_SOON;
import static io.washa.payments.matching.Candidate.Kind.NAME_TYPED;
import static io.washa.payments.matching.Candidate.Kind.ONE_SLIP;
import static io.washa.payments.matching.Candidate.Kind.OTHER_PRICE;
import static io.washa.payments.matching.Candidate.Kind.OWN_PHONE;
import static io.washa.payments.matching.Candidate.Kind.PAID_AHEAD;
import static io.washa.payments.matching.Candidate.Kind.PAID_BEFORE;
import static io.washa.payments.matching.Candidate.Kind.PRICE;
import static io.washa.payments.matching.Candidate.Kind.TWO_SLIPS;
import static io.washa.payments.matching.Candidate.Kind.TYPED_AMONG_OTHERS;
import static io.washa.payments.matching.Candidate.Kind.TYPED_SOMETHING_ELSE;

import io.washa.payments.matching.Candidate.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How likely money is a service's: a pure function. The weights are natural logarithms of how much
 * likelier each sign is on the right service than on one picked at random, set down a little.
 */
final class Scoring {
  private static final Duration LONG = Duration.ofDays(14);

  private Scoring() {}

  static Candidate score(Question question, Known known, PayerHints.@Nullable Standing standing) {
    List<Reason> reasons = new ArrayList<>();
    typed(Typed.of(question.reference()), known).ifPresent(reasons::add);
    payer(question.payer(), known).ifPresent(reasons::add);
    if (standing != null) {
      reasons.add(
          standing.price() == question.amount()
              ? new Reason(PRICE, 2)
              : new Reason(OTHER_PRICE, -2.5));
      end(standing.endsAt(), question.paidAt()).ifPresent(reasons::add);
    }
    reasons.sort(Comparator.comparingDouble(Reason::weight).reversed());
    return new Candidate(
        known.subscriber(),
        known.service(),
        reasons.stream().mapToDouble(Reason::weight).sum(),
        reasons);
  }

  private static Optional<Reason> typed(Typed typed, Known known) {
    if (typed.isEmpty()) {
      return Optional.empty();
    }
    if (known.names().stream().anyMatch(typed.words()::contains)) {
      return Optional.of(new Reason(TYPED_AMONG_OTHERS, 7));
    }
    int slips =
        known.names().stream()
            .flatMapToInt(
                name -> typed.words().stream().mapToInt(word -> Distance.between(word, name)))
            .min()
            .orElse(Integer.MAX_VALUE);
    if (slips == 1) {
      return Optional.of(new Reason(ONE_SLIP, 4.5));
    }
    if (typed.plain().equals(known.person().fullName())) {
      return Optional.of(new Reason(NAME_TYPED, 4.5));
    }
    if (typed.words().contains(known.person().firstName())) {
      return Optional.of(new Reason(NAME_TYPED, 1));
    }
    if (slips == 2) {
      return Optional.of(new Reason(TWO_SLIPS, 2.5));
    }
    boolean number = typed.plain().chars().allMatch(Character::isDigit);
    return Optional.of(new Reason(TYPED_SOMETHING_ELSE, number ? -2 : 0));
  }

  private static Optional<Reason> payer(PayerTraits payer, Known known) {
    if (known.history().same() > 0) {
      return Optional.of(new Reason(PAID_BEFORE, 6));
    }
    if (payer.hash() != null && payer.hash().equals(known.person().phoneHash())) {
      return Optional.of(new Reason(OWN_PHONE, 6));
    }
    boolean sameDigits =
        payer.digits() != null && payer.digits().equals(known.person().phoneDigits());
    boolean sameName =
        payer.firstName() != null && payer.firstName().equals(known.person().firstName());
    if (sameDigits && sameName) {
      return Optional.of(new Reason(ALIKE_OWN_PHONE, 5));
    }
    return known.history().alike() > 0
        ? Optional.of(new Reason(ALIKE_PAID_BEFORE, 5))
        : Optional.empty();
  }

  private static Optional<Reason> end(@Nullable Instant end, Instant paidAt) {
    if (end == null) {
      return Optional.empty();
    }
    if (end.isBefore(paidAt.plus(Matching.SOON)) && end.isAfter(paidAt.minus(LONG))) {
      return Optional.of(new Reason(ENDS_SOON, 1.5));
    }
    return end.isAfter(paidAt.plus(LONG))
        ? Optional.of(new Reason(PAID_AHEAD, -1.5))
        : Optional.empty();
  }
}
