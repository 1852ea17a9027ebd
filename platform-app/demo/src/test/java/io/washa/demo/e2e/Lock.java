package io.washa.demo.e2e;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** A lock in the database that holds the platform at a chosen point, until it is closed. */
final class Lock implements AutoCloseable {
  private final Isp isp;
  private final Connection holder;
  private final long pid;

  private Lock(Isp isp, Connection holder, long pid) {
    this.isp = isp;
    this.holder = holder;
    this.pid = pid;
  }

  /** Takes locks as these statements do. */
  static Lock take(Isp isp, String... statements) throws SQLException {
    Connection holder = isp.connect();
    holder.setAutoCommit(false);
    try (Statement statement = holder.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
      try (var row = statement.executeQuery("SELECT pg_backend_pid()")) {
        row.next();
        return new Lock(isp, holder, row.getLong(1));
      }
    }
  }

  /** Whether somebody waits for it in a statement that contains this text. */
  boolean stops(String text) throws SQLException {
    return isp.number(
            "SELECT count(*) FROM pg_stat_activity"
                + " WHERE ? = ANY (pg_blocking_pids(pid)) AND query ILIKE '%' || ? || '%'",
            (int) pid, text)
        > 0;
  }

  @Override
  public void close() throws SQLException {
    holder.rollback();
    holder.close();
  }
}
