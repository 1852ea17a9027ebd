package io.washa.payments.matching;

import java.util.Set;
import java.util.UUID;

/**
 * What is known of a service that money may be for.
 *
 * @param names what people type when they pay for it, plain
 * @param history how this payer has paid for it
 */
record Known(UUID subscriber, UUID service, Set<String> names, Person person, History history) {

  /** The subscriber. */
  record Person(String firstName, String fullName, String phoneHash, String phoneDigits) {
    /** Leaves personal data out. */
    @Override
    public String toString() {
      return "Person[…]";
    }
  }

  /**
   * How often somebody like the payer has paid for it.
   *
   * @param same by the same phone
   * @param alike by a phone with the same last digits and the same first name
   */
  record History(int same, int alike) {}
}
