package io.washa.agent.routeros;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One API connection to a router. Safe for many threads: whole sentences are written one at a time,
 * and one reader thread hands replies out by tag.
 *
 * <p>Every failure closes the connection and fails all outstanding commands at once; nothing is
 * ever sent a second time.
 */
public final class RouterConnection implements AutoCloseable {
  /** Commands that may be outstanding together in {@link #callAll}. */
  private static final int PIPELINE = 16;

  private final Socket socket;
  private final OutputStream out;
  private final Timings timings;
  private final Map<String, PendingCommand> pending = new ConcurrentHashMap<>();
  private final Pace pace;
  private final AtomicLong tags = new AtomicLong();
  private final AtomicLong writes = new AtomicLong();
  private final AtomicLong rows = new AtomicLong();
  private final Object writing = new Object();
  private volatile long lastByteNanos = System.nanoTime();
  private volatile @Nullable String closedBecause;

  private RouterConnection(Socket socket, Timings timings) throws IOException {
    this.socket = socket;
    this.out = socket.getOutputStream();
    this.timings = timings;
    this.pace = new Pace(timings.pace());
  }

  /**
   * Connects and logs in.
   *
   * @throws RouterLostException if the router cannot be reached or stops in the middle
   * @throws LoginRefusedException if it does not let us in
   */
  public static RouterConnection open(RouterAddress address, Timings timings)
      throws RouterLostException, LoginRefusedException {
    RouterConnection connection;
    try {
      connection = new RouterConnection(Dial.connect(address, timings), timings);
    } catch (IOException | RuntimeException e) {
      throw new RouterLostException("cannot connect to " + address + ": " + reason(e), false, e);
    }
    Thread reader = new Thread(connection::readAll, "routeros-reader " + address);
    reader.setDaemon(true);
    reader.start();
    try {
      connection.login(address);
      return connection;
    } catch (IOException e) {
      connection.close();
      throw e;
    }
  }

  /** RouterOS 6.43+ only: the older challenge would hand a false router a digest to crack. */
  private void login(RouterAddress address) throws RouterLostException, LoginRefusedException {
    Sentence login =
        Sentence.of("/login").set("name", address.username()).set("password", address.password());
    Reply reply = call(login, timings.login());
    if (!reply.traps().isEmpty()) {
      throw new LoginRefusedException("login refused: " + reply.traps().get(0).message());
    }
    if (reply.ret() != null) {
      throw new LoginRefusedException("login refused: the router asks for the old, unsafe login");
    }
  }

  /**
   * Sends a command and waits for its whole reply. A refusal by the router is part of the reply.
   *
   * @throws RouterLostException if no complete reply came in time; the connection is then closed
   */
  public Reply call(Sentence sentence, Duration deadline) throws RouterLostException {
    pace.take();
    return await(send(sentence, deadline));
  }

  /**
   * Sends a command whose reply goes on until the connection ends, as {@code /log/listen}.
   *
   * @param rows takes each row on the reader's thread; must not wait
   * @return the end of the reply: with a refusal if the router does not know how to listen there
   */
  public CompletableFuture<Reply> listen(Sentence sentence, Consumer<Map<String, String>> rows)
      throws RouterLostException {
    pace.take();
    return send(PendingCommand.listening(sentence, rows)).reply;
  }

  /**
   * Sends commands, a few ahead of their replies and no faster than a router bears, and waits for
   * all of them.
   *
   * @param deadline for each command from when it is sent
   * @return replies in the order of the commands
   */
  public List<Reply> callAll(List<Sentence> sentences, Duration deadline)
      throws RouterLostException {
    List<PendingCommand> sent = new ArrayList<>(sentences.size());
    List<Reply> replies = new ArrayList<>(sentences.size());
    for (Sentence sentence : sentences) {
      if (sent.size() - replies.size() >= PIPELINE) {
        replies.add(await(sent.get(replies.size())));
      }
      pace.await();
      sent.add(send(sentence, deadline));
    }
    while (replies.size() < sent.size()) {
      replies.add(await(sent.get(replies.size())));
    }
    return replies;
  }

  /**
   * What was said over this connection so far.
   *
   * @param sentences sent, the login included
   * @param writes of them that may have changed the router
   * @param rows read
   */
  public record Tally(long sentences, long writes, long rows) {}

  /** What was said so far. */
  public Tally tally() {
    return new Tally(tags.get(), writes.get(), rows.get());
  }

  private PendingCommand send(Sentence sentence, Duration deadline) throws RouterLostException {
    return send(new PendingCommand(sentence, System.nanoTime() + deadline.toNanos()));
  }

