package io.washa.tenancy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.HexFormat;
import java.util.List;
import liquibase.Liquibase;
import liquibase.changelog.ChangeSet;
import liquibase.command.CommandScope;
import liquibase.command.core.UpdateSqlCommandStep;
import liquibase.command.core.helpers.DbUrlConnectionArgumentsCommandStep;
import liquibase.database.Database;
import liquibase.database.DatabaseFactory;
import liquibase.database.OfflineConnection;
import liquibase.database.core.PostgresDatabase;
import liquibase.database.jvm.JdbcConnection;
import liquibase.exception.LiquibaseException;
import liquibase.resource.ClassLoaderResourceAccessor;

/**
 * Turns the tenants' changelog into plain SQL with unqualified names, Liquibase's own bookkeeping
 * included, to be run in any tenant's schema. Several times faster than Liquibase for each tenant,
 * and free of its JVM-wide caches, which once made it skip tenants and report success.
 */
final class TenantScript {
  private static final String CHANGELOG = "db/tenant.sql";

  private TenantScript() {}

  /** Tells this version of the tenants' schema from any other. */
  static String fingerprint() {
    String all = CellSetup.resource(CHANGELOG) + CellSetup.resource("db/tenant-grants.sql");
    return HexFormat.of().formatHex(Tenants.sha256(all));
  }

  /** Everything, for a schema that is empty. */
  static String full() throws Exception {
    Path history = Files.createTempFile("washa-changelog", ".csv");
    Files.delete(history);
    ClassLoaderResourceAccessor resources = new ClassLoaderResourceAccessor();
    try (OfflineConnection offline =
        new OfflineConnection(
            "offline:postgresql?version=18.0&outputLiquibaseSql=all&changeLogFile=" + history,
            resources)) {
      PostgresDatabase database = new PostgresDatabase();
      database.setConnection(offline);
      return write(database);
    } finally {
      Files.deleteIfExists(history);
    }
  }

  /**
   * What a schema that is behind lacks; good for every schema with the same fingerprint.
   *
   * @param connection of the owner, with the schema as search path
   */
  static String pending(Connection connection, String schema) throws Exception {
    Database database =
        DatabaseFactory.getInstance()
            .findCorrectDatabaseImplementation(new JdbcConnection(connection));
    database.setDefaultSchemaName(schema);
    database.setLiquibaseSchemaName(schema);
    return write(database);
  }

  /** The ids of all changesets, in order: what a migrated schema's history must say. */
  static List<String> changesets() throws LiquibaseException {
    PostgresDatabase database = new PostgresDatabase();
    try (Liquibase liquibase =
        new Liquibase(CHANGELOG, new ClassLoaderResourceAccessor(), database)) {
      return liquibase.getDatabaseChangeLog().getChangeSets().stream()
          .map(ChangeSet::getId)
          .toList();
    } catch (LiquibaseException e) {
      throw e;
    } catch (Exception e) {
      throw new LiquibaseException(e);
    }
  }

  private static String write(Database database) throws LiquibaseException {
    database.setOutputDefaultSchema(false);
    database.setOutputDefaultCatalog(false);
    ByteArrayOutputStream sql = new ByteArrayOutputStream();
    new CommandScope(UpdateSqlCommandStep.COMMAND_NAME)
        .addArgumentValue(DbUrlConnectionArgumentsCommandStep.DATABASE_ARG, database)
        .addArgumentValue(UpdateSqlCommandStep.CHANGELOG_FILE_ARG, CHANGELOG)
        .addArgumentValue(UpdateSqlCommandStep.OUTPUT_DEFAULT_SCHEMA_ARG, false)
        .addArgumentValue(UpdateSqlCommandStep.OUTPUT_DEFAULT_CATALOG_ARG, false)
        .setOutput(sql)
        .execute();
    return sql.toString(StandardCharsets.UTF_8);
  }
}
