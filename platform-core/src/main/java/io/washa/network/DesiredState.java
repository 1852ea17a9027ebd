package io.washa.network;

import io.washa.protocol.ApplyDesired;
import io.washa.tenancy.Secrets;
import io.washa.tenancy.TenantContext;
import io.washa.work.RouterMarks;
import io.washa.work.RouterMarks.Mark;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Reads what a router's agent has yet to be sent, and notes that it was sent. */
@Component
class DesiredState {
  private static final Logger log = LoggerFactory.getLogger(DesiredState.class);
  private static final String ROWS =
      """
      SELECT id, generation, method, name, password,
             CASE WHEN slow_rate IS NULL THEN profile ELSE profile || '-slow' END AS profile,
             coalesce(slow_rate, rate_limit) AS rate_limit, devices, pool, address_list, mac_cookie,
             device, enabled, ends_at, removed, fixed_address, mac, always_in,
             limit_seconds, limit_bytes, before_seconds, before_bytes
        FROM access WHERE router_id = ?
      """;

  /** What left the router is in a snapshot only until it is known to be gone. */
  private static final String HERE =
      " AND NOT (removed AND stored_generation >= generation AND applied_generation >= generation)";

  private static final String UNREADABLE = "its password does not open; set it anew";

  /** What is parked waits for a person, and takes nobody's place in a change. */
  private static final String UNSENT =
      " AND stored_generation < generation AND error IS DISTINCT FROM '" + UNREADABLE + "'";

  private final JdbcClient jdbc;
  private final RouterMarks marks;
  private final Secrets secrets;
  private final TransactionTemplate transaction;
  private final TransactionTemplate oneLook;

  DesiredState(
      JdbcClient jdbc,
      RouterMarks marks,
      Secrets secrets,
      PlatformTransactionManager transactions) {
    this.jdbc = jdbc;
    this.marks = marks;
    this.secrets = secrets;
    this.transaction = new TransactionTemplate(transactions);
    this.oneLook = new TransactionTemplate(transactions);
    oneLook.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
  }

  /**
   * What is to be sent next.
   *
   * @param parts of a snapshot, or the one part of a change
   */
  record Sending(RouterAddress to, List<ApplyDesired> parts) {
    boolean isSnapshot() {
      return parts.getFirst().snapshot();
    }
  }

  /**
   * Rows as they are sent.
   *
   * @param parked how many more were read that are not
   */
  private record Rows(
      List<ApplyDesired.Access> rows, Map<String, ApplyDesired.Profile> profiles, int parked) {
    int read() {
      return rows.size() + parked;
    }
  }

  /** A row as read, without its password if that does not open. */
  private record Row(UUID id, Optional<ApplyDesired.Access> opened) {}

  /** What the bound tenant's router lacks; empty if its agent holds everything. */
  Optional<Sending> next(UUID router) {
    Optional<Sending> change = Objects.requireNonNull(transaction.execute(_ -> change(router)));
    // A change with no parts stands for one that is too long or has nothing to build on.
    return change.map(sending -> sending.parts().isEmpty() ? snapshot(router) : sending);
  }

  private Optional<Sending> change(UUID router) {
    // The mark is read before the rows: a row raised in between is sent under the older
    // generation and once more under its own, but never left out.
    Optional<Mark> found = marks.find(router).filter(mark -> mark.desired() > mark.observed());
    if (found.isEmpty()) {
      return Optional.empty();
    }
    Mark mark = found.get();
    RouterAddress address = address(router);
    if (mark.observed() == 0) {
      return Optional.of(new Sending(address, List.of()));
    }
    Rows rows = read(ROWS + UNSENT + " ORDER BY id LIMIT ?", router, ApplyDesired.MAX_ROWS + 1);
    if (rows.read() > ApplyDesired.MAX_ROWS) {
      return Optional.of(new Sending(address, List.of()));
    }
    return Optional.of(
        new Sending(
            address,
            List.of(
                new ApplyDesired(
                    router,
                    mark.epoch(),
                    false,
                    mark.observed(),
                    mark.desired(),
                    1,
                    1,
                    profiles(rows, rows.rows()),
                    rows.rows()))));
  }

