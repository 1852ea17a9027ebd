package io.washa.bench;

import io.washa.agent.routeros.RouterConnection;
import io.washa.bench.Confirmations.Confirmation;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Queue;
import java.util.UUID;
import org.HdrHistogram.Histogram;

/**
 * The limit from a confirmation to the read-back: both transactions of the payment, the router's
 * sentences and the transaction that notes them, one after the other in one thread, with nobody to
 * tell and nothing to wait for.
 */
final class BareActivation implements Load.Worker {
  /** Out of the platform's reach: it shares the database, and must not do this loop's work. */
  private static final Duration NEVER = Duration.ofDays(1);

  private final BareConnection on;
  private final RouterConnection router;
  private final Queue<Confirmation> confirmations;
  private final Histogram micros;

  BareActivation(
      BareConnection on,
      RouterConnection router,
      Queue<Confirmation> confirmations,
      Histogram micros) {
    this.on = on;
    this.router = router;
    this.confirmations = confirmations;
    this.micros = micros;
  }

  @Override
  public void once() throws Exception {
    once(Instant.now());
  }

  @Override
  public void once(Instant due) throws Exception {
    Confirmation confirmation = confirmations.remove();
    String schema = confirmation.isp().schema();
    BareIngest.Posted posted = BareIngest.take(on, confirmation, NEVER);
    Allowed allowed = on.transact(schema, () -> apply(confirmation, posted));
    RouterSite.add(router, allowed.user());
    on.transact(schema, () -> applied(allowed));
    long took = Duration.between(due, Instant.now()).toNanos() / 1000;
    synchronized (micros) {
      micros.recordValue(Math.clamp(took, 1, 60_000_000L));
    }
  }

  private record Allowed(UUID access, UUID router, String user) {}

  private record Service(UUID site, UUID plan, String user, Password password) {}

  /** As it lies sealed in the database. */
  @SuppressWarnings("ArrayRecordComponent") // Passed on unread, never compared.
  private record Password(byte[] sealed) {}

  private Allowed apply(Confirmation confirmation, BareIngest.Posted posted) throws Exception {
    String cause = "payment:" + posted.payment();
    on.look("SELECT * FROM payment WHERE id = ?", posted.payment());
    Service service = service(posted.service());
    on.look("SELECT * FROM plan WHERE id = ?", service.plan());
    on.update("INSERT INTO wallet (owner) VALUES (?) ON CONFLICT DO NOTHING", posted.subscriber());
    on.look("SELECT balance FROM wallet WHERE owner = ? FOR UPDATE", posted.subscriber());
    on.update(
        "INSERT INTO payment_application (payment_id, outcome) VALUES (?, ?)"
            + " ON CONFLICT DO NOTHING",
        posted.payment(),
        "renewed");
    on.book(
        new BareConnection.Booking(
            "sale", cause, "Day", "4100", posted.subscriber(), -IspMaker.PRICE * 100L));
    OffsetDateTime start = OffsetDateTime.now(ZoneOffset.UTC);
    OffsetDateTime end = start.plusDays(1);
    UUID subscription = renew(posted.service(), service.plan(), cause, start, end);
    due(confirmation.isp().tenant(), subscription, end);
    on.update(
        "UPDATE service SET plan_id = ? WHERE id = ? AND plan_id <> ?",
        service.plan(),
        posted.service(),
        service.plan());
    Allowed allowed = allow(posted.service(), service, end);
    on.update(
        """
        INSERT INTO access_change (access_id, generation)
        SELECT * FROM unnest(?::uuid[], ?::bigint[])
        """,
        new UUID[] {allowed.access()},
        new Long[] {1L});
    // Raised and observed at once, so that the platform does not look for this router's agent.
    on.update(
        """
        INSERT INTO work.router_sync (tenant, router, desired, observed) VALUES (?, ?, 1, 1)
        ON CONFLICT (tenant, router) DO UPDATE
          SET desired = router_sync.desired + 1, observed = router_sync.desired + 1,
              changed_at = work.platform_now()
        """,
        confirmation.isp().tenant(),
        allowed.router());
    on.update(
        """
        INSERT INTO period (subscription_id, cause, plan_id, starts_at, ends_at,
                            access_id, access_generation)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """,
        subscription,
        cause,
        service.plan(),
        start,
        end,
        allowed.access(),
        1L);
    on.update(
        "DELETE FROM work.scheduled_tasks WHERE task_name = ? AND task_instance = ?",
        "apply-payment",
        confirmation.isp().tenant() + ":" + posted.payment());
    return allowed;
  }

