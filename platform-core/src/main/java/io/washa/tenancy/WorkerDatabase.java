package io.washa.tenancy;

import com.zaxxer.hikari.HikariDataSource;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The schema {@code work} of this cell as the role {@code washa_worker}: every tenant's work rows
 * and no tenant's data.
 */
public final class WorkerDatabase implements AutoCloseable {
  private final HikariDataSource pool;
  private final JdbcClient jdbc;

  WorkerDatabase(Pools pools) {
    pool = pools.worker();
    jdbc = JdbcClient.create(pool);
  }

  /** Statements on work tables, each its own transaction unless the caller says otherwise. */
  public JdbcClient jdbc() {
    return jdbc;
  }

  /** For libraries that want a data source. */
  public DataSource dataSource() {
    return pool;
  }

  @Override
  public void close() {
    pool.close();
  }
}
