package io.washa.agent.routeros;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A small router on a real port that has tables and a hotspot. */
public final class HotspotRouter implements AutoCloseable {
  private static final String USERS = "/ip/hotspot/user";
  private static final String ACTIVE = "/ip/hotspot/active";
  private static final String HOSTS = "/ip/hotspot/host";
  private static final String COOKIES = "/ip/hotspot/cookie";

  private final ServerSocket server;
  private volatile boolean hotspot = true;
  private volatile boolean full;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final Map<String, List<Map<String, String>>> tables = new LinkedHashMap<>();
  private final List<String> said = new ArrayList<>();
  private int nextId = 1;

  public HotspotRouter() throws IOException {
    server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    Thread thread = new Thread(this::accept, "hotspot-router");
    thread.setDaemon(true);
    thread.start();
  }

  public int port() {
    return server.getLocalPort();
  }

  /** The package is not installed. */
  public void withoutHotspot() {
    hotspot = false;
  }

  /** Whether nobody more may log in. */
  public void full(boolean now) {
    full = now;
  }

  /** Rows of a menu, with all their columns. */
  public synchronized List<Map<String, String>> rows(String menu) {
    return table(menu).stream().map(Map::copyOf).toList();
  }

  /** Who of these is online. */
  public synchronized boolean isOnline(String user) {
    return find(ACTIVE, "user", user).isPresent();
  }

  public synchronized boolean hasCookie(String user) {
    return find(COOKIES, "user", user).isPresent();
  }

  /** A device joins the Wi-Fi. */
  public synchronized void associate(String mac, String ip) {
    add(HOSTS, Map.of("mac-address", mac, "address", ip, "to-address", ip));
  }

  /** A person writes a row. */
  public synchronized void write(String menu, Map<String, String> row) {
    add(menu, row);
  }

  /** Everything live is gone, as is every connection. */
  public void reboot() throws IOException {
    synchronized (this) {
      table(ACTIVE).clear();
      table(HOSTS).clear();
    }
    for (Socket socket : sockets) {
      socket.close();
    }
  }

