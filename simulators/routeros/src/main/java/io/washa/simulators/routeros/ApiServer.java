package io.washa.simulators.routeros;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The API port of a router: open while there is power, on loopback only. Without power the port
 * stays bound but does not listen, so that connecting is refused and nobody else can take it.
 */
final class ApiServer {
  static final int MAX_CONNECTIONS = 256;

  private final Machine machine;
  private final Consumer<Outcome> down;
  private final Service service;
  private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
  private volatile @Nullable ServerSocket listener;
  private volatile CountDownLatch acceptEnded = new CountDownLatch(0);
  private @Nullable Socket placeholder;
  private int port;

  /**
   * One row of {@code /ip/service}.
   *
   * @param name of the row
   * @param sockets unbound ones; they decide whether it speaks TLS
   */
  record Service(String name, Supplier<ServerSocket> sockets) {}

  ApiServer(Machine machine, Service service, int port, Consumer<Outcome> down) {
    this.machine = machine;
    this.service = service;
    this.port = port;
    this.down = down;
  }

  int port() {
    return port;
  }

  /** Opens the port; the first time it may be 0 for any, later it is the same again. */
  void open() {
    try {
      ServerSocket opened = service.sockets().get();
      opened.setReuseAddress(true);
      try {
        opened.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 128);
      } catch (IOException e) {
        opened.close();
        throw e;
      }
      port = opened.getLocalPort();
      listener = opened;
      letGo();
      CountDownLatch ended = new CountDownLatch(1);
      acceptEnded = ended;
      Thread.ofVirtual()
          .name("routeros-accept-" + port)
          .start(() -> {
            accept(opened);
            ended.countDown();
          });
    } catch (IOException e) {
      throw new IllegalStateException(
          "Port " + port + " for the RouterOS API is taken on this computer.", e);
    }
  }

  private void accept(ServerSocket opened) {
    while (!opened.isClosed()) {
      try {
        Socket socket = opened.accept();
        Connection connection = new Connection(socket, machine, down, connections::remove);
        connections.add(connection);
        if (isTurnedAway(socket)) {
          connections.remove(connection);
          connection.reset();
        } else if (opened.isClosed()) {
          connections.remove(connection);
          connection.close();
        } else {
          Thread.ofVirtual().name("routeros-api-" + port).start(connection);
        }
      } catch (IOException e) {
        if (opened.isClosed()) {
          return;
        }
      }
    }
  }

  private boolean isTurnedAway(Socket socket) {
    return machine.faults.faults().reset()
        || connections.size() > MAX_CONNECTIONS
        || !machine.accepts(service.name(), socket.getInetAddress().getHostAddress());
  }

  /** Stops listening and drops every connection; the port remains ours. */
  void close() {
    if (listener == null) {
      return;
    }
    stop();
    try {
      Socket held = new Socket();
      placeholder = held;
      held.setReuseAddress(true);
      held.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    } catch (IOException e) {
      throw new IllegalStateException("Cannot keep port " + port, e);
    }
  }

  /** The same for good: somebody else may take the port. */
  void release() {
    stop();
    letGo();
  }

  private void stop() {
    ServerSocket opened = listener;
    listener = null;
    if (opened != null) {
      try {
        opened.close();
        // Only once nobody accepts any more does the system really close the port.
        if (!acceptEnded.await(5, TimeUnit.SECONDS)) {
          throw new IllegalStateException("Port " + port + " does not close");
        }
      } catch (IOException e) {
        throw new IllegalStateException("Cannot close port " + port, e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    for (Connection connection : List.copyOf(connections)) {
      connection.close();
      connections.remove(connection);
    }
  }

  private void letGo() {
    Socket held = placeholder;
    placeholder = null;
    if (held != null) {
      try {
        held.close();
      } catch (IOException e) {
        throw new IllegalStateException("Cannot let go of port " + port, e);
      }
    }
  }

  /** Resets every open connection. */
  void resetAll() {
    List.copyOf(connections).forEach(Connection::reset);
  }
}
