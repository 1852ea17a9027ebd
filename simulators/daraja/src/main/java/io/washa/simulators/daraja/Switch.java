package io.washa.simulators.daraja;

import java.util.Arrays;
import java.util.Optional;

/** A behaviour of the whole simulator that can be turned on and off while it runs. */
public enum Switch {
  /** A new token kills the older one of the same consumer key (Daraja portal FAQ). On. */
  TOKEN_INVALIDATION("tokenInvalidation", true),
  /** STK queries of one app are limited to 5 a minute, burst 1 (measured in the sandbox). Off. */
  QUERY_RATE_LIMIT("queryRateLimit", false),
  /** URLs can be registered only once, as in production; the sandbox lets them change. Off. */
  REGISTER_ONCE("registerOnce", false),
  /** A pending STK query answers ResultCode 4999 instead of HTTP 500. Off. */
  PENDING_AS_4999("pendingAs4999", false),
  /**
   * The same amount from the same phone to the same shortcode within two minutes ends as code 17
   * (Daraja portal). Off.
   */
  SAME_AMOUNT_RULE("sameAmountRule", false),
  /** A Pull that finds nothing answers HTTP 500 instead of 1001 (Daraja portal has both). Off. */
  EMPTY_PULL_FAILS("emptyPullFails", false),
  /** A result with one parameter holds it as an object instead of a list of one (seen). Off. */
  SINGLE_RESULT_PARAMETER("singleResultParameter", false),
  /** Instead of a result, the queue time-out is told, and the result comes later. Off. */
  QUEUE_TIMEOUT("queueTimeout", false);

  private final String label;
  private final boolean initially;

  Switch(String label, boolean initially) {
    this.label = label;
    this.initially = initially;
  }

  /** The name in the control API. */
  public String label() {
    return label;
  }

  boolean initially() {
    return initially;
  }

  static Optional<Switch> named(String label) {
    return Arrays.stream(values()).filter(s -> s.label.equals(label)).findFirst();
  }
}
