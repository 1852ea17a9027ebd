package io.washa.simulators.routeros;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads sentences off the wire. Every length form is understood, also longer ones than needed;
 * empty sentences are skipped; a reserved control byte or a word beyond the bound ends the
 * connection (RouterOS manual, confidence H; the bounds are ours).
 */
final class SentenceReader {
  static final int MAX_WORD_BYTES = 16 << 20;
  static final int MAX_SENTENCE_BYTES = 64 << 20;

  /** Before login a router takes little; the manual says so without a number. */
  static final int MAX_BYTES_BEFORE_LOGIN = 64 << 10;

  private static final int MAX_WORDS = 100_000;

  private final DataInputStream in;
  private boolean trusted;

  SentenceReader(InputStream in) {
    this.in = new DataInputStream(in);
  }

  /** Lifts the bounds that hold before login. */
  void trust() {
    trusted = true;
  }

  /**
   * The next sentence that has words, or null at the end of the stream.
   *
   * @throws IOException also for a stream that ends within a sentence
   */
  @Nullable List<String> read() throws IOException {
    List<String> words = new ArrayList<>();
    long bytes = 0;
    while (true) {
      int first = in.read();
      if (first < 0) {
        if (words.isEmpty()) {
          return null;
        }
        throw new EOFException("the stream ended within a sentence");
      }
      int length = length(first);
      if (length == 0) {
        if (words.isEmpty()) {
          continue;
        }
        return words;
      }
      bytes += length;
      if (bytes > (trusted ? MAX_SENTENCE_BYTES : MAX_BYTES_BEFORE_LOGIN)
          || words.size() >= MAX_WORDS) {
        throw new ProtocolException("sentence too large");
      }
      words.add(word(length));
    }
  }

  private String word(int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("the stream ended within a word");
    }
    return new String(bytes, ISO_8859_1);
  }

  private int length(int first) throws IOException {
    long length;
    if (first < 0x80) {
      length = first;
    } else if (first < 0xC0) {
      length = rest(first & 0x3F, 1);
    } else if (first < 0xE0) {
      length = rest(first & 0x1F, 2);
    } else if (first < 0xF0) {
      length = rest(first & 0x0F, 3);
    } else if (first == 0xF0) {
      length = rest(0, 4);
    } else {
      throw new ProtocolException("control byte 0x" + Integer.toHexString(first));
    }
    if (length > MAX_WORD_BYTES) {
      throw new ProtocolException("word of " + length + " bytes");
    }
    return (int) length;
  }

  private long rest(int high, int bytes) throws IOException {
    long length = high;
    for (int i = 0; i < bytes; i++) {
      length = (length << 8) | in.readUnsignedByte();
    }
    return length;
  }
}
