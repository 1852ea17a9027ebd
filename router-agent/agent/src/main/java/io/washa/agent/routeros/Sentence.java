package io.washa.agent.routeros;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * One command to a router. Values are raw: the wire knows no quoting, so nothing in a value can
 * become another word. Immutable.
 */
public final class Sentence {
  private static final Set<String> SECRETS = Set.of("password", "response");
  private static final Set<String> READS = Set.of("print", "getall", "listen", "cancel", "ping");

  private final List<String> words;

  private final boolean binary;

  private Sentence(List<String> words, boolean binary) {
    this.words = List.copyOf(words);
    this.binary = binary;
  }

  /** A command such as {@code /ppp/secret/print}. */
  public static Sentence of(String command) {
    return new Sentence(List.of(command), false);
  }

  /** With an attribute. */
  public Sentence set(String name, String value) {
    return with(List.of("=" + name + "=" + value));
  }

  /** Asking for these properties only; without it the router fetches every slow one too. */
  public Sentence properties(String... names) {
    return set(".proplist", String.join(",", names));
  }

  /** Only rows whose property has one of these values. No values: every row. */
  public Sentence whereAny(String property, Collection<String> values) {
    List<String> queries = new ArrayList<>(values.size() * 2);
    int count = 0;
    for (String value : values) {
      queries.add("?" + property + "=" + value);
      if (++count > 1) {
        queries.add("?#|");
      }
    }
    return with(queries);
  }

  private Sentence with(List<String> more) {
    List<String> all = new ArrayList<>(words.size() + more.size());
    all.addAll(words);
    all.addAll(more);
    return new Sentence(all, binary);
  }

  /** Its reply holds a file's bytes: each is then one character of a value. */
  public Sentence answeredInBytes() {
    return new Sentence(words, true);
  }

  boolean isAnsweredInBytes() {
    return binary;
  }

  /** The command's path. */
  public String command() {
    return words.get(0);
  }

  /** Whether the router may be different afterwards. */
  boolean writes() {
    return !command().equals("/login")
        && !READS.contains(command().substring(command().lastIndexOf('/') + 1));
  }

  /** On the wire, with the tag that the reply will carry. */
  byte[] encode(String tag) {
    return Words.encode(with(List.of(".tag=" + tag)).words);
  }

  /** The words, secrets left out. */
  @Override
  public String toString() {
    List<String> shown = new ArrayList<>(words.size());
    for (String word : words) {
      int end = word.indexOf('=', 1);
      boolean secret = end > 0 && SECRETS.contains(word.substring(1, end));
      shown.add(secret ? word.substring(0, end + 1) + "***" : word);
    }
    return String.join(" ", shown);
  }
}
