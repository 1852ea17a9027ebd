package io.washa.payments.daraja;

import java.time.Duration;
import java.util.Optional;

/** What became of registering the C2B addresses. */
public sealed interface RegisterOutcome {

  /** Safaricom has our addresses. */
  record Registered(String text) implements RegisterOutcome {}

  /** Some addresses are there already; in production only the M-Pesa portal can delete them. */
  record AlreadyRegistered(String text) implements RegisterOutcome {}

  /** Not taken until something is changed. */
  record Refused(DarajaFault fault, Words forPeople, String forStaff) implements RegisterOutcome {}

  /**
   * Not known or not now. Registering again does no harm.
   *
   * @param reason for staff
   */
  record TryLater(String reason, Optional<Duration> delay) implements RegisterOutcome {}
}
