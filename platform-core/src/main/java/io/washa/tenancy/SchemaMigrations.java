package io.washa.tenancy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import liquibase.Contexts;
import liquibase.LabelExpression;
import liquibase.Liquibase;
import liquibase.database.Database;
import liquibase.database.DatabaseFactory;
import liquibase.database.jvm.JdbcConnection;
import liquibase.resource.ClassLoaderResourceAccessor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings every schema of the cell to this version: {@code control} and {@code work} by Liquibase,
 * tenants by SQL generated from their changelog. One query tells which tenants are behind; only
 * those are touched; a run that was cut off is simply repeated.
 */
final class SchemaMigrations {
  private static final Logger log = LoggerFactory.getLogger(SchemaMigrations.class);

  private final Pools pools;

  SchemaMigrations(Pools pools) {
    this.pools = pools;
  }

  /** Migrates and verifies everything; pods that start together take turns. */
  void migrateAll() {
    try (Connection owner = pools.owner()) {
      try (Statement statement = owner.createStatement()) {
        statement.execute("SELECT pg_advisory_lock(8241)");
        migrateShared("control");
        migrateShared("work");
        migrateTenants(owner);
        statement.execute("SELECT pg_advisory_unlock(8241)");
      }
    } catch (Exception e) {
      throw new IllegalStateException("schemas could not be migrated: " + e.getMessage(), e);
    }
  }

  /** Makes a new tenant's tables in its empty schema and gives its role the use of them. */
  void create(TenantId tenant) {
    try (Connection owner = pools.owner()) {
      if (!TenantScript.fingerprint().equals(fingerprints(owner).get(tenant.schema()))) {
        bring(owner, tenant.schema(), TenantScript.full());
      }
    } catch (Exception e) {
      throw new IllegalStateException(
          "schema of tenant " + tenant + " could not be made: " + e.getMessage(), e);
    }
  }

  private void migrateShared(String schema) throws Exception {
    try (Connection connection = pools.owner()) {
      // One query instead of Liquibase's start-up, when there is nothing to do.
      String fingerprint =
          java.util.HexFormat.of()
              .formatHex(Tenants.sha256(CellSetup.resource("db/" + schema + ".sql")));
      if (exists(connection, "control.migration")
          && fingerprint.equals(fingerprints(connection).get(schema))) {
        return;
      }
      try (Statement statement = connection.createStatement()) {
        statement.execute("SET search_path TO " + schema);
      }
      Database database =
          DatabaseFactory.getInstance()
              .findCorrectDatabaseImplementation(new JdbcConnection(connection));
      database.setDefaultSchemaName(schema);
      database.setLiquibaseSchemaName(schema);
      Liquibase liquibase =
          new Liquibase("db/" + schema + ".sql", new ClassLoaderResourceAccessor(), database);
      liquibase.update(new Contexts(), new LabelExpression());
      connection.setAutoCommit(true);
      record(connection, schema, fingerprint);
      log.info("schema {} is up to date", schema);
    }
  }

  private void migrateTenants(Connection owner) throws Exception {
    String current = TenantScript.fingerprint();
    Map<String, List<String>> behind = new HashMap<>();
    fingerprints(owner)
        .forEach((schema, fingerprint) -> {
          if (schema.startsWith("t_") && !fingerprint.equals(current)) {
            behind.computeIfAbsent(fingerprint, _ -> new ArrayList<>()).add(schema);
          }
        });
    for (List<String> alike : behind.values()) {
      String script = pendingScript(alike.getFirst());
      for (String schema : alike) {
        bring(owner, schema, script);
      }
    }
  }

  private String pendingScript(String schema) throws Exception {
    try (Connection connection = pools.owner()) {
      try (Statement statement = connection.createStatement()) {
        statement.execute("SET search_path TO " + schema);
      }
      return TenantScript.pending(connection, schema);
    }
  }

  private void bring(Connection owner, String schema, String script) throws Exception {
    owner.setAutoCommit(false);
    try (Statement statement = owner.createStatement()) {
      statement.execute("SET LOCAL search_path TO " + schema);
      statement.execute(script);
      statement.execute(
          CellSetup.resource("db/tenant-grants.sql")
              .replace("${schema}", schema)
              .replace("${role}", schema));
      verify(statement, schema);
      record(owner, schema, TenantScript.fingerprint());
      owner.commit();
    } catch (Exception e) {
      owner.rollback();
      throw e;
    } finally {
      owner.setAutoCommit(true);
    }
    log.info("schema {} is up to date", schema);
  }

  private static void verify(Statement statement, String schema) throws Exception {
    List<String> done = new ArrayList<>();
    try (ResultSet rows =
        statement.executeQuery("SELECT id FROM databasechangelog ORDER BY orderexecuted")) {
      while (rows.next()) {
        done.add(Objects.requireNonNull(rows.getString(1)));
      }
    }
    if (!done.equals(TenantScript.changesets())) {
      throw new IllegalStateException("schema " + schema + " has the history " + done);
    }
  }

  private static boolean exists(Connection connection, String table) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT to_regclass('" + table + "') IS NOT NULL")) {
      return row.next() && row.getBoolean(1);
    }
  }

  private static Map<String, String> fingerprints(Connection connection) throws SQLException {
    Map<String, String> known = new HashMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("SELECT schema_name, fingerprint FROM control.migration")) {
      while (rows.next()) {
        known.put(rows.getString(1), rows.getString(2));
      }
    }
    return known;
  }

  private static void record(Connection connection, String schema, String fingerprint)
      throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "INSERT INTO control.migration (schema_name, fingerprint) VALUES (?, ?)"
                + " ON CONFLICT (schema_name)"
                + " DO UPDATE SET fingerprint = excluded.fingerprint, migrated_at = now()")) {
      statement.setString(1, schema);
      statement.setString(2, fingerprint);
      statement.executeUpdate();
    }
  }
}
