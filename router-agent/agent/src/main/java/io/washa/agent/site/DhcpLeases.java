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
 * IPoE: static DHCP leases, one for a device, which hold speed and firewall list themselves (facts
 * §3.4). Who is off goes to the paused list, or is blocked where the router has no paused page. A
 * router follows a changed lease at once; only another address waits until the device renews.
 */
record DhcpLeases(boolean pauses) implements AccessTable {
  static final String METHOD = "dhcp";

  private static final String ADDRESS = "address";
  private static final String RATE = "rate-limit";
  private static final String LISTS = "address-lists";
  private static final String BLOCKED = "block-access";
  private static final String DISABLED = "disabled";

  /** A block keeps a device from its next lease; until then this keeps it from the internet. */
  private static final String NOTHING = "1k/1k";

  /** How RouterOS writes that any address of the server's pool will do. */
  private static final String ANY_ADDRESS = "0.0.0.0";

  /** The device of a row, upper case as leases print it; the row's name if it has none. */
  static String device(Access row) {
    Bounds bounds = row.bounds();
    String mac = bounds == null ? null : bounds.mac();
    return mac == null ? row.name() : mac.toUpperCase(Locale.ROOT);
  }

  @Override
  public String method() {
    return METHOD;
  }

  @Override
  public String noun() {
    return "lease";
  }

  @Override
  public String menu() {
    return "/ip/dhcp-server/lease";
  }

  @Override
  public String key() {
    return "mac-address";
  }

  @Override
  public List<String> reads() {
    return List.of(ADDRESS, RATE, LISTS, BLOCKED, DISABLED, "dynamic");
  }

  @Override
  public Optional<String> refusal(Access row) {
    Bounds bounds = row.bounds();
    return bounds == null || bounds.mac() == null
        ? Optional.of("a lease needs the MAC address of its device")
        : Optional.empty();
  }

  @Override
  public Map<String, String> columns(Access row, @Nullable Profile profile) {
    Map<String, String> columns = new LinkedHashMap<>();
    boolean paused = pauses && !row.enabled();
    if (profile != null) {
      Bounds bounds = row.bounds();
      String address = bounds == null ? null : bounds.address();
      columns.put(ADDRESS, address == null ? ANY_ADDRESS : address);
      columns.put(RATE, row.enabled() || pauses ? profile.rateLimit() : NOTHING);
      columns.put(LISTS, profile.addressList());
      columns.put(DISABLED, "no");
    }
    if (paused) {
      columns.put(LISTS, Pausing.LIST);
    }
    columns.put(BLOCKED, row.enabled() || paused ? "no" : "yes");
    return columns;
  }

  @Override
  public Map<String, String> secrets(Access row) {
    return Map.of();
  }

  @Override
  public boolean same(String column, String seen, String wanted) {
    return switch (column) {
      case ADDRESS -> wanted.equals(ANY_ADDRESS) ? !seen.isEmpty() : seen.equals(wanted);
      case RATE -> RateLimit.same(seen, wanted);
      case LISTS -> Normal.list(seen).equals(Normal.list(wanted));
      case BLOCKED, DISABLED -> Normal.bool(seen) == Normal.bool(wanted);
      default -> seen.equals(wanted);
    };
  }

  @Override
  public Optional<String> fixing() {
    return Optional.of("make-static");
  }

  @Override
  public Set<String> switches() {
    return Set.of(LISTS, BLOCKED, RATE);
  }

  @Override
  public boolean isOff(Map<String, String> columns) {
    return Normal.bool(columns.get(BLOCKED))
        || Normal.list(columns.getOrDefault(LISTS, "")).contains(Pausing.LIST);
  }

  @Override
  public String offVerb() {
    return pauses ? "pause" : "block";
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

  @Override
  public Optional<Live> sessions() {
    return Optional.of(new Live(menu(), key(), "active-address", "bound"));
  }

  @Override
  public List<Live> kicks() {
    return List.of();
  }

  /** In version 6 the DHCP server is a package. */
  @Override
  public boolean mayBeMissing() {
    return true;
  }
}