  private PendingCommand send(PendingCommand command) throws RouterLostException {
    String tag = Long.toString(tags.incrementAndGet());
    byte[] bytes = command.sentence.encode(tag);
    if (command.sentence.writes()) {
      writes.incrementAndGet();
    }
    synchronized (writing) {
      String closed = closedBecause;
      if (closed != null) {
        throw new RouterLostException(closed, false, null);
      }
      if (!isWaiting()) {
        lastByteNanos = System.nanoTime();
      }
      pending.put(tag, command);
      try {
        out.write(bytes);
        out.flush();
      } catch (IOException e) {
        fail("connection to the router broke: " + reason(e));
      }
    }
    if (closedBecause != null) {
      // The reader may have failed everything just before this command was added.
      fail("connection to the router broke");
    }
    return command;
  }

  /** Whether a reply is outstanding that has to come. */
  private boolean isWaiting() {
    return pending.values().stream().anyMatch(command -> !command.listens());
  }

  private Reply await(PendingCommand command) throws RouterLostException {
    try {
      long left = command.deadlineNanos - System.nanoTime();
      Reply reply = command.reply.get(Math.max(left, 0), TimeUnit.NANOSECONDS);
      rows.addAndGet(reply.rows().size());
      return reply;
    } catch (TimeoutException e) {
      fail("the router did not answer " + command.sentence.command() + " in time");
      return afterFailure(command);
    } catch (ExecutionException e) {
      throw lost(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      fail("interrupted");
      return afterFailure(command);
    }
  }

  /** The reply if it came at the last moment, else the failure that {@link #fail} just set. */
  private static Reply afterFailure(PendingCommand command) throws RouterLostException {
    try {
      return command.reply.join();
    } catch (java.util.concurrent.CompletionException e) {
      throw lost(e);
    }
  }

  private static RouterLostException lost(Exception wrapper) {
    if (wrapper.getCause() instanceof RouterLostException lost) {
      return new RouterLostException(
          String.valueOf(lost.getMessage()), lost.outcomeUnknown(), lost);
    }
    return new RouterLostException("connection to the router broke", true, wrapper);
  }

  private void readAll() {
    try (InputStream in = new BufferedInputStream(new Ticking(), 8192)) {
      while (closedBecause == null) {
        List<byte[]> words = Words.readSentence(in);
        if (!words.isEmpty()) {
          dispatch(words);
        }
      }
    } catch (IOException | RuntimeException e) {
      fail(reason(e));
    }
  }

  private void dispatch(List<byte[]> sentence) throws IOException {
    List<String> words = Words.decode(sentence);
    if (words.get(0).equals("!fatal")) {
      throw new IOException("the router ended the connection: " + fatalReason(words));
    }
    for (String word : words) {
      if (word.startsWith(".tag=")) {
        String tag = word.substring(5);
        PendingCommand command = pending.get(tag);
        if (command != null && take(command, sentence, words)) {
          pending.remove(tag);
        }
        return;
      }
    }
    if (!List.of("!re", "!trap", "!empty", "!done").contains(words.get(0))) {
      throw new IOException("unknown reply word " + words.get(0));
    }
  }

  private static boolean take(PendingCommand command, List<byte[]> sentence, List<String> words)
      throws IOException {
    boolean bytes = command.sentence.isAnsweredInBytes();
    return command.take(bytes ? Words.decodeBytes(sentence) : words);
  }

  private static String fatalReason(List<String> words) {
    String word = words.size() > 1 ? words.get(1) : "no reason given";
    return word.startsWith("=message=") ? word.substring("=message=".length()) : word;
  }

  /** Whether commands can still be sent. */
  public boolean isOpen() {
    return closedBecause == null;
  }

  /** Closes the connection; outstanding commands fail. May be called again. */
  @Override
  public void close() {
    fail("connection closed");
  }

  private void fail(String because) {
    if (closedBecause == null) {
      closedBecause = because;
    }
    // Whoever notices later tells what came first.
    String first = Objects.requireNonNullElse(closedBecause, because);
    try {
      socket.close();
    } catch (IOException e) {
      // Closed is all we wanted.
    }
    for (String tag : List.copyOf(pending.keySet())) {
      PendingCommand command = pending.remove(tag);
      if (command != null) {
        command.reply.completeExceptionally(
            new RouterLostException(first, command.sentence.writes(), null));
      }
    }
  }

  private static String reason(Exception e) {
    String message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message;
  }

  /** The socket's input; looks at the deadlines whenever nothing has come for a moment. */
  private final class Ticking extends InputStream {
    private final InputStream in;

    Ticking() throws IOException {
      this.in = socket.getInputStream();
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      while (true) {
        try {
          int count = in.read(bytes, offset, length);
          lastByteNanos = System.nanoTime();
          return count;
        } catch (SocketTimeoutException e) {
          checkDeadlines();
        }
      }
    }

    private void checkDeadlines() throws IOException {
      long now = System.nanoTime();
      if (isWaiting() && now - lastByteNanos > timings.idleRead().toNanos()) {
        throw new IOException("the router stopped in the middle of a reply");
      }
      for (PendingCommand command : pending.values()) {
        if (now - command.deadlineNanos > 0) {
          throw new IOException(
              "the router did not answer " + command.sentence.command() + " in time");
        }
      }
    }
  }
}
