package io.washa.simulators.routeros;

import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;

/** The router's log, as long as its memory buffer. Callers hold the store's lock. */
final class SystemLog {
  static final int LINES = 1_000;

  private static final DateTimeFormatter OLD = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

  private final Store store;
  private final Device device;

  SystemLog(Store store, Device device) {
    this.store = store;
    this.device = device;
  }

  /** Writes a line; the oldest one goes when the buffer is full. */
  void write(String topics, String message) {
    Table table = store.table(Paths.LOG);
    if (table.rows().size() >= LINES) {
      store.forget(table, table.rows().iterator().next());
    }
    store.insert(
        table,
        Row.Kind.DYNAMIC,
        Map.of("buffer", "memory", "time", time(), "topics", topics, "message", message),
        null);
  }

  private String time() {
    LocalDateTime now = device.now();
    return device.version().atLeast(7, 10) ? device.version().date(now) : OLD.format(now);
  }
}
