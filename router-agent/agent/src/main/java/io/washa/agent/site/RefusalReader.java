package io.washa.agent.site;

import io.washa.protocol.ApplyDesired.Access;
import io.washa.protocol.Refusals.Reason;
import io.washa.protocol.Refusals.Refusal;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Understands the log lines in which a router says whom it did not let in (M). A router tells a
 * wrong name, a wrong password, a foreign device and a user that is off by the same words, so there
 * what should be decides. Belongs to its worker's thread.
 */
final class RefusalReader {
  private static final int MAX_NAME = 64;
  private static final int MAX_TEXT = 200;
  private static final int MAX_CALLERS = 16;
  private static final Pattern CALLER =
      Pattern.compile("PPPoE connection established from ([0-9A-Fa-f:]{17})");
  private static final Pattern CAME_IN =
      Pattern.compile(".* logged in, .* from ([0-9A-Fa-f:]{17})");
  private static final Pattern PPP =
      Pattern.compile("<[^>]*>: user (.*) (authentication failed.*|is already active.*)");
  private static final Pattern HOTSPOT =
      Pattern.compile("(?:->: )?(.*) \\(([^()]*)\\): login failed: (.*)");

  private final DesiredRows rows;

  /** Devices whose name the router has not said yet. */
  private final Set<String> callers = new LinkedHashSet<>();

  RefusalReader(DesiredRows rows) {
    this.rows = rows;
  }

  /** The refusal a line tells of, if it does. */
  Optional<Refusal> read(String topics, String message) {
    if (topics.contains("ppp")) {
      return ppp(message);
    }
    return topics.contains("hotspot") ? hotspot(message) : Optional.empty();
  }

  private Optional<Refusal> ppp(String message) {
    Matcher caller = CALLER.matcher(message);
    if (caller.matches()) {
      remember(caller.group(1));
      return Optional.empty();
    }
    Matcher in = CAME_IN.matcher(message);
    if (in.matches()) {
      callers.remove(in.group(1).toUpperCase(Locale.ROOT));
      return Optional.empty();
    }
    Matcher refused = PPP.matcher(message);
    if (!refused.matches()) {
      return Optional.empty();
    }
    String mac = callers.size() == 1 ? callers.iterator().next() : null;
    callers.clear();
    UserKey user = new UserKey(PppSecrets.METHOD, refused.group(1));
    return Optional.of(refusal(user, mac, refused.group(2), message));
  }

  private void remember(String mac) {
    if (callers.size() >= MAX_CALLERS) {
      callers.clear();
    }
    callers.add(mac.toUpperCase(Locale.ROOT));
  }

  private Optional<Refusal> hotspot(String message) {
    Matcher refused = HOTSPOT.matcher(message);
    if (!refused.matches()) {
      return Optional.empty();
    }
    UserKey user = new UserKey(HotspotUsers.METHOD, refused.group(1));
    return Optional.of(refusal(user, null, refused.group(3), message));
  }

  private Refusal refusal(UserKey user, @Nullable String mac, String why, String message) {
    return new Refusal(
        user.method(),
        cut(user.name(), MAX_NAME),
        mac,
        reason(user, mac, why.toLowerCase(Locale.ROOT)).name(),
        cut(message, MAX_TEXT),
        1);
  }

  /** English texts of the router's own files (errors.txt, H; the log's, M). */
  private Reason reason(UserKey user, @Nullable String mac, String why) {
    if (why.contains("from this mac") || why.contains("mac address is not yours")) {
      return Reason.OTHER_DEVICE;
    }
    if (why.contains("no more sessions")
        || why.contains("session limit")
        || why.contains("already active")) {
      return Reason.TOO_MANY_SESSIONS;
    }
    if (why.contains("uptime limit") || why.contains("traffic limit")) {
      return Reason.LIMIT_REACHED;
    }
    if (why.contains("radius") || why.contains("timeout")) {
      return Reason.OTHER;
    }
    boolean credentials =
        why.contains("authentication failed") || why.contains("invalid username or password");
    return credentials ? byWhatShouldBe(user, mac) : Reason.OTHER;
  }

  private Reason byWhatShouldBe(UserKey user, @Nullable String mac) {
    Optional<Access> row = rows.effective(user);
    if (row.isEmpty() || row.get().removed()) {
      return Reason.UNKNOWN_NAME;
    }
    if (!row.get().enabled()) {
      return Reason.SWITCHED_OFF;
    }
    String device = row.get().device();
    boolean other = device != null && mac != null && !device.equalsIgnoreCase(mac);
    return other ? Reason.OTHER_DEVICE : Reason.WRONG_PASSWORD;
  }

  private static String cut(String text, int length) {
    return text.length() <= length ? text : text.substring(0, length);
  }
}
