package io.washa.bench;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * One HTTP/1.1 connection that posts and waits. The client shares the machine with what it
 * measures, so it does nothing that can be left out.
 */
final class Wire implements AutoCloseable {
  /** Idle for longer than this, a connection may be about to be ended by the server. */
  private static final long FRESH_NANOS = 5_000_000_000L;

  private final int port;
  private Socket socket;
  private InputStream in;
  private long usedNanos = System.nanoTime();

  Wire(int port) throws IOException {
    this.port = port;
    socket = connect(port);
    in = new BufferedInputStream(socket.getInputStream());
  }

  private static Socket connect(int port) throws IOException {
    Socket connected = new Socket(InetAddress.getLoopbackAddress(), port);
    connected.setTcpNoDelay(true);
    connected.setSoTimeout(30_000);
    return connected;
  }

  /** Posts JSON and returns the status of the answer, whose body is read and thrown away. */
  int post(String path, String json) throws IOException {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    String head =
        "POST "
            + path
            + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: "
            + body.length
            + "\r\n\r\n";
    byte[] start = head.getBytes(StandardCharsets.US_ASCII);
    byte[] all = new byte[start.length + body.length];
    System.arraycopy(start, 0, all, 0, start.length);
    System.arraycopy(body, 0, all, start.length, body.length);
    if (System.nanoTime() - usedNanos > FRESH_NANOS) {
      reconnect();
    }
    socket.getOutputStream().write(all);
    int status = answer();
    usedNanos = System.nanoTime();
    return status;
  }

  private int answer() throws IOException {
    String status = line();
    int length = 0;
    boolean chunked = false;
    boolean last = false;
    for (String header = line(); !header.isEmpty(); header = line()) {
      String lower = header.toLowerCase(java.util.Locale.ROOT);
      if (lower.startsWith("content-length:")) {
        length = Integer.parseInt(lower.substring(15).strip());
      }
      last |= lower.startsWith("connection: close");
      chunked |= lower.startsWith("transfer-encoding: chunked");
    }
    if (chunked) {
      for (int size = chunk(); size > 0; size = chunk()) {
        in.skipNBytes(size + 2L);
      }
      line();
    } else {
      in.skipNBytes(length);
    }
    if (last) {
      // A server ends a connection after so many requests, and says so with the last answer.
      reconnect();
    }
    return Integer.parseInt(status.substring(9, 12));
  }

  private void reconnect() throws IOException {
    socket.close();
    socket = connect(port);
    in = new BufferedInputStream(socket.getInputStream());
  }

  private int chunk() throws IOException {
    return Integer.parseInt(line(), 16);
  }

  private String line() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new IOException("the platform hung up");
      }
      if (next != '\r') {
        text.append((char) next);
      }
    }
    return text.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
