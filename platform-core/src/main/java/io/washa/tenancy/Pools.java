package io.washa.tenancy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import org.postgresql.ds.PGSimpleDataSource;

/** Makes connection pools and single connections, all with the same bounds on waiting. */
final class Pools {
  private final DatabaseProperties database;

  Pools(DatabaseProperties database) {
    this.database = database;
  }

  /** A pool of the login role, whose connections take tenants' roles at checkout. */
  HikariDataSource lane(int number) {
    return new HikariDataSource(
        configuration("lane-" + number, "washa_app", database.appPassword(), database.laneSize()));
  }

  /** A pool whose connections are the worker's for good. */
  HikariDataSource worker() {
    HikariConfig config = configuration("worker", "washa_app", database.appPassword(), 6);
    config.setConnectionInitSql("SET ROLE washa_worker; SET search_path TO work");
    return new HikariDataSource(config);
  }

  HikariDataSource control() {
    HikariConfig config = configuration("control", "washa_control", database.controlPassword(), 4);
    config.setSchema("control");
    return new HikariDataSource(config);
  }

  private HikariConfig configuration(String name, String user, String password, int size) {
    HikariConfig config = new HikariConfig();
    config.setPoolName(name);
    config.setJdbcUrl(database.url());
    config.setUsername(user);
    config.setPassword(password);
    config.setMaximumPoolSize(size);
    config.setMinimumIdle(0);
    config.setIdleTimeout(60_000);
    config.setMaxLifetime(database.maxLifetime().toMillis());
    config.setConnectionTimeout(database.checkout().toMillis());
    // The database may start after us; the first caller then waits its time-out, not the start-up.
    config.setInitializationFailTimeout(-1);
    Properties bounds = new Properties();
    bounds.setProperty("connectTimeout", "5");
    bounds.setProperty("socketTimeout", "60");
    bounds.setProperty("tcpKeepAlive", "true");
    bounds.setProperty(
        "options",
        "-c statement_timeout=30s -c lock_timeout=10s"
            + " -c idle_in_transaction_session_timeout=60s");
    config.setDataSourceProperties(bounds);
    return config;
  }

  /** A connection of the owner of all tables, for migrations and provisioning only. */
  Connection owner() throws SQLException {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(database.url());
    source.setUser("washa_owner");
    source.setPassword(database.ownerPassword());
    source.setConnectTimeout(5);
    source.setTcpKeepAlive(true);
    return source.getConnection();
  }
}
