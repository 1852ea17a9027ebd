package io.washa.agent.site;

import io.washa.protocol.ApplyDesired;
import io.washa.protocol.Assign;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One way of letting people in: which of a router's menus hold its users, their profiles and their
 * sessions, and which columns say what. Everything else (marks, order, caps, reading back, kicks)
 * is the same for all.
 */
sealed interface AccessTable permits PppSecrets, HotspotUsers {

  /** The table of a method, empty if this agent does not know it. */
  static Optional<AccessTable> of(String method) {
    return switch (method) {
      case PppSecrets.METHOD -> Optional.of(new PppSecrets());
      case HotspotUsers.METHOD -> Optional.of(new HotspotUsers());
      default -> Optional.empty();
    };
  }

  /** As rows name it. */
  String method();

  /** Menu of the users. */
  String users();

  /** Columns in which every user of ours is alike, with their value. */
  Map<String, String> constants();

  /** Menu of the profiles. */
  String profiles();

  /** Columns of a profile that matter, with the wanted values. */
  Map<String, String> profile(ApplyDesired.Profile profile, Assign.Pppoe pppoe);

  /** Whether a profile's column says what is wanted. */
  default boolean same(String column, String seen, String wanted) {
    return column.equals("rate-limit") ? Normal.sameRate(seen, wanted) : seen.equals(wanted);
  }

  /** Whether profiles have a comment to carry our mark. */
  boolean profilesHaveComments();

  /** Whether a profile is ours to change. */
  boolean isOurs(Seen.Profile profile);

  /** Whether profiles rest on the address pool. */
  boolean needsPool();

  /** Where live sessions are. */
  Live sessions();

  /** Which columns of a session tell it apart, and what it has carried. */
  default Details details() {
    return new Details(".id", "mac-address", "", "");
  }

  /** What brings a user back without a password; it goes before the sessions. */
  List<Live> tickets();

  /** Whether some routers lack these menus, a read then finding nothing. */
  boolean mayBeMissing();

  /**
   * A menu that RouterOS fills by itself.
   *
   * @param menu its path
   * @param user column with the user's name
   */
  record Live(String menu, String user) {}

  /**
   * Columns of a live session; empty: the router has none.
   *
   * @param id tells sessions apart
   * @param mac of the device
   * @param up bytes from the subscriber
   * @param down bytes to the subscriber
   */
  record Details(String id, String mac, String up, String down) {}
}
