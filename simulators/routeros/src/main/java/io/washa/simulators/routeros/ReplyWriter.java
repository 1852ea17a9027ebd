package io.washa.simulators.routeros;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Sends reply sentences, whole and one after another, and lets the faults of the wire happen. */
final class ReplyWriter {
  /** The connection was ended on purpose. */
  static final class Ended extends IOException {
    private static final long serialVersionUID = 1;

    Ended() {
      super("ended by a fault");
    }
  }

  private final OutputStream out;
  private final FaultSwitch faults;
  private final Closeable connection;
  private final ReentrantLock lock = new ReentrantLock();
  private int sentSinceFault;
  private int seenFaults = -1;

  ReplyWriter(OutputStream out, FaultSwitch faults, Closeable connection) {
    this.out = out;
    this.faults = faults;
    this.connection = connection;
  }

  /** One sentence with the tag of its command. */
  void send(@Nullable String tag, List<String> words) throws IOException {
    lock.lock();
    try {
      put(tag, words);
      out.flush();
    } finally {
      lock.unlock();
    }
  }

  /**
   * One sentence of a command that may be cancelled meanwhile; once it is, nothing of it follows
   * what the canceller sends.
   */
  void sendUnless(BooleanSupplier cancelled, @Nullable String tag, List<String> words)
      throws IOException {
    lock.lock();
    try {
      if (!cancelled.getAsBoolean()) {
        put(tag, words);
        out.flush();
      }
    } finally {
      lock.unlock();
    }
  }

  /** An answer as a whole. */
  void send(@Nullable String tag, Outcome outcome, boolean saysEmpty) throws IOException {
    lock.lock();
    try {
      switch (outcome) {
        case Outcome.Done(String ret) ->
            put(tag, ret == null ? List.of("!done") : List.of("!done", "=ret=" + ret));
        case Outcome.Rows(List<Map<String, String>> rows) -> {
          for (Map<String, String> row : rows) {
            put(tag, row("!re", row));
          }
          if (rows.isEmpty() && saysEmpty) {
            put(tag, List.of("!empty"));
          }
          put(tag, List.of("!done"));
        }
        case Outcome.Refused(List<Trap> traps) -> {
          for (Trap trap : traps) {
            put(tag, trap.words());
          }
          put(tag, List.of("!done"));
        }
        case Outcome.Reboot _, Outcome.Shutdown _ -> {}
      }
      out.flush();
    } finally {
      lock.unlock();
    }
  }

  static List<String> row(String reply, Map<String, String> row) {
    List<String> words = new ArrayList<>();
    words.add(reply);
    row.forEach((name, value) -> words.add("=" + name + "=" + value));
    return words;
  }

  /** A comment as somebody leaves it who pasted it from a terminal. */
  private static String coloured(String word) {
    return word.startsWith("=comment=")
        ? "=comment=\u001b[31m" + word.substring(9) + "\u001b[0m"
        : word;
  }

  private void put(@Nullable String tag, List<String> words) throws IOException {
    FaultSwitch.Setting setting = faults.setting();
    Faults fault = setting.faults();
    write(tag, words, setting);
    if (fault.duplicateDone() && words.getFirst().equals("!done")) {
      write(tag, words, setting);
    }
  }

  private void write(@Nullable String tag, List<String> words, FaultSwitch.Setting setting)
      throws IOException {
    Faults fault = setting.faults();
    if (setting.version() != seenFaults) {
      seenFaults = setting.version();
      sentSinceFault = 0;
    }
    if (fault.eofAfter() >= 0 && sentSinceFault >= fault.eofAfter()) {
      out.flush();
      connection.close();
      throw new Ended();
    }
    sentSinceFault++;
    List<String> all = new ArrayList<>(words);
    if (fault.ansiComments()) {
      all.replaceAll(ReplyWriter::coloured);
    }
    if (fault.wrongTag()) {
      all.add(".tag=" + (tag == null ? "" : tag) + "-nobody");
    } else if (tag != null) {
      all.add(".tag=" + tag);
    }
    byte[] bytes = SentenceEncoder.encode(all);
    if (!fault.late().isZero() && words.getFirst().equals("!done")) {
      out.flush();
      Pause.nanos(fault.late().toNanos());
    }
    if (fault.drip().isZero()) {
      out.write(bytes);
      return;
    }
    for (byte one : bytes) {
      out.write(one);
      out.flush();
      Pause.nanos(fault.drip().toNanos());
    }
  }
}
