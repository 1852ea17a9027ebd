package io.washa.payments.daraja;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.washa.payments.daraja.DarajaGateway.Reply;
import io.washa.tenancy.TenantContext;
import io.washa.tenancy.TenantId;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * The one OAuth token of each Daraja app, shared by all threads and pods through the database.
 *
 * <p>A new token kills the old one (Daraja portal FAQ), so exactly one is fetched: whoever takes
 * the lease fetches it, the others wait for what it stores. No database transaction is open
 * meanwhile.
 */
final class DarajaTokens {
  private static final Logger LOG = LoggerFactory.getLogger(DarajaTokens.class);

  /** A token is renewed this long before its end. */
  static final Duration MARGIN = Duration.ofSeconds(60);

  private static final String PATH = "/oauth/v1/generate?grant_type=client_credentials";

  private static final Duration MAX_WAIT = Duration.ofSeconds(6);
  private static final long POLL_MILLIS = 100;
  private static final long MAX_LIFE_SECONDS = 86_400;
  private static final long LIFE_UNLESS_TOLD_SECONDS = 600;

  private final DarajaGateway gateway;
  private final TokenStore store;
  private final Shortcodes shortcodes;
  private final Clock clock;
  private final Cache<Key, Token> opened = Caffeine.newBuilder().maximumSize(10_000).build();

  DarajaTokens(DarajaGateway gateway, TokenStore store, Shortcodes shortcodes, Clock clock) {
    this.gateway = gateway;
    this.store = store;
    this.shortcodes = shortcodes;
    this.clock = clock;
  }

  /** With the app's secrets: a shortcode that gets another app leaves the old one's token. */
  private record Key(TenantId tenant, UUID shortcode, Shortcode.Credentials app) {}

  /** A token with the end of its life. */
  record Token(String text, Instant expiresAt) {
    String authorization() {
      return "Bearer " + text;
    }

    @Override
    public String toString() {
      return "Token[until " + expiresAt + "]";
    }
  }

  /** Whether there is a token. */
  sealed interface Outcome {
    record Ready(Token token) implements Outcome {}

    /** Safaricom answered, but gave none. */
    record Refused(DarajaError error) implements Outcome {}

    record NotNow(String reason) implements Outcome {}
  }

  /** The token in force, fetched if need be. */
  Outcome get(Shortcode shortcode) {
    Token known = opened.getIfPresent(key(shortcode));
    if (known != null && clock.instant().isBefore(known.expiresAt().minus(MARGIN))) {
      return new Outcome.Ready(known);
    }
    return obtain(shortcode, null);
  }

  /**
   * The token to use after this one was called invalid: the stored one if another has replaced it
   * already, else a new one.
   */
  Outcome replace(Shortcode shortcode, Token failed) {
    opened.asMap().remove(key(shortcode), failed);
    return obtain(shortcode, failed);
  }

  private Outcome obtain(Shortcode shortcode, @Nullable Token failed) {
    UUID row = shortcodes.appOf(shortcode);
    long deadline = System.nanoTime() + MAX_WAIT.toNanos();
    do {
      TokenStore.Stored stored = store.read(row);
      Optional<Token> usable = stored.fresh(clock.instant().plus(MARGIN));
      if (usable.isPresent() && (failed == null || !usable.get().text().equals(failed.text()))) {
        return ready(shortcode, usable.get());
      }
      Optional<TokenStore.Lease> lease = store.lease(row, stored);
      if (lease.isPresent()) {
        Optional<Outcome> outcome = fetch(shortcode, lease.get());
        if (outcome.isPresent()) {
          return outcome.get();
        }
      }
    } while (System.nanoTime() < deadline && pause());
    return new Outcome.NotNow("another is fetching the token and has not finished");
  }

  /** Empty if the lease ran out meanwhile: another's newer token has killed this one. */
  private Optional<Outcome> fetch(Shortcode shortcode, TokenStore.Lease lease) {
    boolean stored = false;
    try {
      Reply reply = gateway.get(PATH, basic(shortcode.credentials()));
      Optional<Issued> issued = issued(reply);
      if (issued.isEmpty()) {
        Outcome failure = failure(shortcode, reply);
        store.failed(lease, words(failure));
        return Optional.of(failure);
      }
      Optional<Instant> until = store.put(lease, issued.get().text(), issued.get().life());
      stored = until.isPresent();
      return until.map(end -> ready(shortcode, new Token(issued.get().text(), end)));
    } finally {
      if (!stored) {
        store.giveUp(lease);
      }
    }
  }

  private Outcome ready(Shortcode shortcode, Token token) {
    opened.put(key(shortcode), token);
    return new Outcome.Ready(token);
  }

  private record Issued(String text, Duration life) {}

  private static Optional<Issued> issued(Reply reply) {
    if (!(reply instanceof Reply.Answer answer) || !answer.ok()) {
      return Optional.empty();
    }
    JsonNode json = InboundMessages.read(answer.body());
    if (json == null || InboundMessages.text(json, "access_token").isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new Issued(InboundMessages.text(json, "access_token"), life(json)));
  }

  /** {@code expires_in} is a string in years of captures and a number in the portal's sample. */
  private static Duration life(JsonNode json) {
    String said = InboundMessages.text(json, "expires_in");
    boolean readable = said.matches("\\d{1,9}");
    long seconds = readable ? Long.parseLong(said) : LIFE_UNLESS_TOLD_SECONDS;
    return Duration.ofSeconds(Math.clamp(seconds, 1, MAX_LIFE_SECONDS));
  }

  private static Outcome failure(Shortcode shortcode, Reply reply) {
    Outcome outcome =
        switch (reply) {
          case Reply.Answer answer ->
              new Outcome.Refused(DarajaErrors.classify(answer.status(), answer.body()));
          case Reply.NotSent notSent -> new Outcome.NotNow(notSent.reason());
          case Reply.Lost lost -> new Outcome.NotNow(lost.reason());
        };
    LOG.warn("no token for {} of tenant {}: {}", shortcode, TenantContext.current(), outcome);
    return outcome;
  }

  private static String words(Outcome failure) {
    return switch (failure) {
      case Outcome.Refused refused -> refused.error().forStaff();
      case Outcome.NotNow notNow -> notNow.reason();
      case Outcome.Ready _ -> "";
    };
  }

  private static String basic(Shortcode.Credentials app) {
    String pair = app.consumerKey() + ":" + app.consumerSecret();
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }

  private static Key key(Shortcode shortcode) {
    return new Key(TenantContext.current(), shortcode.id(), shortcode.credentials());
  }

  /** False if the thread is asked to stop. */
  private static boolean pause() {
    try {
      Thread.sleep(POLL_MILLIS);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