  private UUID renew(
      UUID service, UUID plan, String cause, OffsetDateTime start, OffsetDateTime end)
      throws SQLException {
    on.update(
        "INSERT INTO subscription (service_id, plan_id) VALUES (?, ?)"
            + " ON CONFLICT (service_id) DO NOTHING",
        service,
        plan);
    UUID subscription =
        on.id(
            """
            SELECT id, coalesce(ends_at, '-infinity') AS ends_at, work.platform_now() AS now
              FROM subscription WHERE service_id = ? FOR UPDATE
            """,
            service);
    on.look("SELECT subscription_id, starts_at, ends_at FROM period WHERE cause = ?", cause);
    on.update(
        """
        UPDATE subscription
           SET state = 'active', plan_id = ?, ends_at = ?, started_at = coalesce(started_at, ?)
         WHERE id = ?
        """,
        plan,
        end,
        start,
        subscription);
    return subscription;
  }

  private void due(long tenant, UUID subscription, OffsetDateTime end) throws SQLException {
    on.update(
        """
        INSERT INTO work.due (tenant, kind, subject, due_at) VALUES (?, ?, ?, ?)
        ON CONFLICT (tenant, kind, subject) DO UPDATE SET due_at = excluded.due_at
        """,
        tenant,
        "subscription",
        subscription,
        end);
  }

  private Service service(UUID id) throws SQLException {
    try (PreparedStatement query = on.prepared("SELECT * FROM service WHERE id = ?", id);
        ResultSet row = query.executeQuery()) {
      row.next();
      return new Service(
          row.getObject("site_id", UUID.class),
          row.getObject("plan_id", UUID.class),
          row.getString("username"),
          new Password(row.getBytes("password")));
    }
  }

  private Allowed allow(UUID id, Service service, OffsetDateTime end) throws SQLException {
    try (PreparedStatement upsert =
            on.prepared(
                """
                INSERT INTO access AS a
                  (service_id, router_id, method, name, password, profile, rate_limit, devices,
                   device, enabled, ends_at)
                SELECT ?, r.id, ?, ?, ?, ?, ?, ?,
                       (SELECT d.mac FROM device d
                         WHERE d.service_id = ? AND d.site_id = ?
                         ORDER BY d.last_seen DESC LIMIT 1), true, ?
                  FROM router r WHERE r.site_id = ? ORDER BY r.id LIMIT 1
                ON CONFLICT (service_id) WHERE NOT removed DO UPDATE
                  SET enabled = true, ends_at = excluded.ends_at,
                      generation = a.generation + 1, outcome = 'pending', error = NULL
                RETURNING id, generation, router_id
                """,
                id,
                "pppoe",
                service.user(),
                service.password().sealed(),
                "day",
                "2M/5M",
                1,
                id,
                service.site(),
                end,
                service.site());
        ResultSet row = upsert.executeQuery()) {
      row.next();
      return new Allowed(
          row.getObject(1, UUID.class), row.getObject(3, UUID.class), service.user());
    }
  }

  private int applied(Allowed allowed) throws SQLException {
    String results =
        "[{\"access\":\"%s\",\"generation\":1,\"outcome\":\"applied\"}]"
            .formatted(allowed.access());
    on.look(
        """
        SELECT id, generation FROM access
         WHERE router_id = ? AND id IN
           (SELECT access FROM json_to_recordset(?::json) AS r(access uuid))
         ORDER BY id FOR NO KEY UPDATE
        """,
        allowed.router(),
        results);
    on.look("SELECT * FROM work.router_sync WHERE router = ?", allowed.router());
    on.update(
        """
        UPDATE access a
           SET stored_generation = greatest(a.stored_generation, r.generation),
               applied_generation = greatest(a.applied_generation, r.generation),
               outcome = r.outcome
          FROM json_to_recordset(?::json) AS r(access uuid, generation bigint, outcome text)
         WHERE a.id = r.access
        """,
        results);
    return on.update(
        """
        UPDATE access_change c
           SET stored_at = work.platform_now(), applied_at = work.platform_now()
          FROM json_to_recordset(?::json) AS r(access uuid, generation bigint)
         WHERE c.access_id = r.access AND c.generation <= r.generation AND c.applied_at IS NULL
        """,
        results);
  }

  @Override
  public void close() throws SQLException {
    router.close();
    on.close();
  }
}
