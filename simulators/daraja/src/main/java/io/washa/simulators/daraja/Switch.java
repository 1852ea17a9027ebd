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
  /** C2B messages of a till name its store; which number Safaricom sends is unknown. Off. */
  TILL_SENDS_STORE("tillSendsStore", false),
  /** A Pull query that finds nothing is answered with HTTP 500 (Daraja portal). Off. */
  PULL_EMPTY_AS_500("pullEmptyAs500", false),
  /** A Pull query that finds nothing has the text "[[]]" where an array belongs. Off. */
  PULL_EMPTY_AS_TEXT("pullEmptyAsText", false),
  /**
   * A queue time-out notice goes out before the result of an initiator call; it is no failure, for
   * the result follows. Its shape is assumed. Off.
   */
  QUEUE_TIMEOUT("queueTimeout", false),
  /** ResultParameter is one object instead of an array; all but the first are left out. Off. */
  RESULT_AS_OBJECT("resultAsObject", false),
  /** ReferenceItem is an array instead of one object. Off. */
  REFERENCE_AS_LIST("referenceAsList", false),
  /** Result codes and types of initiator calls are texts, as in B2C samples. Off. */
  RESULT_CODE_AS_TEXT("resultCodeAsText", false);

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
