package io.washa.bench;

import io.washa.bench.IspMaker.Isp;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.HdrHistogram.Histogram;

/** Many subscriptions of many ISPs, made and set due by SQL: what is measured is how they end. */
final class Crowd {
  /** The kind under which the platform finds what is due. */
  static final String PLATFORM = "subscription";

  /** A kind that the platform does not know, and so leaves to the bare loop. */
  static final String BARE = "bench";

  private final Connection superuser;
  private final List<Isp> isps;

  Crowd(Connection superuser, List<Isp> isps) {
    this.superuser = superuser;
    this.isps = List.copyOf(isps);
  }

  /** Gives every ISP this many more subscribers, all of them ended. */
  void make(int each) throws SQLException {
    for (Isp isp : isps) {
      in(
          isp,
          """
          INSERT INTO subscriber (account_number, first_name, last_name, phone)
          SELECT 'B' || g, 'Baraka', 'No ' || g, '2547' || lpad(g::text, 8, '0')
            FROM generate_series(1, %d) g;
          INSERT INTO service (subscriber_id, site_id, plan_id, method, username, password)
          SELECT c.id, s.site_id, s.plan_id, 'pppoe', 'b' || c.account_number, s.password
            FROM subscriber c, (SELECT * FROM service ORDER BY id LIMIT 1) s
           WHERE c.account_number LIKE 'B%%';
          INSERT INTO subscription (service_id, plan_id, state, started_at)
          SELECT id, plan_id, 'expired', now() FROM service WHERE username LIKE 'bB%%';
          INSERT INTO access (service_id, router_id, method, name, password, profile, rate_limit,
                              enabled)
          SELECT s.id, r.id, 'pppoe', s.username, s.password, 'day', '2M/5M', false
            FROM service s, router r WHERE s.username LIKE 'bB%%';
          ANALYZE subscriber, service, subscription, access;
          """
              .formatted(each));
    }
  }

  /**
   * Sets some subscriptions of each ISP due, at an instant or evenly over the seconds after it.
   *
   * @throws IllegalStateException if that took until the instant
   */
  void setDue(String kind, int each, Instant first, int seconds) throws SQLException {
    for (Isp isp : isps) {
      try (Statement statement = superuser.createStatement()) {
        statement.execute("SET search_path TO " + isp.schema());
      }
      try (PreparedStatement arm =
          superuser.prepareStatement(
              """
              WITH chosen AS (
                SELECT s.id, s.service_id, row_number() OVER () AS n
                  FROM subscription s JOIN service v ON v.id = s.service_id
                 WHERE v.username LIKE 'bB%' AND s.state = 'expired' LIMIT ?),
              armed AS (
                UPDATE subscription s SET state = 'active',
                       ends_at = ?::timestamptz + (c.n - 1) * (? / ?::float8) * interval '1 second'
                  FROM chosen c WHERE s.id = c.id RETURNING s.id, s.service_id, s.ends_at),
              allowed AS (
                UPDATE access a SET enabled = true, generation = generation + 1
                  FROM armed WHERE a.service_id = armed.service_id)
              INSERT INTO work.due (tenant, kind, subject, due_at)
              SELECT ?, ?, id, ends_at FROM armed
              """)) {
        arm.setInt(1, each);
        arm.setObject(2, first.atOffset(ZoneOffset.UTC));
        arm.setInt(3, seconds);
        arm.setInt(4, each);
        arm.setLong(5, isp.tenant());
        arm.setString(6, kind);
        int armed = arm.executeUpdate();
        if (armed != each) {
          throw new IllegalStateException("only " + armed + " of " + each + " were set due");
        }
      }
    }
    if (!Instant.now().isBefore(first)) {
      throw new IllegalStateException("setting them due took longer than until they were due");
    }
  }

  /** How many are still in the due index. */
  long left(String kind) throws SQLException {
    try (PreparedStatement query =
        superuser.prepareStatement("SELECT count(*) FROM work.due WHERE kind = ?")) {
      query.setString(1, kind);
      try (ResultSet row = query.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  /**
   * How long after its end each subscription's end was committed, in microseconds, by the
   * database's own note of when the transaction that wrote the row did.
   */
  Histogram lateness(Instant from) throws SQLException {
    Histogram micros = new Histogram(600_000_000L, 3);
    for (Isp isp : isps) {
      try (Statement statement = superuser.createStatement()) {
        statement.execute("SET search_path TO " + isp.schema());
      }
      try (PreparedStatement query =
          superuser.prepareStatement(
              """
              SELECT extract(epoch FROM pg_xact_commit_timestamp(xmin) - ends_at) * 1000000
                FROM subscription WHERE state = 'expired' AND ends_at >= ?
              """)) {
        query.setObject(1, from.atOffset(ZoneOffset.UTC));
        try (ResultSet row = query.executeQuery()) {
          while (row.next()) {
            if (row.getLong(1) < 0) {
              throw new IllegalStateException("a subscription ended before its time");
            }
            micros.recordValue(Math.clamp(row.getLong(1), 1, 600_000_000L));
          }
        }
      }
    }
    return micros;
  }

  /** Those that are not both ended and switched off, and those with a change that is not noted. */
  long wrong() throws SQLException {
    long wrong = 0;
    for (Isp isp : isps) {
      try (Statement statement = superuser.createStatement()) {
        statement.execute("SET search_path TO " + isp.schema());
        try (ResultSet row =
            statement.executeQuery(
                """
                SELECT count(*) FROM subscription s JOIN access a USING (service_id)
                  JOIN service v ON v.id = s.service_id
                 WHERE v.username LIKE 'bB%'
                   AND (s.state <> 'expired' OR a.enabled OR (s.ends_at IS NOT NULL AND NOT EXISTS
                         (SELECT FROM access_change c
                           WHERE c.access_id = a.id AND c.generation = a.generation)))
                """)) {
          row.next();
          wrong += row.getLong(1);
        }
      }
    }
    return wrong;
  }

  private void in(Isp isp, String sql) throws SQLException {
    try (Statement statement = superuser.createStatement()) {
      statement.execute("SET search_path TO " + isp.schema());
      statement.execute(sql);
    }
  }
}
