package io.washa.bench;

import io.washa.bench.IspMaker.Isp;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * The limit of ending what is due: the statements of {@code subscriptions.SubscriptionExpiry} and
 * {@code network.Accesses.forbid}, batch after batch, in as many threads as the platform has.
 */
final class BareExpiry {
  private static final int BATCH = 200;

  private BareExpiry() {}

  /** Ends everything that is due of these ISPs; returns how many there were. */
  static long drain(List<BareConnection> connections, List<Isp> isps) throws Exception {
    Queue<Isp> waiting = new ConcurrentLinkedQueue<>(isps);
    List<Exception> failures = new ArrayList<>();
    long[] ended = new long[connections.size()];
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < connections.size(); i++) {
      int number = i;
      threads.add(
          Thread.ofPlatform()
              .start(() -> {
                try {
                  ended[number] = drain(connections.get(number), waiting);
                } catch (Exception e) {
                  synchronized (failures) {
                    failures.add(e);
                  }
                }
              }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    if (!failures.isEmpty()) {
      throw failures.getFirst();
    }
    long all = 0;
    for (long some : ended) {
      all += some;
    }
    return all;
  }

  private static long drain(BareConnection on, Queue<Isp> waiting) throws Exception {
    long ended = 0;
    for (Isp isp = waiting.poll(); isp != null; isp = waiting.poll()) {
      Isp each = isp;
      int batch;
      do {
        batch = on.transact(each.schema(), () -> batch(on, each.tenant()));
        ended += batch;
      } while (batch == BATCH);
    }
    return ended;
  }

  private record Changed(UUID id, long generation, UUID router) {}

  private static int batch(BareConnection on, long tenant) throws SQLException {
    UUID[] subjects =
        ids(
            on.prepared(
                """
                SELECT subject FROM work.due
                 WHERE tenant = ? AND kind = ? AND due_at <= work.platform_now()
                 ORDER BY due_at LIMIT ?
                """,
                tenant,
                Crowd.BARE,
                BATCH),
            1);
    if (subjects.length == 0) {
      return 0;
    }
    List<UUID> ended = new ArrayList<>();
    List<UUID> services = new ArrayList<>();
    try (PreparedStatement end =
            on.prepared(
                """
                UPDATE subscription s SET state = 'expired'
                  FROM (SELECT id FROM subscription
                         WHERE id = ANY (?) AND state = 'active' AND ends_at <= work.platform_now()
                         ORDER BY id FOR UPDATE SKIP LOCKED) over
                 WHERE s.id = over.id
                RETURNING s.id, s.service_id
                """,
                (Object) subjects);
        ResultSet row = end.executeQuery()) {
      while (row.next()) {
        ended.add(row.getObject(1, UUID.class));
        services.add(row.getObject(2, UUID.class));
      }
    }
    on.update(
        """
        DELETE FROM work.due
         WHERE tenant = ? AND kind = ? AND subject = ANY (?) AND due_at <= work.platform_now()
        """,
        tenant,
        Crowd.BARE,
        ended.toArray(UUID[]::new));
    forbid(on, tenant, services);
    return ended.size();
  }

  private static void forbid(BareConnection on, long tenant, List<UUID> services)
      throws SQLException {
    List<Changed> changed = new ArrayList<>();
    try (PreparedStatement off =
            on.prepared(
                """
                UPDATE access a
                   SET enabled = false, generation = generation + 1, outcome = 'pending', error = NULL
                  FROM (SELECT id FROM access WHERE service_id = ANY (?) AND enabled
                         ORDER BY id FOR UPDATE) locked
                 WHERE a.id = locked.id
                RETURNING a.id, a.generation, a.router_id
                """,
                (Object) services.toArray(UUID[]::new));
        ResultSet row = off.executeQuery()) {
      while (row.next()) {
        changed.add(
            new Changed(
                row.getObject(1, UUID.class), row.getLong(2), row.getObject(3, UUID.class)));
      }
    }
    on.update(
        """
        INSERT INTO access_change (access_id, generation)
        SELECT * FROM unnest(?::uuid[], ?::bigint[])
        """,
        changed.stream().map(Changed::id).toArray(UUID[]::new),
        changed.stream().map(Changed::generation).toArray(Long[]::new));
    TreeSet<UUID> routers = new TreeSet<>();
    changed.forEach(access -> routers.add(access.router()));
    for (UUID router : routers) {
      on.update(
          """
          INSERT INTO work.router_sync (tenant, router, desired) VALUES (?, ?, 1)
          ON CONFLICT (tenant, router) DO UPDATE
            SET desired = router_sync.desired + 1, changed_at = work.platform_now()
          """,
          tenant,
          router);
    }
  }

  private static UUID[] ids(PreparedStatement prepared, int column) throws SQLException {
    List<UUID> ids = new ArrayList<>();
    try (PreparedStatement query = prepared;
        ResultSet row = query.executeQuery()) {
      while (row.next()) {
        ids.add(row.getObject(column, UUID.class));
      }
    }
    return ids.toArray(UUID[]::new);
  }
}
