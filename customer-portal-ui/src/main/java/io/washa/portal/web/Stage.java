package io.washa.portal.web;

import io.washa.insight.PaymentProgress;
import java.time.Duration;
import java.util.Locale;

/** Where a payment stands, as the subscriber sees it. */
enum Stage {
  /** The phone asks for the PIN, or soon will. */
  PIN,
  /** Nobody knows yet whether money came. */
  UNKNOWN,
  /** Money came to a till, and only the M-Pesa code can tell whether it is this payer's. */
  CODE,
  /** Ended without money. */
  FAILED,
  /** Paid, but less than the plan costs. */
  SHORT,
  /** Paid a moment ago; being connected. */
  PAID,
  /** Paid, and the router does not have it yet. */
  STUCK,
  /** The router lets the service in. */
  CONNECTED,
  /** A session is seen. */
  ONLINE;

  /** How long connecting may take before it is called late. */
  private static final Duration LATE = Duration.ofSeconds(5);

  /**
   * The stage of a payment.
   *
   * @param price minor units that the plan costs
   * @param sincePaid how long ago the money came
   */
  static Stage of(PaymentProgress progress, long price, Duration sincePaid) {
    if (progress.paid()) {
      return ofPaid(progress, price, sincePaid);
    }
    return switch (progress.state()) {
      case PROMPTED -> PIN;
      case FAILED -> FAILED;
      case UNKNOWN, PAID -> UNKNOWN;
    };
  }

  private static Stage ofPaid(PaymentProgress progress, long price, Duration sincePaid) {
    if (progress.online()) {
      return ONLINE;
    }
    if (progress.connected()) {
      return CONNECTED;
    }
    if (!progress.applied() && progress.amount() < price) {
      return SHORT;
    }
    boolean late = progress.accessError() != null || sincePaid.compareTo(LATE) > 0;
    return late ? STUCK : PAID;
  }

  /** Whether no money is known of. */
  boolean unpaid() {
    return stepsDone() == 0;
  }

  /** Whether nothing more will happen by itself. */
  boolean end() {
    return this == FAILED || this == ONLINE || this == SHORT;
  }

  /** How many of the four steps are done. */
  int stepsDone() {
    return switch (this) {
      case PIN, UNKNOWN, CODE, FAILED -> 0;
      case SHORT, PAID, STUCK -> 2;
      case CONNECTED -> 3;
      case ONLINE -> 4;
    };
  }

  /** As keys and style sheets name it. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
