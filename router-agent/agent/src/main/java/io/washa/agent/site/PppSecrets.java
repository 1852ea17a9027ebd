package io.washa.agent.site;

import io.washa.protocol.ApplyDesired;
import io.washa.protocol.Assign;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** PPPoE: secrets and PPP profiles. */
record PppSecrets() implements AccessTable {
  static final String METHOD = "pppoe";

  @Override
  public String method() {
    return METHOD;
  }

  @Override
  public String users() {
    return "/ppp/secret";
  }

  @Override
  public Map<String, String> constants() {
    return Map.of("service", "pppoe");
  }

  @Override
  public String profiles() {
    return "/ppp/profile";
  }

  @Override
  public Map<String, String> profile(ApplyDesired.Profile profile, Assign.Pppoe pppoe) {
    Map<String, String> columns = new LinkedHashMap<>();
    columns.put("local-address", pppoe.localAddress());
    columns.put("remote-address", pppoe.pool());
    columns.put("rate-limit", profile.rateLimit());
    return columns;
  }

  @Override
  public boolean profilesHaveComments() {
    return true;
  }

  @Override
  public boolean isOurs(Seen.Profile profile) {
    return Marks.isOurs(profile.comment());
  }

  @Override
  public boolean needsPool() {
    return true;
  }

  @Override
  public Live sessions() {
    return new Live("/ppp/active", "name");
  }

  /** The bytes stand on the session's interface. */
  @Override
  public Details details() {
    return new Details("session-id", "caller-id", "", "");
  }

  @Override
  public List<Live> tickets() {
    return List.of();
  }

  @Override
  public boolean mayBeMissing() {
    return false;
  }
}
