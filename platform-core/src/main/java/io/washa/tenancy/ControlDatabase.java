package io.washa.tenancy;

import com.zaxxer.hikari.HikariDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The schema {@code control} through a pool of its own, so that what is read or written here is
 * never part of a tenant's transaction.
 */
public final class ControlDatabase implements AutoCloseable {
  private final HikariDataSource pool;
  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;

  ControlDatabase(Pools pools) {
    pool = pools.control();
    jdbc = JdbcClient.create(pool);
    transaction = new TransactionTemplate(new JdbcTransactionManager(pool));
  }

  /** Statements on the directory's tables, by unqualified name. */
  public JdbcClient jdbc() {
    return jdbc;
  }

  /** Transactions on the directory only. */
  public TransactionTemplate transaction() {
    return transaction;
  }

  @Override
  public void close() {
    pool.close();
  }
}
