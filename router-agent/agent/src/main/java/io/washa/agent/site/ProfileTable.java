package io.washa.agent.site;

import io.washa.protocol.ApplyDesired.Profile;
import io.washa.protocol.Assign;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where a router holds what plans give, so that rows only name it. */
interface ProfileTable {
  /** Its path. */
  String menu();

  /** Columns that matter, with the wanted values; an empty one is to be absent. */
  Map<String, String> columns(Profile profile);

  /** Whether a column says what is wanted, however the router prints it. */
  boolean same(String column, String seen, String wanted);

  /** Whether there are comments to carry our mark. */
  boolean hasComments();

  /** Whether a profile is ours to change. */
  boolean isOurs(Seen.Profile profile);

  /** The address pool that profiles rest on, ours to create. */
  Optional<Assign.Pppoe> pool();

  /** Names of further pools that a profile needs and that are not ours. */
  List<String> foreignPools(Profile profile);
}
