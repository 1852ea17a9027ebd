package io.washa.simulators.daraja;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The faults in force, per shortcode. */
final class FaultBoard {
  private final Faults usual;
  private final Map<String, Faults> set = new ConcurrentHashMap<>();

  /** Starts with these faults for every shortcode. */
  FaultBoard(Faults usual) {
    this.usual = usual;
  }

  Faults usual() {
    return usual;
  }

  Faults of(String shortcode) {
    return set.getOrDefault(shortcode, usual);
  }

  void set(String shortcode, Faults faults) {
    set.put(shortcode, faults);
  }
}
