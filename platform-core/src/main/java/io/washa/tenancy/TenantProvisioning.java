package io.washa.tenancy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Makes tenants: directory entry, role, schema, seed data. Each step leaves alone what is there, so
 * that provisioning which failed half-way is resumed by asking for the same tenant again.
 */
public final class TenantProvisioning {
  private final Pools pools;
  private final ControlDatabase control;
  private final SchemaMigrations migrations;
  private final Tenants tenants;
  private final TransactionTemplate transaction;
  private final List<TenantSeeder> seeders;

  TenantProvisioning(
      Pools pools,
      ControlDatabase control,
      Tenants tenants,
      TransactionTemplate transaction,
      List<TenantSeeder> seeders) {
    this.pools = pools;
    this.control = control;
    this.migrations = new SchemaMigrations(pools);
    this.tenants = tenants;
    this.transaction = transaction;
    this.seeders = List.copyOf(seeders);
  }

  /**
   * What an ISP is made from.
   *
   * @param slug 2–30 lower-case letters, digits and hyphens, beginning with a letter; unique
   * @param hosts lower-case names under which its portal is found
   */
  public record NewTenant(String slug, String name, Tenant.Brand brand, List<String> hosts) {}

  /**
   * Makes the tenant, or completes it.
   *
   * @return the tenant, in business
   */
  public Tenant provision(NewTenant wanted) {
    TenantId id = enter(wanted);
    makeRoleAndSchema(id);
    migrations.create(id);
    TenantContext.run(
        id,
        () -> seeders.forEach(seeder -> transaction.executeWithoutResult(status -> seeder.seed())));
    control
        .jdbc()
        .sql("UPDATE tenant SET state = 'active' WHERE id = ? AND state = 'provisioning'")
        .param(id.value())
        .update();
    tenants.forget();
    return tenants.get(id);
  }

  private TenantId enter(NewTenant wanted) {
    return Objects.requireNonNull(
        control
            .transaction()
            .execute(status -> {
              control
                  .jdbc()
                  .sql(
                      "INSERT INTO tenant (slug, name, brand_colour, support_phone)"
                          + " VALUES (?, ?, ?, ?) ON CONFLICT (slug) DO NOTHING")
                  .params(
                      wanted.slug(),
                      wanted.name(),
                      wanted.brand().colour(),
                      wanted.brand().supportPhone())
                  .update();
              long id =
                  control
                      .jdbc()
                      .sql("SELECT id FROM tenant WHERE slug = ?")
                      .param(wanted.slug())
                      .query(Long.class)
                      .single();
              for (String host : wanted.hosts()) {
                control
                    .jdbc()
                    .sql(
                        "INSERT INTO tenant_host (host, tenant_id) VALUES (?, ?)"
                            + " ON CONFLICT DO NOTHING")
                    .params(host, id)
                    .update();
              }
              return new TenantId(id);
            }));
  }

  private void makeRoleAndSchema(TenantId id) {
    String name = id.schema();
    try (Connection owner = pools.owner();
        Statement statement = owner.createStatement()) {
      if (!roleExists(statement, name)) {
        statement.execute("CREATE ROLE " + name + " NOLOGIN");
      }
      statement.execute("GRANT washa_tenant TO " + name + " WITH INHERIT TRUE, SET FALSE");
      statement.execute("GRANT " + name + " TO washa_app WITH INHERIT FALSE, SET TRUE");
      statement.execute("CREATE SCHEMA IF NOT EXISTS " + name);
    } catch (SQLException e) {
      throw new IllegalStateException("role of tenant " + id + " could not be made", e);
    }
  }

  private static boolean roleExists(Statement statement, String name) throws SQLException {
    try (ResultSet rows =
        statement.executeQuery("SELECT 1 FROM pg_roles WHERE rolname = '" + name + "'")) {
      return rows.next();
    }
  }
}
