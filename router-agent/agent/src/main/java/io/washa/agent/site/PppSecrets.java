package io.washa.agent.site;

import io.washa.protocol.ApplyDesired.Access;
import io.washa.protocol.ApplyDesired.Bounds;
import io.washa.protocol.ApplyDesired.Profile;
import io.washa.protocol.Assign;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * PPPoE: secrets. Who is off is disabled, or, where the router has a paused page, moved to the
 * paused profile.
 */
record PppSecrets(Assign.Pppoe pppoe, boolean pauses) implements AccessTable {
  static final String METHOD = "pppoe";

  private static final String PROFILE = "profile";
  private static final String DISABLED = "disabled";
  private static final String ADDRESS = "remote-address";
  private static final String CALLER = "caller-id";
  private static final Live SESSIONS = new Live("/ppp/active", "name");

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
    return "/ppp/secret";
  }

  @Override
  public String key() {
    return "name";
  }

  @Override
  public List<String> reads() {
    return List.of(PROFILE, DISABLED, "service", ADDRESS, CALLER);
  }

  @Override
  public Map<String, String> columns(Access row, @Nullable Profile profile) {
    if (profile == null) {
      return Map.of(DISABLED, "yes");
    }
    Bounds bounds = row.bounds();
    String address = bounds == null ? null : bounds.address();
    String mac = bounds == null ? null : bounds.mac();
    Map<String, String> columns = new LinkedHashMap<>();
    columns.put(PROFILE, profileOf(row));
    columns.put(DISABLED, row.enabled() || pauses ? "no" : "yes");
    columns.put("service", METHOD);
    columns.put(ADDRESS, address == null ? "" : address);
    // RouterOS compares with what the caller sends, which is upper case (facts §3.1).
    columns.put(CALLER, mac == null ? "" : mac.toUpperCase(Locale.ROOT));
    return columns;
  }

  @Override
  public Map<String, String> secrets(Access row) {
    return Map.of("password", row.password());
  }

  @Override
  public boolean same(String column, String seen, String wanted) {
    return switch (column) {
      case DISABLED -> Normal.bool(seen) == Normal.bool(wanted);
      case PROFILE -> (seen.isEmpty() ? "default" : seen).equals(wanted);
      default -> seen.equals(wanted);
    };
  }

  @Override
  public Set<String> unsettable() {
    return Set.of(ADDRESS, CALLER);
  }

  @Override
  public Set<String> switches() {
    return Set.of(PROFILE, DISABLED);
  }

  /** The bytes stand on the session's interface. */
  @Override
  public Details details() {
    return new Details("session-id", "caller-id", "uptime", "", "");
  }

  @Override
  public boolean isOff(Map<String, String> columns) {
    return Normal.bool(columns.get(DISABLED)) || Pausing.PPPOE.name().equals(columns.get(PROFILE));
  }

  @Override
  public String offVerb() {
    return pauses ? "pause" : "disable";
  }

  /** A lock that is taken away bothers nobody. */
  @Override
  public boolean disturbs(String column, String wanted) {
    return switch (column) {
      case PROFILE, ADDRESS -> true;
      case CALLER -> !wanted.isEmpty();
      case DISABLED -> Normal.bool(wanted);
      default -> false;
    };
  }

  @Override
  public String profileOf(Access row) {
    return row.enabled() || !pauses ? row.profile() : Pausing.PPPOE.name();
  }

  @Override
  public List<Profile> ownProfiles() {
    return pauses ? List.of(Pausing.PPPOE) : List.of();
  }

  @Override
  public Optional<ProfileTable> profiles() {
    return Optional.of(new PppProfiles(pppoe));
  }

  @Override
  public boolean keepsWhoIsOff() {
    return pauses;
  }

  @Override
  public Optional<Live> sessions() {
    return Optional.of(SESSIONS);
  }

  @Override
  public List<Live> kicks() {
    return List.of(SESSIONS);
  }

  @Override
  public boolean mayBeMissing() {
    return false;
  }
}
