package io.washa.portal.web;

import io.washa.tenancy.Secrets;
import io.washa.work.ConditionalOnRole;
import io.washa.work.Role;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Tokens that a page carries instead of a session: what they say was said by us, to this tenant's
 * page, for one kind of form, not long ago. Captive browsers drop cookies, so there are none.
 */
@Component
@ConditionalOnRole(Role.PORTAL)
class FormTokens {
  private static final String PURPOSE = "portal.form";
  private static final int LONGEST = 2000;

  private final Secrets secrets;
  private final Clock clock;

  FormTokens(Secrets secrets, Clock clock) {
    this.secrets = secrets;
    this.clock = clock;
  }

  /** What a token turned out to be. */
  sealed interface Opened {
    /** Ours, of this kind, and young enough. */
    record Valid(List<String> values) implements Opened {}

    /** It was ours, but is too old. */
    record Expired() implements Opened {}

    /** Not ours, of another kind or tenant, altered or absent. */
    record Foreign() implements Opened {}
  }

  /**
   * Makes a token for the bound tenant.
   *
   * @param kind of form
   * @param values that it vouches for, without line breaks
   */
  String seal(String kind, Duration life, String... values) {
    String text =
        kind
            + "\n"
            + clock.instant().plus(life).getEpochSecond()
            + "\n"
            + String.join("\n", values);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(secrets.seal(PURPOSE, text));
  }

  /** Opens a token that came back. */
  Opened open(String kind, @Nullable String token) {
    if (token == null || token.isEmpty() || token.length() > LONGEST) {
      return new Opened.Foreign();
    }
    List<String> parts;
    try {
      String text = secrets.open(PURPOSE, Base64.getUrlDecoder().decode(token));
      parts = List.of(text.split("\n", -1));
    } catch (IllegalArgumentException | Secrets.SealBrokenException e) {
      return new Opened.Foreign();
    }
    if (!parts.getFirst().equals(kind)) {
      return new Opened.Foreign();
    }
    Instant end = Instant.ofEpochSecond(Long.parseLong(parts.get(1)));
    return clock.instant().isBefore(end)
        ? new Opened.Valid(parts.subList(2, parts.size()))
        : new Opened.Expired();
  }
}
