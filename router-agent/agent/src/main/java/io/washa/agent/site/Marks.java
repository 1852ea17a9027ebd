package io.washa.agent.site;

import io.washa.protocol.ApplyDesired;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The ownership marks that this program leaves in comments on a router: {@code
 * washa:<access>:<hash>}. What has no mark is not ours and is never written.
 *
 * <p>The hash covers what cannot be read back, which is the password, and the name it goes with.
 * All else is compared as read and left out, so that an expiry, a renewal or another plan is the
 * same change for everybody. It is keyed with the access id, of which the router holds only a part:
 * a reader of comments cannot try passwords against it.
 */
final class Marks {
  private static final String PREFIX = "washa:";
  private static final Pattern SECRET =
      Pattern.compile("washa:([0-9a-f]{8}):([0-9a-f]{8})(?:\\s.*)?", Pattern.DOTALL);

  /** Mark of a profile of ours. */
  static final String PROFILE = PREFIX + "profile";

  /** Mark of an address pool of ours. */
  static final String POOL = PREFIX + "pool";

  private static final Pattern PAUSED = Pattern.compile("washa:[0-9a-f]{8}:paused");

  private Marks() {}

  /** What a mark on a secret says. */
  record Mark(String access, String hash) {}

  /** The mark in a secret's comment; people may have written on after it. */
  static Optional<Mark> parse(String comment) {
    Matcher matcher = SECRET.matcher(comment);
    return matcher.matches()
        ? Optional.of(new Mark(matcher.group(1), matcher.group(2)))
        : Optional.empty();
  }

  /** Whether a profile or pool is ours. */
  static boolean isOurs(String comment) {
    return comment.startsWith(PREFIX);
  }

  /** The mark a row's secret must carry. */
  static String of(ApplyDesired.Access row) {
    return PREFIX + access(row.access()) + ":" + hash(row);
  }

  /** Mark of an access's entry on the paused list; it is the entry's natural key. */
  static String paused(UUID access) {
    return paused(access(access));
  }

  /** The same by the part of the access that a mark holds. */
  static String paused(String access) {
    return PREFIX + access + ":paused";
  }

  /** Whether a comment is the mark of such an entry. */
  static boolean isPaused(String comment) {
    return PAUSED.matcher(comment).matches();
  }

  /** The mark of a row that was just taken over; its hash is of nothing, so that it is written. */
  static String adopted(UUID access, String hash) {
    return PREFIX + access(access) + ":" + hash;
  }

  /**
   * The eight hex digits that stand for an access: the last, for the first of a UUIDv7 are the
   * clock's and equal for all made within a minute.
   */
  static String access(UUID access) {
    String text = access.toString();
    return text.substring(text.length() - 8);
  }

  /** Eight hex digits over what the mark guards. */
  static String hash(ApplyDesired.Access row) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(bytes(row.access().toString()), "HmacSHA256"));
      mac.update(bytes(row.name() + "\0" + row.password()));
      return HexFormat.of().formatHex(mac.doFinal(), 0, 4);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("HMAC-SHA256 is not available", e);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
