package io.washa.agent.routeros;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Words and their length prefixes as the API puts them on the wire (RouterOS manual, API). */
final class Words {
  /** Longest word accepted from a router; ours are far shorter. */
  static final int MAX_WORD_BYTES = 1024 * 1024;

  /** Most words accepted in one sentence. */
  static final int MAX_WORDS = 4096;

  private static final Charset CODE_PAGE = Charset.forName("windows-1252");

  private Words() {}

  /** Writes the shortest length prefix. */
  static void writeLength(ByteArrayOutputStream out, long length) {
    if (length < 0x80) {
      out.write((int) length);
    } else if (length < 0x4000) {
      writeBytes(out, length | 0x8000L, 2);
    } else if (length < 0x20_0000) {
      writeBytes(out, length | 0xC0_0000L, 3);
    } else if (length < 0x1000_0000) {
      writeBytes(out, length | 0xE000_0000L, 4);
    } else {
      out.write(0xF0);
      writeBytes(out, length, 4);
    }
  }

  private static void writeBytes(ByteArrayOutputStream out, long value, int bytes) {
    for (int shift = (bytes - 1) * 8; shift >= 0; shift -= 8) {
      out.write((int) (value >>> shift) & 0xFF);
    }
  }

  /**
   * Reads a length prefix; longer forms than needed are accepted, as routers do.
   *
   * @throws IOException for a control byte, after which nobody can tell where a word begins
   */
  static long readLength(InputStream in) throws IOException {
    int first = readByte(in);
    if (first < 0x80) {
      return first;
    }
    if (first < 0xC0) {
      return readRest(in, first & 0x3F, 1);
    }
    if (first < 0xE0) {
      return readRest(in, first & 0x1F, 2);
    }
    if (first < 0xF0) {
      return readRest(in, first & 0x0F, 3);
    }
    if (first == 0xF0) {
      return readRest(in, 0, 4);
    }
    throw new IOException("control byte 0x" + Integer.toHexString(first) + " instead of a length");
  }

  private static long readRest(InputStream in, long start, int bytes) throws IOException {
    long length = start;
    for (int i = 0; i < bytes; i++) {
      length = length << 8 | readByte(in);
    }
    return length;
  }

  private static int readByte(InputStream in) throws IOException {
    int value = in.read();
    if (value < 0) {
      throw new EOFException("the router closed the connection");
    }
    return value;
  }

  /** One whole sentence, ready for a single write. */
  static byte[] encode(List<String> words) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(256);
    for (String word : words) {
      byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
      writeLength(out, bytes.length);
      out.writeBytes(bytes);
    }
    out.write(0);
    return out.toByteArray();
  }

  /** Reads up to the word of length zero; an empty list is an empty sentence, to be ignored. */
  static List<byte[]> readSentence(InputStream in) throws IOException {
    List<byte[]> words = new ArrayList<>();
    while (true) {
      long length = readLength(in);
      if (length == 0) {
        return words;
      }
      if (length > MAX_WORD_BYTES || words.size() >= MAX_WORDS) {
        throw new IOException("the router sent an oversized sentence");
      }
      byte[] bytes = in.readNBytes((int) length);
      if (bytes.length < length) {
        throw new EOFException("the router closed the connection inside a word");
      }
      words.add(bytes);
    }
  }

  /** Words as text. */
  static List<String> decode(List<byte[]> words) {
    return words.stream().map(Words::decode).toList();
  }

  /** Words of which some hold a file's bytes: each byte one character. */
  static List<String> decodeBytes(List<byte[]> words) {
    return words.stream().map(word -> new String(word, StandardCharsets.ISO_8859_1)).toList();
  }

  /** UTF-8 if it is valid UTF-8, else the code page that WinBox 3 wrote. */
  static String decode(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return new String(bytes, CODE_PAGE);
    }
  }
}
