package io.washa.simulators.daraja;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** OAuth tokens in force. They do not survive a restart: a client then takes a new one. */
final class Tokens {
  static final Duration LIFE = Duration.ofSeconds(3599);

  private static final String ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  private static final int KEPT_PER_KEY = 50;

  private final InstantSource clock;
  private final Switches switches;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, Token> byText = new HashMap<>();
  private final Map<String, Deque<String>> byKey = new HashMap<>();

  private record Token(String consumerKey, Instant until) {}

  Tokens(InstantSource clock, Switches switches) {
    this.clock = clock;
    this.switches = switches;
  }

  /** A new token; the older ones of this consumer key die unless the switch says otherwise. */
  synchronized String issue(String consumerKey) {
    Deque<String> older = byKey.computeIfAbsent(consumerKey, key -> new ArrayDeque<>());
    int keep = switches.isOn(Switch.TOKEN_INVALIDATION) ? 0 : KEPT_PER_KEY - 1;
    while (older.size() > keep) {
      byText.remove(older.removeFirst());
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 28; i++) {
      text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    String token = text.toString();
    byText.put(token, new Token(consumerKey, clock.instant().plus(LIFE)));
    older.addLast(token);
    return token;
  }

  /** The consumer key behind an Authorization header; empty if its token is unknown or too old. */
  synchronized Optional<String> consumerKey(String authorization) {
    if (!authorization.regionMatches(true, 0, "Bearer ", 0, 7)) {
      return Optional.empty();
    }
    return Optional.ofNullable(byText.get(authorization.substring(7).strip()))
        .filter(token -> clock.instant().isBefore(token.until()))
        .map(Token::consumerKey);
  }
}
