package io.washa.network;

import io.washa.protocol.ApplyDesired;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An access as its row says it to the site's agent. */
final class WireRow {
  private WireRow() {}

  static ApplyDesired.Profile profile(ResultSet row) throws SQLException {
    return new ApplyDesired.Profile(
        row.getString("profile"),
        row.getString("rate_limit"),
        row.getString("method"),
        row.getInt("devices"),
        row.getString("address_list"),
        row.getString("pool"),
        row.getBoolean("mac_cookie"));
  }

  static ApplyDesired.Access access(ResultSet row, String password) throws SQLException {
    OffsetDateTime end = row.getObject("ends_at", OffsetDateTime.class);
    return new ApplyDesired.Access(
        row.getObject("id", UUID.class),
        row.getLong("generation"),
        row.getString("method"),
        row.getString("name"),
        password,
        row.getString("profile"),
        row.getBoolean("enabled"),
        end == null ? null : end.toInstant(),
        row.getBoolean("removed"),
        row.getString("device"),
        bounds(row));
  }

  private static ApplyDesired.@Nullable Bounds bounds(ResultSet row) throws SQLException {
    boolean hotspot = row.getString("method").equals("hotspot");
    Array alwaysIn = row.getArray("always_in");
    ApplyDesired.Bounds bounds =
        new ApplyDesired.Bounds(
            row.getString("fixed_address"),
            row.getString("mac"),
            hotspot ? left(row, "seconds") : 0,
            hotspot ? left(row, "bytes") : 0,
            hotspot ? List.of((String[]) alwaysIn.getArray()) : List.of());
    return bounds.equals(new ApplyDesired.Bounds(null, null, 0, 0, List.of())) ? null : bounds;
  }

  /**
   * What this router may still give in all. Its counters began at 0 when it made the user, so what
   * was used before comes off. Nothing left is one: 0 would be no limit.
   */
  private static long left(ResultSet row, String of) throws SQLException {
    long limit = row.getLong("limit_" + of);
    return limit == 0 ? 0 : Math.max(1, limit - row.getLong("before_" + of));
  }
}
