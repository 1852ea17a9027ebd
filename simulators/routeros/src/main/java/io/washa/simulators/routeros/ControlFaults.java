package io.washa.simulators.routeros;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Faults as the control interface writes them. */
final class ControlFaults {
  private ControlFaults() {}

  /** Faults as a body names them; what it leaves out is off. */
  static Faults read(JsonNode body) {
    Faults faults = Faults.none();
    for (Map.Entry<String, JsonNode> entry : body.properties()) {
      JsonNode value = entry.getValue();
      faults =
          switch (entry.getKey()) {
            case "latency" -> faults.withLatency(millis(value));
            case "stall" -> faults.withStall(value.asBoolean());
            case "eof" -> faults.withEofAfter(value.asInt());
            case "reset" -> faults.withReset(value.asBoolean());
            case "ignore-writes" -> faults.withIgnoreWrites(value.asBoolean());
            case "drip" -> faults.withDrip(millis(value));
            case "wrong-tag" -> faults.withWrongTag(value.asBoolean());
            case "duplicate-done" -> faults.withDuplicateDone(value.asBoolean());
            case "busy-13" -> faults.withBusy(value.asBoolean());
            case "late" -> faults.withLate(millis(value));
            case "ansi-comments" -> faults.withAnsiComments(value.asBoolean());
            default -> throw new IllegalArgumentException("No such fault: " + entry.getKey());
          };
    }
    return faults;
  }

  private static Duration millis(JsonNode value) {
    if (value.asLong() < 0) {
      throw new IllegalArgumentException("Less than no time: " + value);
    }
    return Duration.ofMillis(value.asLong());
  }

  /** Only the faults that are on. */
  static Map<String, Object> write(Faults faults) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("latency", faults.latency().toMillis());
    all.put("stall", faults.stall());
    if (faults.eofAfter() >= 0) {
      all.put("eof", faults.eofAfter());
    }
    all.put("reset", faults.reset());
    all.put("ignore-writes", faults.ignoreWrites());
    all.put("drip", faults.drip().toMillis());
    all.put("wrong-tag", faults.wrongTag());
    all.put("duplicate-done", faults.duplicateDone());
    all.put("busy-13", faults.busy());
    all.put("late", faults.late().toMillis());
    all.put("ansi-comments", faults.ansiComments());
    all.values().removeIf(value -> value.equals(false) || value.equals(0L));
    return all;
  }
}
