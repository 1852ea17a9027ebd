package io.washa.demo;

/**
 * One thing that the demo starts.
 *
 * @param name as the person reads it
 * @param without what does not work if it cannot be started; empty if nothing does
 */
record Step(String name, Start start, String without) {
  /** A step without which there is no demo. */
  Step(String name, Start start) {
    this(name, start, "");
  }

  /** Starts something and returns how to end it. */
  @FunctionalInterface
  interface Start {
    AutoCloseable start() throws Exception;
  }
}
