package io.washa.demo;

/** What the demo starts, and what it tells about it. */
interface Town {

  /** Starts all of it, step by step. */
  void start(Steps steps, Home home, Ports ports);

  /** Addresses, users and passwords, for a person to read. */
  String guide(Home home, Ports ports);
}
