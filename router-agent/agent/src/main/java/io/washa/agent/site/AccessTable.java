package io.washa.agent.site;

import io.washa.protocol.ApplyDesired.Access;
import io.washa.protocol.ApplyDesired.Profile;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One way of letting people in: which menu of a router holds its rows, which columns say what, and
 * how a router prints them. Everything else (marks, order, caps, reading back, kicks) is the same
 * for all. A table is made for one router, whose settings it knows.
 */
sealed interface AccessTable permits PppSecrets, HotspotUsers, DhcpLeases, SimpleQueues {

  /** As rows name it. */
  String method();

  /** What people call one of its rows, as {@code user}. */
  String noun();

  /** Menu of its rows. */
  String menu();

  /** Column of the natural key; a row's value of it is {@link UserKey#name()}. */
  String key();

  /** What else is read of every row, beside id, key and comment. */
  List<String> reads();

  /**
   * Columns that can be read back, with what a row wants there; an empty value is to be absent.
   *
   * @param profile what the row's plan gives; null if that is not known or cannot be had: then only
   *     what keeps a row off
   */
  Map<String, String> columns(Access row, @Nullable Profile profile);

  /** What is written together with the mark and cannot be read back; the mark covers it. */
  Map<String, String> secrets(Access row);

  /** Why a row can never be made true, if so. */
  default Optional<String> refusal(Access row) {
    return Optional.empty();
  }

  /** Whether a column says what is wanted, however the router prints it. */
  boolean same(String column, String seen, String wanted);

  /** Columns that only {@code unset} clears; others take an empty value. */
  default Set<String> unsettable() {
    return Set.of();
  }

  /** What makes a row stay that the router made by itself, if such a row may become ours. */
  default Optional<String> fixing() {
    return Optional.empty();
  }

  /** Columns that let in and keep out, and do nothing else. */
  Set<String> switches();

  /** Whether a row on the router lets nobody in, or only to the paused page. */
  boolean isOff(Map<String, String> columns);

  /** What is done to who has to go, as {@code disable}. */
  String offVerb();

  /** Whether its rows are worked through from the top, so that a look must see all of them. */
  default boolean isOrdered() {
    return false;
  }

  /** Which of its rows have to stand before others. */
  default RowOrder order(List<Seen.Row> rows) {
    return RowOrder.NONE;
  }

  /** Whether its rows cannot keep anybody out, an entry on the paused list doing it for them. */
  default boolean pausesByEntry() {
    return false;
  }

  /** Whether a live session is no longer right once a column was given this value. */
  boolean disturbs(String column, String wanted);

  /** Name of the profile on the router that a row rests on. */
  default String profileOf(Access row) {
    return row.profile();
  }

  /** Profiles that the router needs beside those of the plans. */
  default List<Profile> ownProfiles() {
    return List.of();
  }

  /** Where plans are rows of their own; empty where every row holds its plan's columns itself. */
  Optional<ProfileTable> profiles();

  /** Whether who is off stays connected all the same, seeing only the paused page. */
  boolean keepsWhoIsOff();

  /** Where live sessions are; empty if the router does not know. */
  Optional<Live> sessions();

  /** Which columns of a session tell it apart, and what it has carried. */
  default Details details() {
    return new Details(".id", "mac-address", "", "", "");
  }

  /**
   * What to remove so that somebody is offline, in this order: first what brings a user back
   * without a password, then the sessions. Empty where a change takes effect by itself.
   */
  List<Live> kicks();

  /** Whether some routers lack these menus, a read then finding nothing. */
  boolean mayBeMissing();

  /**
   * A menu that RouterOS fills by itself.
   *
   * @param menu its path
   * @param user column with the row's key
   * @param address column with the address
   * @param status what the column of that name must say for a row to be live; empty: anything
   */
  record Live(String menu, String user, String address, String status) {
    Live(String menu, String user) {
      this(menu, user, "address", "");
    }
  }

  /**
   * Columns of a live session; empty: the router has none.
   *
   * @param id tells sessions apart
   * @param mac of the device
   * @param uptime how long it has gone on
   * @param up bytes from the subscriber
   * @param down bytes to the subscriber
   */
  record Details(String id, String mac, String uptime, String up, String down) {}
}
