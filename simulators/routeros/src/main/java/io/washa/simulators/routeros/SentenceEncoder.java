package io.washa.simulators.routeros;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.util.List;

/** Writes sentences as bytes, each length in its shortest form (RouterOS manual, confidence H). */
final class SentenceEncoder {
  private SentenceEncoder() {}

  static byte[] encode(List<String> words) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (String word : words) {
      byte[] bytes = word.getBytes(ISO_8859_1);
      out.writeBytes(length(bytes.length));
      out.writeBytes(bytes);
    }
    out.write(0);
    return out.toByteArray();
  }

  /** The prefix of a word of so many bytes; an int taken as unsigned. */
  static byte[] length(int length) {
    long n = Integer.toUnsignedLong(length);
    if (n < 0x80) {
      return bytes(n, 1);
    } else if (n < 0x4000) {
      return bytes(n | 0x8000, 2);
    } else if (n < 0x200000) {
      return bytes(n | 0xC00000, 3);
    } else if (n < 0x10000000) {
      return bytes(n | 0xE0000000L, 4);
    }
    return bytes(n | 0xF000000000L, 5);
  }

  private static byte[] bytes(long value, int count) {
    byte[] bytes = new byte[count];
    for (int i = 0; i < count; i++) {
      bytes[i] = (byte) (value >> (8 * (count - 1 - i)));
    }
    return bytes;
  }
}
