package io.washa.agent.site;

import io.washa.protocol.ApplyDesired.Access;
import io.washa.protocol.ApplyDesired.Bounds;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Rows as the hub sends them. */
final class Rows {
  private Rows() {}

  /** A row that is on, made for the first time. */
  static Access on(String method, String name, String profile) {
    return new Access(
        UUID.randomUUID(), 1, method, name, "pw-" + name, profile, true, null, false, null);
  }

  static Access bound(Access row, @Nullable String address, @Nullable String mac) {
    return with(row, row.profile(), row.enabled(), new Bounds(address, mac, 0, 0, List.of()));
  }

  static Access limited(Access row, long uptimeSeconds, long bytes) {
    return with(
        row, row.profile(), row.enabled(), new Bounds(null, null, uptimeSeconds, bytes, List.of()));
  }

  static Access unbound(Access row) {
    return with(row, row.profile(), row.enabled(), null);
  }

  static Access off(Access row) {
    return with(row, row.profile(), false, row.bounds());
  }

  static Access on(Access row) {
    return with(row, row.profile(), true, row.bounds());
  }

  static Access on(Access row, String profile) {
    return with(row, profile, true, row.bounds());
  }

  /** The same access by another method. */
  static Access moved(Access row, String method, String profile) {
    return new Access(
        row.access(),
        row.generation() + 1,
        method,
        row.name(),
        row.password(),
        profile,
        true,
        null,
        false,
        null,
        row.bounds());
  }

  static Access removed(Access row) {
    return new Access(
        row.access(),
        row.generation() + 1,
        row.method(),
        row.name(),
        row.password(),
        row.profile(),
        false,
        null,
        true,
        null,
        row.bounds());
  }

  private static Access with(Access row, String profile, boolean enabled, @Nullable Bounds bounds) {
    return new Access(
        row.access(),
        row.generation() + 1,
        row.method(),
        row.name(),
        row.password(),
        profile,
        enabled,
        null,
        false,
        null,
        bounds);
  }
}
