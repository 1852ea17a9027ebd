package io.washa.simulators.routeros;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** The smallest API client there can be; it shares no code with the simulator. */
final class RawClient implements AutoCloseable {
  /** How the other end ended a connection. */
  enum Ending {
    EOF,
    RESET
  }

  private final Socket socket;
  private final DataInputStream in;

  RawClient(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(5_000);
    in = new DataInputStream(socket.getInputStream());
  }

  static RawClient loggedIn(RouterOsSimulator router) throws IOException {
    RawClient client = new RawClient(router.apiPort());
    List<List<String>> reply = client.ask("/login", "=name=washa", "=password=secret");
    if (!reply.equals(List.of(List.of("!done")))) {
      throw new IOException("login: " + reply);
    }
    return client;
  }

  void sendBytes(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
  }

  void sendHex(String hex) throws IOException {
    sendBytes(HexFormat.of().parseHex(hex));
  }

  void send(String... words) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (String word : words) {
      byte[] bytes = word.getBytes(UTF_8);
      if (bytes.length >= 0x4000) {
        out.write(0xC0 | (bytes.length >> 16));
        out.write(bytes.length >> 8);
      } else if (bytes.length >= 0x80) {
        out.write(0x80 | (bytes.length >> 8));
      }
      out.write(bytes.length);
      out.writeBytes(bytes);
    }
    out.write(0);
    sendBytes(out.toByteArray());
  }

  /** One sentence; empty ones are skipped. */
  List<String> read() throws IOException {
    List<String> words = new ArrayList<>();
    while (true) {
      int length = readLength();
      if (length > 0) {
        words.add(new String(in.readNBytes(length), UTF_8));
      } else if (!words.isEmpty()) {
        return words;
      }
    }
  }

  private int readLength() throws IOException {
    int first = in.readUnsignedByte();
    if (first >= 0xE0) {
      return ((first & 0x0F) << 24) | (in.readUnsignedByte() << 16) | in.readUnsignedShort();
    }
    if (first >= 0xC0) {
      return ((first & 0x1F) << 16) | in.readUnsignedShort();
    }
    if (first >= 0x80) {
      return ((first & 0x3F) << 8) | in.readUnsignedByte();
    }
    return first;
  }

  /** So many bytes as they come. */
  byte[] readBytes(int count) throws IOException {
    return in.readNBytes(count);
  }

  /** All sentences of one answer, the last one being done or fatal. */
  List<List<String>> ask(String... words) throws IOException {
    send(words);
    return answer();
  }

  List<List<String>> answer() throws IOException {
    List<List<String>> sentences = new ArrayList<>();
    do {
      sentences.add(read());
    } while (!sentences.getLast().getFirst().equals("!done")
        && !sentences.getLast().getFirst().equals("!fatal"));
    return sentences;
  }

  /** Whether nothing comes for so long. */
  boolean isSilentFor(int millis) throws IOException {
    socket.setSoTimeout(millis);
    try {
      in.readByte();
      return false;
    } catch (SocketTimeoutException e) {
      return true;
    } finally {
      socket.setSoTimeout(5_000);
    }
  }

  /** Waits for the end of the connection; an assertion fails if a sentence comes instead. */
  Ending end() throws IOException {
    try {
      List<String> unexpected = read();
      throw new AssertionError("not at its end: " + unexpected);
    } catch (EOFException e) {
      return Ending.EOF;
    } catch (SocketException e) {
      return Ending.RESET;
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
