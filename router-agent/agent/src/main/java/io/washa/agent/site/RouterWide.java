package io.washa.agent.site;

import io.washa.agent.routeros.RouterLostException;
import io.washa.agent.site.rules.Findings;
import io.washa.agent.site.rules.RuleKeeper;
import io.washa.protocol.Assign;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What holds for a whole router, over one connection. Belongs to its worker's thread. */
final class RouterWide {
  private final Assign.@Nullable Rules rules;
  private final DesiredRows rows;
  private final RouterOps ops;
  private final RuleKeeper keeper;
  private @Nullable Set<String> alwaysIn;

  RouterWide(Assign.Router router, DesiredRows rows, RouterOps ops, Stance stance) {
    this.rules = router.rules();
    this.rows = rows;
    this.ops = ops;
    this.keeper = new RuleKeeper(ops::talk, stance.writes());
  }

  /** Compares all of it; a platform that knows no rules has what is there left alone. */
  Findings keep() throws RouterLostException {
    Set<String> devices = rows.alwaysIn();
    Assign.Rules wanted = rules;
    if (wanted == null) {
      return devices.isEmpty() ? Findings.NONE : keeper.keepAlwaysIn(devices);
    }
    Findings findings = keeper.keep(wanted, devices);
    alwaysIn = devices;
    return findings;
  }

  /** Devices that come in without a login follow the rows that name them at once. */
  void usersChanged() throws RouterLostException {
    Set<String> devices = rows.alwaysIn();
    if (!devices.equals(alwaysIn) && (rules != null || !devices.isEmpty())) {
      var unused = keeper.keepAlwaysIn(devices);
      alwaysIn = devices;
    }
  }

  /** What would be written, in words. */
  List<String> describe() throws RouterLostException {
    Assign.Rules wanted = rules;
    return wanted == null
        ? List.of()
        : new RuleKeeper(ops::talk, false).keep(wanted, rows.alwaysIn()).differences();
  }
}
