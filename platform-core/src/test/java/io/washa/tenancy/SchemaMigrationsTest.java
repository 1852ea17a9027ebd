package io.washa.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.washa.testing.CoreTest;
import io.washa.testing.Isp;
import io.washa.testing.World;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

@CoreTest
class SchemaMigrationsTest {
  private final World world;
  private final Pools pools;

  SchemaMigrationsTest(World world, Pools pools) {
    this.world = world;
    this.pools = pools;
  }

  @Test
  void aTenantThatIsBehindIsBroughtUpAndItsNeighbourIsLeftAlone() throws SQLException {
    Isp behind = world.anIsp();
    Isp upToDate = world.anIsp();
    String before = migratedAt(upToDate);
    setBack(behind);
    assertThat(hasLastTable(behind)).isFalse();

    new SchemaMigrations(pools).migrateAll();

    assertThat(hasLastTable(behind)).isTrue();
    assertThat(fingerprint(behind)).isEqualTo(TenantScript.fingerprint());
    assertThat(migratedAt(upToDate)).isEqualTo(before);
  }

  @Test
  void aSchemaWhoseHistoryIsWrongIsNotCalledMigrated() throws SQLException {
    Isp odd = world.anIsp();
    execute(
        "UPDATE "
            + odd.id().schema()
            + ".databasechangelog SET id = 'odd' WHERE id = 'tenant-billing'",
        "UPDATE control.migration SET fingerprint = 'old' WHERE schema_name = '"
            + odd.id().schema()
            + "'");

    assertThatThrownBy(() -> new SchemaMigrations(pools).migrateAll())
        .hasMessageContaining("could not be migrated");
    assertThat(fingerprint(odd)).isEqualTo("old");

    execute(
        "UPDATE "
            + odd.id().schema()
            + ".databasechangelog SET id = 'tenant-billing' WHERE id = 'odd'");
    new SchemaMigrations(pools).migrateAll();
    assertThat(fingerprint(odd)).isEqualTo(TenantScript.fingerprint());
  }

  private void setBack(Isp isp) throws SQLException {
    String schema = isp.id().schema();
    // As far behind as can be, so that it need not be known what each changeset made.
    execute(
        "DROP SCHEMA " + schema + " CASCADE",
        "CREATE SCHEMA " + schema,
        "UPDATE control.migration SET fingerprint = 'old' WHERE schema_name = '" + schema + "'");
  }

  private boolean hasLastTable(Isp isp) throws SQLException {
    return "true"
        .equals(
            text("SELECT (to_regclass('" + isp.id().schema() + ".approval') IS NOT NULL)::text"));
  }

  private String fingerprint(Isp isp) throws SQLException {
    return text(
        "SELECT fingerprint FROM control.migration WHERE schema_name = '"
            + isp.id().schema()
            + "'");
  }

  private String migratedAt(Isp isp) throws SQLException {
    return text(
        "SELECT migrated_at::text FROM control.migration WHERE schema_name = '"
            + isp.id().schema()
            + "'");
  }

  private String text(String sql) throws SQLException {
    try (Connection owner = pools.owner();
        var statement = owner.createStatement();
        var row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }

  private void execute(String... statements) throws SQLException {
    try (Connection owner = pools.owner();
        var statement = owner.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }
}
