package io.washa.network;

import io.washa.customers.Service;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/** How an access is written from what is desired of it. */
final class AccessRow {
  /**
   * Makes the access, or changes it. Limits are totals on every router together, so that what is
   * left of one before can be kept or be void without asking the router.
   */
  private static final String ALLOW =
      """
      INSERT INTO access AS a
        (service_id, router_id, method, name, password, profile, rate_limit, devices, pool,
         address_list, mac_cookie, sites, fixed_address, mac, always_in, device, enabled, ends_at,
         limit_seconds, limit_bytes)
      SELECT :service, r.id, :method, :name, :password, :profile, :rate, :devices, :pool, :list,
             :cookie, nullif(:sites::uuid[], '{}'), :fixed, :mac, :alwaysIn,
             (SELECT d.mac FROM device d
               WHERE d.service_id = :service AND d.site_id = :site
               ORDER BY d.last_seen DESC LIMIT 1), true, :until, :seconds, :bytes
        FROM router r WHERE r.site_id = :site
       ORDER BY NOT EXISTS (SELECT FROM access o WHERE o.service_id = :service
                             AND o.router_id = r.id AND NOT o.removed), r.id LIMIT 1
      ON CONFLICT (service_id) WHERE NOT removed DO UPDATE
        SET method = excluded.method, profile = excluded.profile, rate_limit = excluded.rate_limit,
            devices = excluded.devices, pool = excluded.pool, address_list = excluded.address_list,
            mac_cookie = excluded.mac_cookie, sites = excluded.sites,
            fixed_address = excluded.fixed_address, mac = excluded.mac,
            always_in = excluded.always_in, device = excluded.device,
            password = excluded.password, enabled = true, ends_at = excluded.ends_at,
            limit_seconds = CASE
              WHEN :how = 'LATER' THEN a.limit_seconds
              WHEN excluded.limit_seconds = 0 THEN 0
              WHEN :how = 'MORE' AND a.limit_seconds > 0
                THEN greatest(a.limit_seconds, a.before_seconds + a.used_seconds)
                     + excluded.limit_seconds
              ELSE a.before_seconds + a.used_seconds + excluded.limit_seconds END,
            limit_bytes = CASE
              WHEN :how = 'LATER' THEN a.limit_bytes
              WHEN excluded.limit_bytes = 0 THEN 0
              WHEN :how = 'MORE' AND a.limit_bytes > 0
                THEN greatest(a.limit_bytes, a.before_bytes + a.used_bytes) + excluded.limit_bytes
              ELSE a.before_bytes + a.used_bytes + excluded.limit_bytes END,
            generation = a.generation + 1, outcome = 'pending', error = NULL
      RETURNING id, generation, router_id
      """;

  private static final String RESHAPE =
      """
      UPDATE access a
         SET profile = :profile, rate_limit = :rate, devices = :devices, pool = :pool,
             address_list = :list, mac_cookie = :cookie, sites = nullif(:sites::uuid[], '{}'),
             generation = generation + 1, outcome = 'pending', error = NULL
        FROM (SELECT id FROM access WHERE service_id = ANY (:services) AND NOT removed
               ORDER BY id FOR UPDATE) locked
       WHERE a.id = locked.id
      RETURNING a.id, a.generation, a.router_id
      """;

  private static final String REBIND =
      """
      UPDATE access
         SET method = :method, fixed_address = :fixed, mac = :mac, always_in = :alwaysIn,
             password = :password, generation = generation + 1, outcome = 'pending', error = NULL
       WHERE service_id = :service AND NOT removed
      RETURNING id, generation, router_id
      """;

  private AccessRow() {}

  /** Makes the access, or changes it, and switches it on. */
  static StatementSpec allow(JdbcClient jdbc, DesiredAccess desired) {
    return bind(jdbc.sql(ALLOW), desired);
  }

  /** Has the accesses of services give something else. */
  static StatementSpec reshape(
      JdbcClient jdbc, List<UUID> services, DesiredAccess.Profile profile) {
    return bind(jdbc.sql(RESHAPE), profile).param("services", services.toArray(UUID[]::new));
  }

  /** Has a service's access say what the service says. */
  static StatementSpec rebind(JdbcClient jdbc, Service service) {
    return bind(jdbc.sql(REBIND), service);
  }

  private static StatementSpec bind(StatementSpec sql, DesiredAccess desired) {
    DesiredAccess.Allowance allowance = desired.allowance();
    return bind(bind(sql, desired.profile()), desired.service())
        .param("name", desired.service().username())
        .param("until", utc(desired.until()), Types.TIMESTAMP_WITH_TIMEZONE)
        .param("site", desired.service().siteId())
        .param("seconds", allowance.seconds())
        .param("bytes", allowance.bytes())
        .param("how", allowance.how().name());
  }

  private static StatementSpec bind(StatementSpec sql, DesiredAccess.Profile profile) {
    return sql.param("profile", profile.name())
        .param("rate", profile.rateLimit())
        .param("devices", profile.devices())
        .param("pool", profile.pool())
        .param("list", profile.addressList())
        .param("cookie", profile.macCookie())
        .param("sites", profile.sites().toArray(UUID[]::new));
  }

  private static StatementSpec bind(StatementSpec sql, Service service) {
    return sql.param("service", service.id())
        .param("method", method(service))
        .param("password", service.sealedPassword())
        .param("fixed", service.address().orElse(null), Types.VARCHAR)
        .param("mac", service.mac().orElse(null), Types.VARCHAR)
        .param("alwaysIn", service.alwaysIn().toArray(String[]::new));
  }

  /** A static line whose device is known gets its address by DHCP; another has it set by hand. */
  private static String method(Service service) {
    return service.method().equals("static") && service.mac().isPresent()
        ? "dhcp"
        : service.method();
  }

  private static @Nullable OffsetDateTime utc(@Nullable Instant instant) {
    return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
  }
}
