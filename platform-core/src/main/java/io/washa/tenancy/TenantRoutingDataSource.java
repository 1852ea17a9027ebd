package io.washa.tenancy;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.springframework.jdbc.datasource.AbstractDataSource;

/**
 * Gives connections that act as the bound tenant's role, with its schema as search path.
 *
 * <p>Tenants hash onto a few small pools, the lanes, so that a backend process meets few schemas:
 * its catalogue cache grows with every one and is never freed. One tenant holds at most half of its
 * lane, so that a busy one leaves room for its neighbours.
 */
final class TenantRoutingDataSource extends AbstractDataSource implements AutoCloseable {
  private final List<HikariDataSource> lanes;
  private final Map<TenantId, Semaphore> shares = new ConcurrentHashMap<>();
  private final int share;
  private final Duration checkout;

  TenantRoutingDataSource(Pools pools, DatabaseProperties database) {
    this.lanes = IntStream.range(0, database.lanes()).mapToObj(pools::lane).toList();
    this.share = Math.max(1, database.laneSize() / 2);
    this.checkout = database.checkout();
  }

  @Override
  public Connection getConnection() throws SQLException {
    TenantId tenant = TenantContext.current();
    Semaphore permits = shares.computeIfAbsent(tenant, _ -> new Semaphore(share));
    acquire(permits, tenant);
    Connection pooled = null;
    boolean done = false;
    try {
      HikariDataSource lane = lanes.get((int) (tenant.value() % lanes.size()));
      pooled = lane.getConnection();
      Connection connection = TenantConnection.open(pooled, tenant, lane, permits::release);
      done = true;
      return connection;
    } finally {
      if (!done) {
        if (pooled != null) {
          pooled.close();
        }
        permits.release();
      }
    }
  }

  private void acquire(Semaphore permits, TenantId tenant) throws SQLException {
    try {
      if (!permits.tryAcquire(checkout.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new SQLTransientConnectionException(
            "tenant " + tenant + " already holds its share of connections");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SQLTransientConnectionException("interrupted while waiting for a connection", e);
    }
  }

  @Override
  public Connection getConnection(String username, String password) throws SQLException {
    throw new SQLException("connections are given for the bound tenant only");
  }

  @Override
  public void close() {
    lanes.forEach(HikariDataSource::close);
  }
}
