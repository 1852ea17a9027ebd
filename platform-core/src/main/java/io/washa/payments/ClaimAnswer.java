package io.washa.payments;

import java.util.UUID;

/** What becomes of "I have paid". */
public sealed interface ClaimAnswer {
  /** The money was found and is the claimant's now. */
  record Found(UUID payment) implements ClaimAnswer {}

  /** The money has been the claimant's before. */
  record YoursAlready(UUID payment) implements ClaimAnswer {}

  /** Nobody has told of the money yet: it is applied as soon as somebody does. */
  record Waiting(UUID claim) implements ClaimAnswer {}

  /** There is no M-Pesa code in what was typed. */
  record NoCode() implements ClaimAnswer {}

  /** The code is somebody else's, or the digits are not the payer's: which, is not told. */
  record DoesNotFit() implements ClaimAnswer {}

  /** Too many tries: once more after a while. */
  record TooMany() implements ClaimAnswer {}
}
