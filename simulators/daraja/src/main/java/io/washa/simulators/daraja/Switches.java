package io.washa.simulators.daraja;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The present position of every switch. */
final class Switches {
  private final Map<Switch, Boolean> positions = new ConcurrentHashMap<>();

  Switches() {
    Arrays.stream(Switch.values()).forEach(s -> positions.put(s, s.initially()));
  }

  boolean isOn(Switch which) {
    return positions.getOrDefault(which, which.initially());
  }

  void set(Switch which, boolean on) {
    positions.put(which, on);
  }

  Map<String, Object> asJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    for (Switch which : Switch.values()) {
      json.put(which.label(), isOn(which));
    }
    return json;
  }
}
