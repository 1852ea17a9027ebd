package io.washa.agent.site;

import io.washa.protocol.Assign;
import io.washa.protocol.Command;
import io.washa.protocol.Observed;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What may be done with the box that answered, for as long as the connection lasts.
 *
 * @param why nothing is written, for a person; null: all is written
 * @param isStranger the box is not the one a person confirmed: it is not even looked at
 */
record Stance(@Nullable String why, boolean isStranger) {
  /** Nothing stands in the way. */
  static final Stance KEEPS = new Stance(null, false);

  /** What no router gets that is only watched. */
  private static final Set<String> WRITING =
      Set.of(Command.KICK, Command.ALLOW, Command.ADOPT, Command.REBOOT);

  /**
   * Judges a box by what it says it is. A box that tells no number cannot be told from another, so
   * it is a stranger where a number is expected. Without an expected number the first contact is
   * only reported, for a person to confirm.
   */
  static Stance of(Assign.@Nullable Rules rules, Observed.Identity identity) {
    if (rules == null) {
      return KEEPS;
    }
    String expected = rules.serial();
    if (expected != null && !expected.equals(identity.serial())) {
      String told = identity.serial().isEmpty() ? "unknown" : identity.serial();
      return new Stance("this is another box: serial " + told + ", expected " + expected, true);
    }
    return rules.reportOnly()
        ? new Stance("nothing is written to this router: it is only watched", false)
        : KEEPS;
  }

  boolean writes() {
    return why == null;
  }

  /** Why a command must not be carried out; a stranger is still asked its name. */
  Optional<String> refusal(Command command) {
    boolean stopped =
        isStranger ? !command.name().equals(Command.PROBE) : WRITING.contains(command.name());
    return stopped ? Optional.ofNullable(why) : Optional.empty();
  }
}
