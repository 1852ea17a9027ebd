package io.washa.simulators.routeros;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/** The smallest API client there can be; it shares no code with the simulator. */
final class RawClient implements AutoCloseable {
  private final Socket socket;
  private final DataInputStream in;

  RawClient(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
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

  void send(String... words) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (String word : words) {
      byte[] bytes = word.getBytes(UTF_8);
      if (bytes.length >= 0x80) {
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
      int length = in.readUnsignedByte();
      if (length >= 0xC0) {
        length = ((length & 0x1F) << 16) | in.readUnsignedShort();
      } else if (length >= 0x80) {
        length = ((length & 0x3F) << 8) | in.readUnsignedByte();
      }
      if (length > 0) {
        words.add(new String(in.readNBytes(length), UTF_8));
      } else if (!words.isEmpty()) {
        return words;
      }
    }
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

  /** Whether the router has closed, or reset, the connection. */
  boolean isAtEnd() {
    try {
      read();
      return false;
    } catch (EOFException e) {
      return true;
    } catch (IOException e) {
      return e.getMessage() != null && e.getMessage().contains("reset");
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
