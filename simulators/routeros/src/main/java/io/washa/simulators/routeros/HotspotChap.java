package io.washa.simulators.routeros;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Locale;

/**
 * What one view of the login page asks a browser to prove: the MD5 of id, password and challenge
 * (RouterOS manual, hotspot customisation).
 */
final class HotspotChap {
  private static final SecureRandom RANDOM = new SecureRandom();

  private final byte id;
  private final byte[] challenge;

  /** One byte and sixteen. */
  HotspotChap(byte id, byte[] challenge) {
    this.id = id;
    this.challenge = challenge.clone();
  }

  /** That of a new view. */
  static HotspotChap fresh() {
    byte[] bytes = new byte[17];
    RANDOM.nextBytes(bytes);
    byte[] challenge = new byte[16];
    System.arraycopy(bytes, 1, challenge, 0, 16);
    return new HotspotChap(bytes[0], challenge);
  }

  /** What a browser that knows the password sends, in lower-case hexadecimal. */
  String response(String password) {
    try {
      MessageDigest md5 = MessageDigest.getInstance("MD5");
      md5.update(id);
      md5.update(password.getBytes(ISO_8859_1));
      return HexFormat.of().formatHex(md5.digest(challenge));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has MD5", e);
    }
  }

  /** The variable {@code $(chap-id)} of the page. */
  String writtenId() {
    return octal(id);
  }

  /** The variable {@code $(chap-challenge)} of the page. */
  String writtenChallenge() {
    StringBuilder text = new StringBuilder();
    for (byte one : challenge) {
      text.append(octal(one));
    }
    return text.toString();
  }

  private static String octal(byte one) {
    return String.format(Locale.ROOT, "\\%03o", one & 255);
  }
}
