package io.washa.agent.site;

import io.washa.protocol.ApplyDesired.Access;
import io.washa.protocol.ApplyDesired.Bounds;
import io.washa.protocol.ApplyDesired.Profile;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Fixed addresses: a simple queue each, which gives the speed, and an entry on the paused list
 * while the row is off (facts §3.4). Queues are worked through from the top, so that ours stand
 * before those that would catch their address too.
 */
record SimpleQueues(boolean pauses) implements AccessTable {
  static final String METHOD = "static";

  private static final String TARGET = "target";
  private static final String DISABLED = "disabled";

  /** The address of a row, empty if it has none. */
  static String address(Access row) {
    Bounds bounds = row.bounds();
    String address = bounds == null ? null : bounds.address();
    return address == null ? "" : address;
  }

  @Override
  public String method() {
    return METHOD;
  }

  @Override
  public String noun() {
    return "queue";
  }

  @Override
  public String menu() {
    return "/queue/simple";
  }

  @Override
  public String key() {
    return "name";
  }

  @Override
  public List<String> reads() {
    return List.of(
        TARGET,
        "max-limit",
        "burst-limit",
        "burst-threshold",
        "burst-time",
        "priority",
        "limit-at",
        "parent",
        DISABLED,
        "dynamic");
  }

  @Override
  public Optional<String> refusal(Access row) {
    if (address(row).isEmpty()) {
      return Optional.of("a fixed address is missing");
    }
    return row.enabled() || pauses
        ? Optional.empty()
        : Optional.of(
            "a fixed address can only be paused, and the router has no paused page to send it to");
  }

  @Override
  public Map<String, String> columns(Access row, @Nullable Profile profile) {
    Map<String, String> columns = new LinkedHashMap<>();
    if (profile != null) {
      RateLimit rate = RateLimit.of(profile.rateLimit());
      columns.put(TARGET, address(row) + "/32");
      columns.put("max-limit", rate.max());
      columns.put("burst-limit", rate.burst());
      columns.put("burst-threshold", rate.threshold());
      columns.put("burst-time", rate.time());
      columns.put("priority", rate.priority());
      columns.put("limit-at", rate.guaranteed());
      columns.put(DISABLED, "no");
    }
    return columns;
  }

  @Override
  public Map<String, String> secrets(Access row) {
    return Map.of();
  }

  /** What a router leaves out is the default. */
  @Override
  public boolean same(String column, String seen, String wanted) {
    return switch (column) {
      case DISABLED -> Normal.bool(seen) == Normal.bool(wanted);
      case TARGET -> Normal.prefix(seen).equals(wanted);
      case "priority" -> (seen.isEmpty() ? "8/8" : seen).equals(wanted);
      case "burst-time" -> Normal.sameTimes(seen.isEmpty() ? "0s/0s" : seen, wanted);
      default -> RateLimit.same(seen, wanted);
    };
  }

  @Override
  public Set<String> switches() {
    return Set.of();
  }

  @Override
  public boolean isOff(Map<String, String> columns) {
    return false;
  }

  @Override
  public String offVerb() {
    return "pause";
  }

  @Override
  public boolean isOrdered() {
    return true;
  }

  @Override
  public RowOrder order(List<Seen.Row> rows) {
    return new QueueOrder(rows);
  }

  @Override
  public boolean pausesByEntry() {
    return true;
  }

  @Override
  public boolean disturbs(String column, String wanted) {
    return false;
  }

  @Override
  public Optional<ProfileTable> profiles() {
    return Optional.empty();
  }

  @Override
  public boolean keepsWhoIsOff() {
    return true;
  }

  /** A router does not know whether a fixed address is in use. */
  @Override
  public Optional<Live> sessions() {
    return Optional.empty();
  }

  @Override
  public List<Live> kicks() {
    return List.of();
  }

  @Override
  public boolean mayBeMissing() {
    return false;
  }
}
