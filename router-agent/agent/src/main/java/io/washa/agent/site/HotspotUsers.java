package io.washa.agent.site;

import io.washa.protocol.ApplyDesired.Access;
import io.washa.protocol.ApplyDesired.Bounds;
import io.washa.protocol.ApplyDesired.Profile;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Hotspot: users (RouterOS manual, high confidence). What a user has used stays with the row on the
 * router, so that limits are totals of its whole life; a row is changed, never made anew. Some
 * routers lack the package.
 */
record HotspotUsers() implements AccessTable {
  static final String METHOD = "hotspot";

  /** Its live sessions. */
  static final Live SESSIONS = new Live("/ip/hotspot/active", "user");

  private static final String PROFILE = "profile";
  private static final String DISABLED = "disabled";
  private static final String MAC = "mac-address";
  private static final String UPTIME = "limit-uptime";
  private static final String BYTES = "limit-bytes-total";

  /** How RouterOS writes that any device will do; the menu has no {@code unset}. */
  private static final String ANY_MAC = "00:00:00:00:00:00";

  @Override
  public String method() {
    return METHOD;
  }

  @Override
  public String noun() {
    return "user";
  }

  @Override
  public String menu() {
    return "/ip/hotspot/user";
  }

  @Override
  public String key() {
    return "name";
  }

  @Override
  public List<String> reads() {
    return List.of(PROFILE, DISABLED, "server", MAC, UPTIME, BYTES);
  }

  @Override
  public Map<String, String> columns(Access row, @Nullable Profile profile) {
    if (profile == null) {
      return Map.of(DISABLED, "yes");
    }
    Bounds bounds = row.bounds();
    String mac = bounds == null ? null : bounds.mac();
    Map<String, String> columns = new LinkedHashMap<>();
    columns.put(PROFILE, row.profile());
    columns.put(DISABLED, row.enabled() ? "no" : "yes");
    columns.put("server", "all");
    columns.put(MAC, mac == null ? ANY_MAC : mac.toUpperCase(Locale.ROOT));
    columns.put(UPTIME, Normal.duration(bounds == null ? 0 : bounds.uptimeSeconds()));
    columns.put(BYTES, Long.toString(bounds == null ? 0 : bounds.bytes()));
    return columns;
  }

  @Override
  public Map<String, String> secrets(Access row) {
    return Map.of("password", row.password());
  }

  /** What a router leaves out is no limit, any device, the default profile. */
  @Override
  public boolean same(String column, String seen, String wanted) {
    return switch (column) {
      case DISABLED -> Normal.bool(seen) == Normal.bool(wanted);
      case PROFILE -> (seen.isEmpty() ? "default" : seen).equals(wanted);
      case MAC -> (seen.isEmpty() ? ANY_MAC : seen).equalsIgnoreCase(wanted);
      case UPTIME -> Normal.seconds(seen) == Normal.seconds(wanted);
      case BYTES -> (seen.isEmpty() ? "0" : seen).equals(wanted);
      default -> seen.equals(wanted);
    };
  }

  @Override
  public Set<String> switches() {
    return Set.of(DISABLED);
  }

  @Override
  public boolean isOff(Map<String, String> columns) {
    return Normal.bool(columns.get(DISABLED));
  }

  @Override
  public String offVerb() {
    return "disable";
  }

  /** A limit that was raised or lowered is the router's to count, session or not. */
  @Override
  public boolean disturbs(String column, String wanted) {
    return switch (column) {
      case PROFILE -> true;
      case MAC -> !wanted.equals(ANY_MAC);
      case DISABLED -> Normal.bool(wanted);
      default -> false;
    };
  }

  @Override
  public Optional<ProfileTable> profiles() {
    return Optional.of(new HotspotProfiles());
  }

  @Override
  public boolean keepsWhoIsOff() {
    return false;
  }

  @Override
  public Optional<Live> sessions() {
    return Optional.of(SESSIONS);
  }

  @Override
  public Details details() {
    return new Details(".id", "mac-address", "uptime", "bytes-in", "bytes-out");
  }

  @Override
  public List<Live> kicks() {
    return List.of(new Live("/ip/hotspot/cookie", "user"), SESSIONS);
  }

  @Override
  public boolean mayBeMissing() {
    return true;
  }
}