  /** Commands said since the last call. */
  public synchronized List<String> takeSaid() {
    List<String> taken = List.copyOf(said);
    said.clear();
    return taken;
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        sockets.add(socket);
        Thread thread = new Thread(() -> serve(socket), "hotspot-router-connection");
        thread.setDaemon(true);
        thread.start();
      } catch (IOException e) {
        return; // Closed.
      }
    }
  }

  private void serve(Socket socket) {
    try (socket;
        InputStream in = new BufferedInputStream(socket.getInputStream())) {
      while (true) {
        List<String> words = Words.readSentence(in);
        String tag = "";
        Map<String, String> values = new LinkedHashMap<>();
        for (String word : words) {
          int end = word.indexOf('=', 1);
          if (word.startsWith(".tag=")) {
            tag = word;
          } else if (word.startsWith("=")) {
            values.put(word.substring(1, end), word.substring(end + 1));
          }
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (List<String> sentence : answer(words, values)) {
          List<String> reply = new ArrayList<>(sentence);
          reply.add(tag);
          bytes.writeBytes(Words.encode(reply));
        }
        socket.getOutputStream().write(bytes.toByteArray());
      }
    } catch (IOException e) {
      sockets.remove(socket);
    }
  }

  private synchronized List<List<String>> answer(List<String> words, Map<String, String> values) {
    String command = words.get(0);
    said.add(command);
    if (command.equals("/login")) {
      return done();
    }
    int slash = command.lastIndexOf('/');
    String menu = command.substring(0, slash);
    if (menu.startsWith("/ip/hotspot") && !hotspot) {
      return trap("no such command prefix");
    }
    return switch (command.substring(slash + 1)) {
      case "print" -> print(menu, words, values);
      case "add" -> added(menu, values);
      case "set" -> set(menu, values);
      case "remove" -> {
        table(menu).removeIf(row -> numbered(row, values));
        yield done();
      }
      case "login" -> login(values);
      default -> trap("no such command");
    };
  }

  private List<List<String>> print(String menu, List<String> words, Map<String, String> values) {
    if (menu.equals("/system/identity")) {
      return List.of(List.of("!re", "=name=cafe"), List.of("!done"));
    }
    List<String> queries =
        words.stream().filter(word -> word.startsWith("?") && !word.startsWith("?#")).toList();
    List<String> columns = Arrays.asList(values.getOrDefault(".proplist", "").split(",", -1));
    List<List<String>> reply = new ArrayList<>();
    for (Map<String, String> row : table(menu)) {
      if (queries.isEmpty()
          || row.entrySet().stream()
              .anyMatch(e -> queries.contains("?" + e.getKey() + "=" + e.getValue()))) {
        List<String> sentence = new ArrayList<>(List.of("!re"));
        row.forEach((column, value) -> {
          if (columns.contains(column)) {
            sentence.add("=" + column + "=" + value);
          }
        });
        reply.add(sentence);
      }
    }
    reply.add(List.of("!done"));
    return reply;
  }

  private List<List<String>> added(String menu, Map<String, String> values) {
    if (menu.equals(USERS)
        && table(menu).stream()
            .anyMatch(row ->
                row.getOrDefault("name", "").equals(values.get("name"))
                    && row.getOrDefault("server", "all").equals(values.get("server")))) {
      return trap("failure: already have user with this name for this server");
    }
    add(menu, values);
    return done();
  }

  private void add(String menu, Map<String, String> values) {
    Map<String, String> row = new LinkedHashMap<>(values);
    row.putIfAbsent(".id", "*" + Integer.toHexString(nextId++).toUpperCase(java.util.Locale.ROOT));
    normalise(row);
    table(menu).add(row);
  }

  private static void normalise(Map<String, String> row) {
    row.computeIfPresent("disabled", (any, value) -> value.equals("yes") ? "true" : "false");
  }

  private List<List<String>> set(String menu, Map<String, String> values) {
    for (Map<String, String> row : table(menu)) {
      if (numbered(row, values)) {
        row.putAll(values);
        row.remove("numbers");
        normalise(row);
      }
    }
    return done();
  }

  private static boolean numbered(Map<String, String> row, Map<String, String> values) {
    return Arrays.asList(values.getOrDefault("numbers", "").split(",", -1))
        .contains(row.get(".id"));
  }

  private List<List<String>> login(Map<String, String> values) {
    String mac = values.getOrDefault("mac-address", "");
    Optional<Map<String, String>> host = find(HOSTS, "address", values.getOrDefault("ip", ""));
    if (host.isEmpty()) {
      return trap("unknown host IP " + values.get("ip"));
    }
    if (!mac.equals(host.get().get("mac-address"))) {
      return trap("wrong MAC address provided");
    }
    if (full) {
      return trap("no more sessions are allowed for user");
    }
    Optional<Map<String, String>> user = find(USERS, "name", values.getOrDefault("user", ""));
    if (user.isEmpty() || "true".equals(user.get().get("disabled"))) {
      return trap("user " + values.get("user") + " is not allowed");
    }
    if (!values.getOrDefault("password", "").equals(user.get().get("password"))) {
      return trap("invalid username or password");
    }
    String name = values.getOrDefault("user", "");
    String ip = values.getOrDefault("ip", "");
    add(ACTIVE, Map.of("user", name, "mac-address", mac, "address", ip, "uptime", "1s"));
    add(COOKIES, Map.of("user", name, "mac-address", mac));
    return done();
  }

  private Optional<Map<String, String>> find(String menu, String column, String value) {
    return table(menu).stream().filter(row -> value.equals(row.get(column))).findFirst();
  }

  private List<Map<String, String>> table(String menu) {
    return tables.computeIfAbsent(menu, any -> new ArrayList<>());
  }

  private static List<List<String>> done() {
    return List.of(List.of("!done"));
  }

  private static List<List<String>> trap(String message) {
    return List.of(List.of("!trap", "=message=" + message), List.of("!done"));
  }

  @Override
  public void close() throws IOException {
    server.close();
    reboot();
  }
}
