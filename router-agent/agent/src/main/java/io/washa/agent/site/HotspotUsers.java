package io.washa.agent.site;

import io.washa.protocol.ApplyDesired;
import io.washa.protocol.Assign;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Hotspot: users and user profiles (RouterOS manual, high confidence). Some routers lack the
 * package, and its profiles have no comment in any version, so that their name is the mark.
 */
record HotspotUsers() implements AccessTable {
  static final String METHOD = "hotspot";

  /** How the platform begins the names of its profiles. */
  private static final String OUR_PROFILES = "washa-";

  @Override
  public String method() {
    return METHOD;
  }

  @Override
  public String users() {
    return "/ip/hotspot/user";
  }

  @Override
  public Map<String, String> constants() {
    return Map.of("server", "all");
  }

  @Override
  public String profiles() {
    return "/ip/hotspot/user/profile";
  }

  @Override
  public Map<String, String> profile(ApplyDesired.Profile profile, Assign.Pppoe pppoe) {
    Map<String, String> columns = new LinkedHashMap<>();
    columns.put("rate-limit", profile.rateLimit());
    columns.put("shared-users", Integer.toString(profile.devices()));
    return columns;
  }

  /** A router that leaves out how many may share a user means one. */
  @Override
  public boolean same(String column, String seen, String wanted) {
    return column.equals("shared-users")
        ? (seen.isEmpty() ? "1" : seen).equals(wanted)
        : AccessTable.super.same(column, seen, wanted);
  }

  @Override
  public boolean profilesHaveComments() {
    return false;
  }

  @Override
  public boolean isOurs(Seen.Profile profile) {
    return profile.name().startsWith(OUR_PROFILES);
  }

  @Override
  public boolean needsPool() {
    return false;
  }

  @Override
  public Live sessions() {
    return new Live("/ip/hotspot/active", "user");
  }

  @Override
  public Details details() {
    return new Details(".id", "mac-address", "bytes-in", "bytes-out");
  }

  @Override
  public List<Live> tickets() {
    return List.of(new Live("/ip/hotspot/cookie", "user"));
  }

  @Override
  public boolean mayBeMissing() {
    return true;
  }
}
