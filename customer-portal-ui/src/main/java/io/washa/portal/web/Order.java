package io.washa.portal.web;

import io.washa.customers.PhoneNumber;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What a subscriber is about to pay for.
 *
 * @param phone that is asked for the PIN
 * @param anyway the subscriber knows that the site is down
 */
record Order(UUID service, UUID plan, PhoneNumber phone, boolean anyway) {
  private static final String KIND = "order";
  private static final Duration LIFE = Duration.ofMinutes(10);

  /**
   * This order, vouched for by a token.
   *
   * @param knowingly the subscriber will have been told that the site is down
   */
  String sealed(FormTokens tokens, boolean knowingly) {
    return tokens.seal(
        KIND,
        LIFE,
        service.toString(),
        plan.toString(),
        phone.msisdn(),
        Boolean.toString(anyway || knowingly));
  }

  /** The order that a token vouches for; empty if it vouches for none, or no longer. */
  static Optional<Order> open(FormTokens tokens, String sealed) {
    return tokens.open(KIND, sealed) instanceof FormTokens.Opened.Valid valid
        ? Optional.of(of(valid.values()))
        : Optional.empty();
  }

  private static Order of(List<String> values) {
    return new Order(
        UUID.fromString(values.get(0)),
        UUID.fromString(values.get(1)),
        new PhoneNumber(values.get(2)),
        Boolean.parseBoolean(values.get(3)));
  }
}
