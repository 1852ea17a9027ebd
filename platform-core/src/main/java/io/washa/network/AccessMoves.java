package io.washa.network;

import io.washa.customers.Customers;
import java.sql.Types;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Has an access go to the router of another site: made there, removed where it was. What was used
 * comes off what the new router may still give, for its counters begin at 0.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class AccessMoves {
  private final JdbcClient jdbc;
  private final Customers customers;
  private final Accesses accesses;
  private final ApplicationEventPublisher events;

  AccessMoves(
      JdbcClient jdbc, Customers customers, Accesses accesses, ApplicationEventPublisher events) {
    this.jdbc = jdbc;
    this.customers = customers;
    this.accesses = accesses;
    this.events = events;
  }

  /** What became of it. */
  public sealed interface Answer {
    /** The service is of that site now, with its access if it has one. */
    record Here() implements Answer {}

    /**
     * What was bought is not good there; nothing was done.
     *
     * @param where the names of the sites it is good at
     */
    record NotGoodHere(List<String> where) implements Answer {}

    /** The site has no router yet; nothing was done. */
    record NoRouter() implements Answer {}
  }

  private record From(UUID id, UUID site, boolean good, boolean enabled) {}

  /**
   * Has a service live at a site. Whoever calls holds the lock of its subscription.
   *
   * @param device that waits there to be let in, if one does
   */
  public Answer move(UUID service, UUID site, Optional<MacAddress> device) {
    accesses.lock(List.of(service));
    Optional<From> from = find(service, site);
    if (from.isEmpty() || from.get().site().equals(site)) {
      customers.moveService(service, site);
      return new Answer.Here();
    } else if (!from.get().good()) {
      return new Answer.NotGoodHere(places(from.get()));
    }
    Optional<UUID> router = router(site);
    if (router.isEmpty()) {
      return new Answer.NoRouter();
    }
    Accesses.Changed left = leave(from.get());
    Accesses.Changed made = make(from.get(), router.get(), device);
    customers.moveService(service, site);
    accesses.note(List.of(left, made));
    events.publishEvent(
        new AccessMoved(left.id(), new Accesses.Raised(made.id(), made.generation())));
    return new Answer.Here();
  }

  private Optional<From> find(UUID service, UUID site) {
    return jdbc.sql(
            """
            SELECT a.id, r.site_id, a.enabled, coalesce(? = ANY (a.sites), true) AS good
              FROM access a JOIN router r ON r.id = a.router_id
             WHERE a.service_id = ? AND NOT a.removed
            """)
        .params(site, service)
        .query((row, _) ->
            new From(
                row.getObject("id", UUID.class),
                row.getObject("site_id", UUID.class),
                row.getBoolean("good"),
                row.getBoolean("enabled")))
        .optional();
  }

  private List<String> places(From from) {
    return jdbc.sql(
            """
            SELECT s.name FROM access a JOIN site s ON s.id = ANY (a.sites)
             WHERE a.id = ? ORDER BY s.name
            """)
        .param(from.id())
        .query((row, _) -> row.getString("name"))
        .list();
  }

  private Optional<UUID> router(UUID site) {
    return jdbc.sql("SELECT id FROM router WHERE site_id = ? ORDER BY id LIMIT 1")
        .param(site)
        .query((row, _) -> row.getObject("id", UUID.class))
        .optional();
  }

  /** First, for a service has one access that is not removed. */
  private Accesses.Changed leave(From from) {
    return jdbc.sql(
            """
            UPDATE access SET removed = true, enabled = false, generation = generation + 1,
                              outcome = 'pending', error = NULL, device = NULL
             WHERE id = ? RETURNING id, generation, router_id
            """)
        .param(from.id())
        .query(Accesses.Changed.class)
        .single();
  }

  private Accesses.Changed make(From from, UUID router, Optional<MacAddress> device) {
    return jdbc.sql(
            """
            INSERT INTO access AS a
              (service_id, router_id, method, name, password, profile, rate_limit, devices, pool,
               address_list, mac_cookie, sites, fixed_address, mac, always_in, device, enabled,
               ends_at, slow_rate, limit_seconds, limit_bytes, before_seconds, before_bytes)
            SELECT o.service_id, :router, o.method, o.name, o.password, o.profile, o.rate_limit,
                   o.devices, o.pool, o.address_list, o.mac_cookie, o.sites, o.fixed_address, o.mac,
                   o.always_in, :device, :enabled, o.ends_at, o.slow_rate, o.limit_seconds,
                   o.limit_bytes, o.before_seconds + o.used_seconds, o.before_bytes + o.used_bytes
              FROM access o WHERE o.id = :old
            ON CONFLICT (service_id, router_id) DO UPDATE
              SET method = excluded.method, name = excluded.name, password = excluded.password,
                  profile = excluded.profile, rate_limit = excluded.rate_limit,
                  devices = excluded.devices, pool = excluded.pool,
                  address_list = excluded.address_list, mac_cookie = excluded.mac_cookie,
                  sites = excluded.sites, fixed_address = excluded.fixed_address,
                  mac = excluded.mac, always_in = excluded.always_in, device = excluded.device,
                  enabled = excluded.enabled, ends_at = excluded.ends_at,
                  slow_rate = excluded.slow_rate,
                  limit_seconds = excluded.limit_seconds, limit_bytes = excluded.limit_bytes,
                  before_seconds = excluded.before_seconds, before_bytes = excluded.before_bytes,
                  used_seconds = 0, used_bytes = 0, removed = false,
                  generation = a.generation + 1, outcome = 'pending', error = NULL
            RETURNING id, generation, router_id
            """)
        .param("router", router)
        .param("device", device.map(MacAddress::text).orElse(null), Types.VARCHAR)
        .param("enabled", from.enabled())
        .param("old", from.id())
        .query(Accesses.Changed.class)
        .single();
  }
}
