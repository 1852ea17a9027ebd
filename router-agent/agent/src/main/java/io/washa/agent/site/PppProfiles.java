package io.washa.agent.site;

import io.washa.protocol.ApplyDesired.Profile;
import io.washa.protocol.Assign;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Plans as PPP profiles. A secret is for one session, so that nobody shares a plan's speed. */
record PppProfiles(Assign.Pppoe pppoe) implements ProfileTable {
  @Override
  public String menu() {
    return "/ppp/profile";
  }

  @Override
  public Map<String, String> columns(Profile profile) {
    Map<String, String> columns = new LinkedHashMap<>();
    columns.put("local-address", pppoe.localAddress());
    columns.put("remote-address", profile.pool().isEmpty() ? pppoe.pool() : profile.pool());
    columns.put("rate-limit", profile.rateLimit());
    columns.put("address-list", profile.addressList());
    columns.put("only-one", "yes");
    return columns;
  }

  @Override
  public boolean same(String column, String seen, String wanted) {
    return column.equals("rate-limit") ? RateLimit.same(seen, wanted) : seen.equals(wanted);
  }

  @Override
  public boolean hasComments() {
    return true;
  }

  @Override
  public boolean isOurs(Seen.Profile profile) {
    return Marks.isOurs(profile.comment());
  }

  @Override
  public Optional<Assign.Pppoe> pool() {
    return Optional.of(pppoe);
  }

  @Override
  public List<String> foreignPools(Profile profile) {
    boolean own = profile.pool().isEmpty() || profile.pool().equals(pppoe.pool());
    return own ? List.of() : List.of(profile.pool());
  }
}
