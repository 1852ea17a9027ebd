package io.washa.payments.matching;

import java.util.List;
import java.util.UUID;

/**
 * A service that money may be for.
 *
 * @param score the higher the likelier; comparable among the candidates of one payment
 * @param reasons what speaks for and against it, strongest first
 */
public record Candidate(UUID subscriber, UUID service, double score, List<Reason> reasons) {
  /** Copies the reasons. */
  public Candidate {
    reasons = List.copyOf(reasons);
  }

  /**
   * Something that speaks for a candidate or against it.
   *
   * @param weight added to the score; below 0 against
   */
  public record Reason(Kind kind, double weight) {}

  /** What can speak for a candidate or against it. */
  public enum Kind {
    /** Its account number, phone or name stands in what was typed, among other things. */
    TYPED_AMONG_OTHERS,
    /** What was typed is one slip away, and the check digit agrees. */
    ONE_SLIP,
    /** What was typed is two slips away. */
    TWO_SLIPS,
    /** The subscriber's name was typed. */
    NAME_TYPED,
    /** This phone has paid for it before. */
    PAID_BEFORE,
    /** A phone with the same last digits and a payer of the same first name have paid before. */
    ALIKE_PAID_BEFORE,
    /** The payer's phone is the subscriber's. */
    OWN_PHONE,
    /** The payer's last digits and first name are the subscriber's. */
    ALIKE_OWN_PHONE,
    /** The amount is the price of its plan. */
    PRICE,
    /** The amount is not the price of its plan. */
    OTHER_PRICE,
    /** It is over, or ends within days. */
    ENDS_SOON,
    /** It is paid for weeks ahead. */
    PAID_AHEAD,
    /** What was typed looks like nothing of it. */
    TYPED_SOMETHING_ELSE
  }

  /** Leaves nothing personal in: ids only. */
  @Override
  public String toString() {
    return "Candidate[" + service + " " + score + "]";
  }
}
