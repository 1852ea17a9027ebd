package io.washa.simulators.daraja;

import java.util.List;

/** Gives every phone a name, always the same one. */
final class FirstNames {
  private static final List<String> NAMES =
      List.of(
          "JOHN", "MARY", "PETER", "GRACE", "JAMES", "FAITH", "DAVID", "MERCY", "SAMUEL", "ESTHER",
          "BRIAN", "AISHA", "KEVIN", "JOYCE", "OTIENO", "WANJIRU");

  private static final List<String> SURNAMES =
      List.of("MWANGI", "ACHIENG", "KAMAU", "CHEBET", "MUTUA", "HASSAN", "NJERI", "BARASA");

  private FirstNames() {}

  static String surname(String msisdn) {
    return SURNAMES.get(Math.floorMod(msisdn.hashCode() / 31, SURNAMES.size()));
  }

  static String of(String msisdn) {
    return NAMES.get(Math.floorMod(msisdn.hashCode(), NAMES.size()));
  }
}
