package io.washa.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Random;

/** Ports that nobody listens on. */
final class FreePorts {
  private static final Random RANDOM = new Random();

  private FreePorts() {}

  static int one() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** The first of twelve in a row, below those that the system gives to clients. */
  static int row() {
    while (true) {
      int first = 20_000 + RANDOM.nextInt(12_000);
      try {
        Ports.from(first).requireFree();
        return first;
      } catch (DemoFailure taken) {
        // Try another row.
      }
    }
  }
}
