package io.washa.agent.routeros;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A command that was sent, and what has come of its reply so far. */
final class PendingCommand {
  /** Most rows and most characters of one reply. */
  private static final int MAX_ROWS = 200_000;

  private static final long MAX_CHARACTERS = 32L * 1024 * 1024;

  final CompletableFuture<Reply> reply = new CompletableFuture<>();
  final Sentence sentence;
  final long deadlineNanos;
  private final @Nullable Consumer<Map<String, String>> listener;
  private final List<Map<String, String>> rows = new ArrayList<>();
  private final List<Trap> traps = new ArrayList<>();
  private long characters;

  PendingCommand(Sentence sentence, long deadlineNanos) {
    this(sentence, deadlineNanos, null);
  }

  private PendingCommand(
      Sentence sentence, long deadlineNanos, @Nullable Consumer<Map<String, String>> listener) {
    this.sentence = sentence;
    this.deadlineNanos = deadlineNanos;
    this.listener = listener;
  }

  /** One whose reply goes on for as long as the connection; its rows are handed on. */
  static PendingCommand listening(Sentence sentence, Consumer<Map<String, String>> listener) {
    return new PendingCommand(sentence, System.nanoTime() + Long.MAX_VALUE / 2, listener);
  }

  /** Whether it has no end, so that silence means nothing. */
  boolean listens() {
    return listener != null;
  }

  /**
   * Takes one sentence of the reply.
   *
   * @return whether it was the last
   * @throws IOException for a word no client can know the meaning of, or a reply without bounds
   */
  boolean take(List<String> words) throws IOException {
    Map<String, String> attributes = attributes(words);
    switch (words.get(0)) {
      case "!re" -> addRow(attributes);
      case "!trap" -> traps.add(trap(attributes));
      case "!empty" -> {
        // RouterOS 7.18+ says so before !done when there are no rows.
      }
      case "!done" -> {
        reply.complete(new Reply(List.copyOf(rows), List.copyOf(traps), attributes.get("ret")));
        return true;
      }
      default -> throw new IOException("unknown reply word " + words.get(0));
    }
    return false;
  }

  private void addRow(Map<String, String> row) throws IOException {
    if (listener != null) {
      listener.accept(row);
      return;
    }
    row.forEach((name, value) -> characters += name.length() + value.length() + 32);
    rows.add(row);
    if (rows.size() > MAX_ROWS || characters > MAX_CHARACTERS) {
      throw new IOException("reply to " + sentence.command() + " is too long");
    }
  }

  private static Trap trap(Map<String, String> attributes) {
    return new Trap(
        number(attributes.get("category")), attributes.getOrDefault("message", "no reason given"));
  }

  private static @Nullable Integer number(@Nullable String text) {
    if (text == null || text.length() != 1 || !Character.isDigit(text.charAt(0))) {
      return null;
    }
    return text.charAt(0) - '0';
  }

  private static Map<String, String> attributes(List<String> words) {
    Map<String, String> attributes = new LinkedHashMap<>();
    for (String word : words.subList(1, words.size())) {
      if (word.startsWith("=")) {
        int end = word.indexOf('=', 1);
        attributes.put(
            end < 0 ? word.substring(1) : word.substring(1, end),
            end < 0 ? "" : word.substring(end + 1));
      }
    }
    return attributes;
  }
}