  private Sending snapshot(UUID router) {
    return Objects.requireNonNull(
        oneLook.execute(_ -> {
          Mark mark = marks.find(router).orElseThrow();
          Rows rows = read(ROWS + HERE + " ORDER BY id", router);
          return new Sending(address(router), parts(router, mark, rows));
        }));
  }

  private static List<ApplyDesired> parts(UUID router, Mark mark, Rows all) {
    int count = Math.max(1, Math.ceilDiv(all.rows().size(), ApplyDesired.MAX_ROWS));
    List<ApplyDesired> parts = new ArrayList<>(count);
    for (int part = 1; part <= count; part++) {
      int from = (part - 1) * ApplyDesired.MAX_ROWS;
      List<ApplyDesired.Access> rows =
          all.rows().subList(from, Math.min(from + ApplyDesired.MAX_ROWS, all.rows().size()));
      parts.add(
          new ApplyDesired(
              router,
              mark.epoch(),
              true,
              0,
              mark.desired(),
              part,
              count,
              profiles(all, rows),
              List.copyOf(rows)));
    }
    return parts;
  }

  private static List<ApplyDesired.Profile> profiles(Rows all, List<ApplyDesired.Access> rows) {
    return rows.stream()
        .map(ApplyDesired.Access::profile)
        .distinct()
        .map(name -> Objects.requireNonNull(all.profiles().get(name)))
        .toList();
  }

  private Rows read(String sql, Object... parameters) {
    List<ApplyDesired.Access> rows = new ArrayList<>();
    Map<String, ApplyDesired.Profile> profiles = new LinkedHashMap<>();
    List<UUID> unreadable = new ArrayList<>();
    jdbc.sql(sql)
        .params(parameters)
        .query(row -> {
          Row read = open(row);
          read.opened().ifPresentOrElse(rows::add, () -> unreadable.add(read.id()));
          ApplyDesired.Profile profile = WireRow.profile(row);
          profiles.put(profile.name(), profile);
        });
    if (!unreadable.isEmpty()) {
      park(unreadable);
    }
    return new Rows(rows, profiles, unreadable.size());
  }

  /** A row whose password does not open is left out: it must not keep its neighbours waiting. */
  private Row open(ResultSet row) throws SQLException {
    UUID id = row.getObject("id", UUID.class);
    try {
      String password = secrets.open("pppoe", row.getBytes("password"));
      return new Row(id, Optional.of(WireRow.access(row, password)));
    } catch (Secrets.SealBrokenException _) {
      return new Row(id, Optional.empty());
    }
  }

  private void park(List<UUID> unreadable) {
    log.error(
        "not sent, for their passwords do not open: {} accesses, among them {}",
        unreadable.size(),
        unreadable.getFirst());
    jdbc.sql(
            """
            UPDATE access a SET outcome = 'failed', error = ?
              FROM (SELECT id FROM access WHERE id = ANY (?) ORDER BY id FOR NO KEY UPDATE) locked
             WHERE a.id = locked.id
            """)
        .params(UNREADABLE, unreadable.toArray(UUID[]::new))
        .update();
  }

  private RouterAddress address(UUID router) {
    UUID site =
        jdbc.sql("SELECT site_id FROM router WHERE id = ?")
            .param(router)
            .query((row, _) -> row.getObject(1, UUID.class))
            .single();
    return new RouterAddress(TenantContext.current(), site, router);
  }

  /**
   * Notes on the timeline of each change that these rows carry when they were first sent. Our clock
   * follows the database's by milliseconds; what was stored had been sent.
   */
  void sent(Sending sending, Instant at) {
    String rows = AccessList.of(sending.parts());
    transaction.executeWithoutResult(_ ->
        jdbc.sql(
                """
                WITH open AS (
                  SELECT c.access_id, c.generation FROM access_change c
                    JOIN json_to_recordset(?::json) AS r(access uuid, generation bigint)
                      ON c.access_id = r.access AND c.generation <= r.generation
                   WHERE c.sent_at IS NULL
                   ORDER BY c.access_id, c.generation FOR UPDATE OF c)
                UPDATE access_change c SET sent_at = least(?, c.stored_at) FROM open
                 WHERE c.access_id = open.access_id AND c.generation = open.generation
                """)
            .params(rows, at.atOffset(java.time.ZoneOffset.UTC))
            .update());
  }
}
