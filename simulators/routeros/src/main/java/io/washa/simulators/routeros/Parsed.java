package io.washa.simulators.routeros;

/** An argument's value once its type has looked at it. */
sealed interface Parsed {

  /** In the form in which it is kept and printed. */
  record Value(String text) implements Parsed {}

  /** Not a value of the type; the message is what the router says. */
  record Invalid(String message) implements Parsed {}
}
