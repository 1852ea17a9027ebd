package io.washa.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Map;

/** Asks a running demo whether every part of it answers. */
final class DemoCheck {
  private static final int PATIENCE_MILLIS = 2_000;

  private DemoCheck() {}

  /** Says a line for each part, and returns whether all answer. */
  static boolean run(Map<String, Integer> parts, PrintStream out) {
    boolean all = true;
    for (Map.Entry<String, Integer> part : parts.entrySet()) {
      boolean answers = listens(part.getValue());
      out.printf("%s %-28s port %d%n", answers ? "✓" : "✗", part.getKey(), part.getValue());
      all &= answers;
    }
    return all;
  }

  private static boolean listens(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MILLIS);
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
