package io.washa.agent.routeros;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A refusal by the router.
 *
 * @param category number that RouterOS gives, null if it gave none (version 7 often does not)
 * @param message its text, empty if it gave none
 */
public record Trap(@Nullable Integer category, String message) {

  /** What kind of refusal: the one place where router texts are interpreted. */
  public Kind kind() {
    String text = message.toLowerCase(Locale.ROOT);
    for (Rule rule : RULES) {
      if (text.contains(rule.part())) {
        return rule.kind();
      }
    }
    if (category == null) {
      return Kind.OTHER;
    }
    return switch (category) {
      case 0 -> Kind.MISSING;
      case 1 -> Kind.BAD_VALUE;
      case 2 -> Kind.TRANSIENT;
      default -> Kind.OTHER;
    };
  }

  /** Whether the router has no such menu, as when a package is not installed. */
  public boolean isNoSuchMenu() {
    return message.toLowerCase(Locale.ROOT).contains("no such command");
  }

  /** What a refusal means for the caller. */
  public enum Kind {
    /** A row with this natural key exists: read again, then set. */
    DUPLICATE,
    /** The row is gone: read again. */
    MISSING,
    /** Our RouterOS user may not do this; stays until a person changes its group. */
    PERMISSION,
    /** The router was busy; the same command may succeed later. */
    TRANSIENT,
    /** A value is not acceptable; stays until the desired state changes. */
    BAD_VALUE,
    /** This RouterOS version knows no such menu or parameter. */
    UNKNOWN_WORD,
    /** User name or password of the agent are wrong. */
    LOGIN,
    /** Anything else. */
    OTHER
  }

  private record Rule(String part, Kind kind) {}

  /** In order: the first part contained decides. Texts differ by version, so only parts of them. */
  private static final List<Rule> RULES =
      List.of(
          new Rule("invalid user name or password", Kind.LOGIN),
          new Rule("cannot log in", Kind.LOGIN),
          new Rule("not enough permissions", Kind.PERMISSION),
          new Rule("(9)", Kind.PERMISSION),
          new Rule("already", Kind.DUPLICATE),
          new Rule("same name", Kind.DUPLICATE),
          new Rule("no such item", Kind.MISSING),
          new Rule("no such command", Kind.UNKNOWN_WORD),
          new Rule("unknown parameter", Kind.UNKNOWN_WORD),
          new Rule("timed out", Kind.TRANSIENT),
          new Rule("(13)", Kind.TRANSIENT),
          new Rule("interrupted", Kind.TRANSIENT),
          new Rule("does not match any value", Kind.BAD_VALUE),
          new Rule("invalid value", Kind.BAD_VALUE),
          new Rule("ambiguous value", Kind.BAD_VALUE),
          new Rule("missing value", Kind.BAD_VALUE));
}
