package io.washa.network;

/** What became of a command to a router. */
public sealed interface CommandAnswer {
  /**
   * The agent did it.
   *
   * @param text what it says, for a person
   */
  record Done(String text) implements CommandAnswer {}

  /**
   * It did not, or did not say so in time.
   *
   * @param reason for a person
   */
  record Failed(String reason) implements CommandAnswer {}

  /** No agent of the site is connected. */
  record NoAgent() implements CommandAnswer {}
}
