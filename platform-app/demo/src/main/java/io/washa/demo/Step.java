package io.washa.demo;

/**
 * One thing that the demo starts.
 *
 * @param name as the person reads it
 */
record Step(String name, Start start) {

  /** Starts something and returns how to end it. */
  @FunctionalInterface
  interface Start {
    AutoCloseable start() throws Exception;
  }
}
