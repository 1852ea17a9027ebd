package io.washa.simulators.daraja;

import java.util.List;

/** Gives every phone a name, always the same one. */
final class FirstNames {
  private static final List<String> NAMES =
      List.of(
          "JOHN", "MARY", "PETER", "GRACE", "JAMES", "FAITH", "DAVID", "MERCY", "SAMUEL", "ESTHER",
          "BRIAN", "AISHA", "KEVIN", "JOYCE", "OTIENO", "WANJIRU");

  private FirstNames() {}

  static String of(String msisdn) {
    return NAMES.get(Math.floorMod(msisdn.hashCode(), NAMES.size()));
  }
}
