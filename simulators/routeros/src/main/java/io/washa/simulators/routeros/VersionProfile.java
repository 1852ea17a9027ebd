package io.washa.simulators.routeros;

import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/**
 * How one RouterOS version speaks: all that differs between versions is asked here.
 *
 * @param name as the router prints it, for example {@code 7.20} or {@code 6.49.10}
 */
record VersionProfile(String name, int major, int minor) {
  private static final DateTimeFormatter ISO =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);
  private static final DateTimeFormatter OLD =
      DateTimeFormatter.ofPattern("MMM/dd/yyyy HH:mm:ss", Locale.ENGLISH);

  /**
   * The profile of a version.
   *
   * @throws IllegalArgumentException if the text is no version from 6.0 on
   */
  static VersionProfile of(String version) {
    String[] parts = version.split("\\.", -1);
    try {
      VersionProfile profile =
          new VersionProfile(version, Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
      if (profile.major < 6) {
        throw new IllegalArgumentException("No RouterOS version from 6.0 on: " + version);
      }
      return profile;
    } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
      throw new IllegalArgumentException("Not a RouterOS version: " + version, e);
    }
  }

  /** Whether this version is the given one or later. */
  boolean atLeast(int otherMajor, int otherMinor) {
    return major > otherMajor || (major == otherMajor && minor >= otherMinor);
  }

  /** Whether this version is the given one, as {@code 7.20}, or later. */
  boolean atLeast(String version) {
    VersionProfile other = of(version);
    return atLeast(other.major, other.minor);
  }

  /** A print without rows says {@code !empty} (changelog 7.18, confidence H). */
  boolean saysEmpty() {
    return atLeast(7, 18);
  }

  /** Every login is challenge and response (before 6.43, confidence H). */
  boolean challengesLogin() {
    return !atLeast(6, 43);
  }

  /** The response to a challenge is still accepted: clear passwords are kept up to 6.44. */
  boolean acceptsResponse() {
    return !atLeast(6, 45);
  }

  /** Passwords are shown only when asked for (7.21, confidence M). */
  boolean hidesSecrets() {
    return atLeast(7, 21);
  }

  /** A date as this version prints it (ISO from 7.10, confidence H). */
  String date(LocalDateTime date) {
    return atLeast(7, 10) ? ISO.format(date) : OLD.format(date).toLowerCase(Locale.ROOT);
  }

  Trap noSuchItem() {
    return isSeven() ? new Trap(null, "no such item (4)") : new Trap(0, "no such item");
  }

  Trap unknownParameter(String parameter) {
    return isSeven()
        ? new Trap(null, "unknown parameter " + parameter)
        : new Trap(0, "unknown parameter");
  }

  Trap missing(String arguments) {
    return new Trap(isSeven() ? null : 1, "missing value(s) of argument(s) " + arguments);
  }

  /** A value that does not fit; the manual shows the category in version 7 as well. */
  Trap badValue(String message) {
    return new Trap(1, message);
  }

  Trap failure(String message) {
    return new Trap(isSeven() ? null : 4, "failure: " + message);
  }

  Trap noSuchCommand() {
    return new Trap(isSeven() ? null : 0, "no such command");
  }

  /** A menu that is not there: version 7 answers with two traps (confidence M). */
  List<Trap> noSuchMenu(String word) {
    return isSeven()
        ? List.of(
            new Trap(null, "no such command or directory (" + word + ")"),
            new Trap(null, "no such command prefix"))
        : List.of(new Trap(0, "no such command prefix"));
  }

  Trap notPermitted() {
    return new Trap(null, "not enough permissions (9)");
  }

  Trap busy() {
    return new Trap(
        null,
        "action timed out - try again, if error continues contact MikroTik support and send a"
            + " supout file (13)");
  }

  Trap loginRefused() {
    return new Trap(
        null, challengesLogin() ? "cannot log in" : "invalid user name or password (6)");
  }

  private boolean isSeven() {
    return major >= 7;
  }
}
