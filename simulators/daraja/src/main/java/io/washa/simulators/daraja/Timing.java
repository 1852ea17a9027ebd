package io.washa.simulators.daraja;

import java.time.Duration;

/**
 * How long things take.
 *
 * @param promptLifetime until an unanswered prompt ends as code 1037; about 60 s in reality
 * @param queryBlindness how long a new CheckoutRequestID is still unknown to the STK query
 * @param validationTimeout until the ResponseType decides instead of the business; about 8 s
 * @param deliveryTimeout for one delivery of a callback or confirmation
 */
record Timing(
    Duration promptLifetime,
    Duration queryBlindness,
    Duration validationTimeout,
    Duration deliveryTimeout) {
  static final Timing USUAL =
      new Timing(
          Duration.ofSeconds(60),
          Duration.ofSeconds(2),
          Duration.ofSeconds(8),
          Duration.ofSeconds(10));

  Timing withPromptLifetime(Duration value) {
    return new Timing(value, queryBlindness, validationTimeout, deliveryTimeout);
  }

  Timing withQueryBlindness(Duration value) {
    return new Timing(promptLifetime, value, validationTimeout, deliveryTimeout);
  }

  Timing withValidationTimeout(Duration value) {
    return new Timing(promptLifetime, queryBlindness, value, deliveryTimeout);
  }

  Timing withDeliveryTimeout(Duration value) {
    return new Timing(promptLifetime, queryBlindness, validationTimeout, value);
  }
}
