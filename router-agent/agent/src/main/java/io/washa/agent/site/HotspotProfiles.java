package io.washa.agent.site;

import io.washa.protocol.ApplyDesired.Profile;
import io.washa.protocol.Assign;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Plans as user profiles of the hotspot. They have no comment in any version, so that their name is
 * the mark.
 */
record HotspotProfiles() implements ProfileTable {
  /** How the platform begins the names of its profiles. */
  private static final String OURS = "washa-";

  private static final String NO_POOL = "none";

  @Override
  public String menu() {
    return "/ip/hotspot/user/profile";
  }

  @Override
  public Map<String, String> columns(Profile profile) {
    Map<String, String> columns = new LinkedHashMap<>();
    columns.put("rate-limit", profile.rateLimit());
    columns.put("shared-users", Integer.toString(profile.devices()));
    columns.put("address-list", profile.addressList());
    columns.put("address-pool", profile.pool().isEmpty() ? NO_POOL : profile.pool());
    return columns;
  }

  /** A router that leaves out how many may share a user means one. */
  @Override
  public boolean same(String column, String seen, String wanted) {
    return switch (column) {
      case "rate-limit" -> RateLimit.same(seen, wanted);
      case "shared-users" -> (seen.isEmpty() ? "1" : seen).equals(wanted);
      case "address-pool" -> (seen.isEmpty() ? NO_POOL : seen).equals(wanted);
      default -> seen.equals(wanted);
    };
  }

  @Override
  public boolean hasComments() {
    return false;
  }

  @Override
  public boolean isOurs(Seen.Profile profile) {
    return profile.name().startsWith(OURS);
  }

  @Override
  public Optional<Assign.Pppoe> pool() {
    return Optional.empty();
  }

  @Override
  public List<String> foreignPools(Profile profile) {
    return profile.pool().isEmpty() ? List.of() : List.of(profile.pool());
  }
}
