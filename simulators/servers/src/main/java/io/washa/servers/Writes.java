package io.washa.servers;

import java.util.HashMap;
import java.util.Map;

/** What PostgreSQL promises about a commit. */
enum Writes {
  /** For tests: a commit is fast and would not survive the machine's fall. */
  FAST,
  /** As in production: a commit is on the disk before it is answered. */
  DURABLE;

  /** The settings as PostgreSQL calls them. They override those that the starter passes. */
  Map<String, String> settings() {
    String onOrOff = this == DURABLE ? "on" : "off";
    Map<String, String> settings = new HashMap<>();
    settings.put("fsync", onOrOff);
    settings.put("synchronous_commit", onOrOff);
    settings.put("full_page_writes", onOrOff);
    settings.put("max_connections", "200");
    settings.put("shared_buffers", this == DURABLE ? "128MB" : "64MB");
    // So that a benchmark can ask when a row was committed.
    settings.put("track_commit_timestamp", "on");
    // A schema per tenant: one transaction of a migration may hold locks on many tables.
    settings.put("max_locks_per_transaction", "256");
    return settings;
  }
}
