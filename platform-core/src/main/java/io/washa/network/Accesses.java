package io.washa.network;

import io.washa.customers.Service;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Changes what the network should allow, within the caller's transaction: the access rows first, in
 * the order of their ids, then, right before the commit, the marks of their routers, in the order
 * of router ids, each once.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class Accesses {
  private final JdbcClient jdbc;
  private final PendingMarks marks;

  Accesses(JdbcClient jdbc, PendingMarks marks) {
    this.jdbc = jdbc;
    this.marks = marks;
  }

  /** An access as it was raised; confirmed when a generation at least as high was read back. */
  public record Raised(UUID access, long generation) {}

  /**
   * Switches a service's access on until an instant, on the router where it is, or else on one of
   * its site.
   *
   * @return empty if its site has no router yet: there is nothing to switch on
   */
  public Optional<Raised> allow(DesiredAccess desired) {
    Optional<Changed> changed = AccessRow.allow(jdbc, desired).query(Changed.class).optional();
    changed.ifPresent(access -> note(List.of(access)));
    return changed.map(access -> new Raised(access.id(), access.generation()));
  }

  /** Has the accesses of services, on or off, give something else from now on. */
  public void reshape(List<UUID> services, DesiredAccess.Profile profile) {
    note(AccessRow.reshape(jdbc, services, profile).query((row, _) -> changed(row)).list());
  }

  /** Holds a service's access to what the service says of itself by now. */
  public void rebind(Service service) {
    note(AccessRow.rebind(jdbc, service).query((row, _) -> changed(row)).list());
  }

  /** Has a waiting device let in by a service's access, if that is on. */
  void letIn(UUID service, MacAddress device) {
    note(
        jdbc.sql(
                """
                UPDATE access
                   SET device = ?, generation = generation + 1, outcome = 'pending', error = NULL
                 WHERE service_id = ? AND enabled
                RETURNING id, generation, router_id
                """)
            .params(device.text(), service)
            .query((row, _) -> changed(row))
            .list());
  }

  /** Has an access sent anew that a router refused; false if it is not refused. */
  boolean tryAgain(UUID access) {
    List<Changed> raised =
        jdbc.sql(
                """
                UPDATE access SET generation = generation + 1, outcome = 'pending', error = NULL
                 WHERE id = ? AND outcome = 'failed' RETURNING id, generation, router_id
                """)
            .param(access)
            .query((row, _) -> changed(row))
            .list();
    note(raised);
    return !raised.isEmpty();
  }

  /** An end to be given to a service's access. */
  public record End(UUID service, Instant until) {}

  /** Moves the end of a service's access that is on. */
  public void moveEnd(UUID service, Instant until) {
    moveEnds(List.of(new End(service, until)));
  }

  /** Moves the ends of accesses that are on; those that have that end already stay as they are. */
  public void moveEnds(List<End> ends) {
    note(
        jdbc.sql(
                """
                UPDATE access a
                   SET ends_at = moved.until, generation = generation + 1, outcome = 'pending',
                       error = NULL
                  FROM (SELECT x.id, e.until::timestamptz AS until
                          FROM access x
                          JOIN unnest(?::uuid[], ?::text[]) AS e(service, until)
                            ON x.service_id = e.service
                         WHERE x.enabled AND x.ends_at IS DISTINCT FROM e.until::timestamptz
                         ORDER BY x.id FOR UPDATE OF x) moved
                 WHERE a.id = moved.id
                RETURNING a.id, a.generation, a.router_id
                """)
            .param(ends.stream().map(End::service).toArray(UUID[]::new))
            .param(ends.stream().map(end -> end.until().toString()).toArray(String[]::new))
            .query((row, _) -> changed(row))
            .list());
  }

  /** Locks the accesses of services that are about to be changed one by one. */
  public void lock(Collection<UUID> services) {
    jdbc.sql("SELECT id FROM access WHERE service_id = ANY (?) ORDER BY id FOR UPDATE")
        .param(services.toArray(UUID[]::new))
        .query(row -> {});
  }

  /** Switches the accesses of services off; those that are off already stay as they are. */
  public void forbid(List<UUID> services) {
    List<Changed> changed =
        jdbc.sql(
                """
                UPDATE access a
                   SET enabled = false, generation = generation + 1, outcome = 'pending', error = NULL
                  FROM (SELECT id FROM access WHERE service_id = ANY (?) AND enabled
                         ORDER BY id FOR UPDATE) locked
                 WHERE a.id = locked.id
                RETURNING a.id, a.generation, a.router_id
                """)
            .param(services.toArray(UUID[]::new))
            .query((row, _) -> changed(row))
            .list();
    note(changed);
  }

  /**
   * Has a service's access go on at another speed than its plan's, or at that again.
   *
   * @param rate as RouterOS writes it; null for the plan's
   */
  public void slow(UUID service, @Nullable String rate) {
    note(
        jdbc.sql(
                """
                UPDATE access
                   SET slow_rate = :rate, generation = generation + 1, outcome = 'pending',
                       error = NULL
                 WHERE service_id = :service AND NOT removed AND slow_rate IS DISTINCT FROM :rate
                RETURNING id, generation, router_id
                """)
            .param("rate", rate, Types.VARCHAR)
            .param("service", service)
            .query((row, _) -> changed(row))
            .list());
  }

  /** Lets a service's access carry so much more; what has no limit has none still. */
  public void topUp(UUID service, long bytes) {
    note(
        jdbc.sql(
                """
                UPDATE access
                   SET limit_bytes = limit_bytes + ?, generation = generation + 1,
                       outcome = 'pending', error = NULL
                 WHERE service_id = ? AND NOT removed AND limit_bytes > 0
                RETURNING id, generation, router_id
                """)
            .params(bytes, service)
            .query((row, _) -> changed(row))
            .list());
  }

  /** Whether the router of a service's site was reached when it was last looked at. */
  public boolean reachable(Service service) {
    return jdbc.sql("SELECT coalesce(bool_or(reachable), false) FROM router WHERE site_id = ?")
        .param(service.siteId())
        .query((row, _) -> row.getBoolean(1))
        .single();
  }

  static Changed changed(ResultSet row) throws SQLException {
    return new Changed(
        row.getObject("id", UUID.class),
        row.getLong("generation"),
        row.getObject("router_id", UUID.class));
  }

  void note(List<Changed> changed) {
    if (changed.isEmpty()) {
      return;
    }
    // One statement for all: an expiry switches off hundreds at a time.
    jdbc.sql(
            """
            INSERT INTO access_change (access_id, generation)
            SELECT * FROM unnest(?::uuid[], ?::bigint[])
            """)
        .param(changed.stream().map(Changed::id).toArray(UUID[]::new))
        .param(changed.stream().map(Changed::generation).toArray(Long[]::new))
        .update();
    marks.raise(changed.stream().map(Changed::routerId).toList());
  }

  /** A row as it was changed. */
  record Changed(UUID id, long generation, UUID routerId) {}
}
