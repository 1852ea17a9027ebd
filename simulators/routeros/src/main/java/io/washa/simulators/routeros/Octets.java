package io.washa.simulators.routeros;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Router text. A router stores the bytes it is given and knows no encoding, so inside the simulator
 * every string holds one byte per character; only the control interface turns it into real text.
 */
final class Octets {
  private Octets() {}

  static String fromText(String text) {
    return new String(text.getBytes(UTF_8), ISO_8859_1);
  }

  static String toText(String octets) {
    return new String(octets.getBytes(ISO_8859_1), UTF_8);
  }
}
