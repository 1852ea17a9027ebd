package io.washa.portal.web;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What somebody who says "I have paid" has paid for, vouched for by a token.
 *
 * @param plan that was chosen; null for the service's own
 */
record ClaimSubject(UUID service, @Nullable UUID plan) {
  private static final String KIND = "claim";

  /** Long enough for a payment that is made tonight and missed tomorrow. */
  private static final Duration LIFE = Duration.ofHours(24);

  static ClaimSubject of(Order order) {
    return new ClaimSubject(order.service(), order.plan());
  }

  /** The subject that a token vouches for; empty if it vouches for none, or no longer. */
  static Optional<ClaimSubject> open(FormTokens tokens, @Nullable String sealed) {
    return tokens.open(KIND, sealed) instanceof FormTokens.Opened.Valid(List<String> values)
        ? Ids.parse(values.get(0))
            .map(service -> new ClaimSubject(service, Ids.parse(values.get(1)).orElse(null)))
        : Optional.empty();
  }

  String sealed(FormTokens tokens) {
    return tokens.seal(KIND, LIFE, service.toString(), plan == null ? "-" : plan.toString());
  }

  /** Address of the page where it is said. */
  String claim(FormTokens tokens) {
    return "/paid?s=" + sealed(tokens);
  }

  /** Address of the page that says where to pay first. */
  String byHand(FormTokens tokens) {
    return "/by-hand?s=" + sealed(tokens);
  }
}
