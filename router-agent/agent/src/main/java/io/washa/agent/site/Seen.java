package io.washa.agent.site;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What was read from a router.
 *
 * @param whole every secret was read, not only those of some names
 * @param secrets in the router's order
 * @param shared profiles and pools, null if they were not read because they were found right before
 * @param online user names with a live session, as far as they were read
 */
record Seen(boolean whole, List<Secret> secrets, @Nullable Shared shared, Set<String> online) {

  /** A PPP secret, its password never read. */
  record Secret(
      String id, String name, String service, String profile, boolean disabled, String comment) {
    static Secret of(Map<String, String> row) {
      return new Secret(
          row.getOrDefault(".id", ""),
          row.getOrDefault("name", ""),
          row.getOrDefault("service", "any"),
          row.getOrDefault("profile", "default"),
          Normal.bool(row.get("disabled")),
          row.getOrDefault("comment", ""));
    }
  }

  /** A PPP profile. */
  record Profile(
      String id,
      String name,
      String localAddress,
      String remoteAddress,
      String rateLimit,
      String comment) {
    static Profile of(Map<String, String> row) {
      return new Profile(
          row.getOrDefault(".id", ""),
          row.getOrDefault("name", ""),
          row.getOrDefault("local-address", ""),
          row.getOrDefault("remote-address", ""),
          row.getOrDefault("rate-limit", ""),
          row.getOrDefault("comment", ""));
    }
  }

  /** An address pool. */
  record Pool(String id, String name, String ranges, String comment) {
    static Pool of(Map<String, String> row) {
      return new Pool(
          row.getOrDefault(".id", ""),
          row.getOrDefault("name", ""),
          row.getOrDefault("ranges", ""),
          row.getOrDefault("comment", ""));
    }
  }

  /** What the secrets rest on. */
  record Shared(List<Profile> profiles, List<Pool> pools) {}
}
