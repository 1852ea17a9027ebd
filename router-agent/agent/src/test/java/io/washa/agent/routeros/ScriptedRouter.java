package io.washa.agent.routeros;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/** A server that plays a fixed part, byte for byte, whatever the client says. */
final class ScriptedRouter implements AutoCloseable {
  private final ServerSocket server;
  private final List<List<List<String>>> answers = new ArrayList<>();
  private volatile boolean hangUp = true;

  ScriptedRouter() throws IOException {
    server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  }

  /** Answers the next command so; the tag is filled in, except after !fatal and in empty ones. */
  @SafeVarargs
  @SuppressWarnings("varargs") // Only read.
  final ScriptedRouter answer(List<String>... sentences) {
    answers.add(List.of(sentences));
    return this;
  }

  /** Says nothing more after the last answer but stays. */
  ScriptedRouter thenSilent() {
    hangUp = false;
    return this;
  }

  ScriptedRouter start() {
    Thread thread = new Thread(this::play, "scripted-router");
    thread.setDaemon(true);
    thread.start();
    return this;
  }

  RouterAddress address() {
    return new RouterAddress("127.0.0.1", server.getLocalPort(), null, "washa", "secret");
  }

  private void play() {
    try (Socket socket = server.accept();
        InputStream in = new BufferedInputStream(socket.getInputStream())) {
      for (List<List<String>> answer : answers) {
        List<String> command = Words.decode(Words.readSentence(in));
        String tag = command.get(command.size() - 1);
        for (List<String> sentence : answer) {
          List<String> words = new ArrayList<>(sentence);
          if (!words.isEmpty() && !words.get(0).equals("!fatal")) {
            words.add(1, tag);
          }
          socket.getOutputStream().write(Words.encode(words));
        }
      }
      while (!hangUp && in.read() >= 0) {
        // Takes everything and answers nothing.
      }
    } catch (IOException e) {
      // The client left; the test looks at the client.
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
