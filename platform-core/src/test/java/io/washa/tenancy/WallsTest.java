package io.washa.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.washa.ledger.Account;
import io.washa.testing.CoreTest;
import io.washa.work.DueIndex;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@CoreTest
class WallsTest {
  private final TenantProvisioning provisioning;
  private final JdbcClient jdbc;
  private final DueIndex due;
  private final TransactionTemplate transaction;
  private final DatabaseProperties database;
  private final Secrets secrets;
  private TenantId simba = new TenantId(1);
  private TenantId chui = new TenantId(1);

  WallsTest(
      TenantProvisioning provisioning,
      JdbcClient jdbc,
      DueIndex due,
      TransactionTemplate transaction,
      DatabaseProperties database,
      Secrets secrets) {
    this.provisioning = provisioning;
    this.jdbc = jdbc;
    this.due = due;
    this.transaction = transaction;
    this.database = database;
    this.secrets = secrets;
  }

  @BeforeEach
  void twoIsps() {
    simba = isp("simba");
    chui = isp("chui");
  }

  private TenantId isp(String slug) {
    return provisioning
        .provision(
            new TenantProvisioning.NewTenant(
                slug, slug, new Tenant.Brand("#0b6e4f", "0700 000 000"), List.of(slug + ".test")))
        .id();
  }

  @Test
  void provisioningAgainCompletesTheSameTenant() {
    assertThat(isp("simba")).isEqualTo(simba);
  }

  @Test
  void aTenantReadsItsOwnTables() {
    assertThat(accounts(simba, "account")).isEqualTo(Account.values().length);
  }

  @Test
  void aTenantCannotReadAnothersTables() {
    assertThatThrownBy(() -> accounts(simba, chui.schema() + ".account"))
        .hasStackTraceContaining("permission denied");
  }

  @Test
  void aTenantSeesItsOwnWorkRowsAndNoOthers() {
    UUID subject = UUID.randomUUID();
    TenantContext.run(simba, () -> due.set("test", subject, Instant.parse("2020-01-01T00:00:00Z")));

    assertThat(TenantContext.call(simba, () -> rowsFor(subject))).isEqualTo(1);
    assertThat(TenantContext.call(chui, () -> rowsFor(subject))).isZero();
    TenantContext.run(simba, () -> due.clear("test", List.of(subject)));
  }

  @Test
  void aTenantCannotWriteAWorkRowInAnothersName() {
    assertThatThrownBy(() -> TenantContext.run(simba, () -> insertDue(chui)))
        .hasStackTraceContaining("row-level security");
    TenantContext.run(simba, () -> insertDue(simba));
  }

  @Test
  void theLoginRoleWithoutATenantsRoleReadsNothing() throws Exception {
    Properties login = new Properties();
    login.setProperty("user", "washa_app");
    login.setProperty("password", database.appPassword());
    try (Connection bare = DriverManager.getConnection(database.url(), login);
        var statement = bare.createStatement()) {
      assertThatThrownBy(
              () -> statement.executeQuery("SELECT * FROM " + simba.schema() + ".wallet"))
          .hasStackTraceContaining("permission denied");
      assertThatThrownBy(() -> statement.executeQuery("SELECT * FROM work.due"))
          .hasStackTraceContaining("permission denied");
      assertThatThrownBy(() -> statement.executeQuery("SELECT * FROM control.tenant"))
          .hasStackTraceContaining("permission denied");
      statement.execute("SET ROLE " + simba.schema());
      try (var rows = statement.executeQuery("SELECT * FROM " + simba.schema() + ".wallet")) {
        assertThat(rows.next()).isFalse();
      }
    }
  }

  @Test
  void theBooksCannotBeRewritten() {
    assertThatThrownBy(() ->
            TenantContext.run(simba, () -> jdbc.sql("UPDATE posting SET amount = 1").update()))
        .hasStackTraceContaining("permission denied");
    assertThatThrownBy(
            () -> TenantContext.run(simba, () -> jdbc.sql("DELETE FROM journal_entry").update()))
        .hasStackTraceContaining("permission denied");
  }

  @Test
  void codeWithoutATenantGetsNoConnection() {
    assertThatThrownBy(() -> jdbc.sql("SELECT 1").query(Integer.class).single())
        .hasStackTraceContaining("no tenant is bound");
  }

  @Test
  void aTransactionOfOneTenantCannotActForAnother() {
    assertThatThrownBy(() ->
            TenantContext.run(
                simba,
                () ->
                    transaction.executeWithoutResult(
                        _ -> TenantContext.run(chui, () -> insertDue(chui)))))
        .hasMessageContaining("cannot act for");
  }

  @Test
  void aSecretOpensForItsTenantAndPurposeOnly() {
    byte[] sealed = TenantContext.call(simba, () -> secrets.seal("router", "hunter2"));

    assertThat(
            TenantContext.<String, RuntimeException>call(
                simba, () -> secrets.open("router", sealed)))
        .isEqualTo("hunter2");
    assertThatThrownBy(() -> TenantContext.run(chui, () -> secrets.open("router", sealed)))
        .isInstanceOf(Secrets.SealBrokenException.class);
    assertThatThrownBy(() -> TenantContext.run(simba, () -> secrets.open("pppoe", sealed)))
        .isInstanceOf(Secrets.SealBrokenException.class);
  }

  @Test
  void aTenantHasAtMostFortyFiveTables() {
    int tables =
        TenantContext.call(
            simba,
            () ->
                jdbc.sql("SELECT count(*) FROM pg_tables WHERE schemaname = ?")
                    .param(simba.schema())
                    .query((row, _) -> row.getInt(1))
                    .single());

    assertThat(tables).isBetween(15, 45);
  }

  private int accounts(TenantId tenant, String table) {
    return TenantContext.call(
        tenant,
        () -> jdbc.sql("SELECT count(*) FROM " + table).query((row, _) -> row.getInt(1)).single());
  }

  private int rowsFor(UUID subject) {
    return jdbc.sql("SELECT count(*) FROM work.due WHERE subject = ?")
        .param(subject)
        .query((row, _) -> row.getInt(1))
        .single();
  }

  private void insertDue(TenantId named) {
    jdbc.sql(
            "INSERT INTO work.due (tenant, kind, subject, due_at)"
                + " VALUES (?, 'test', uuidv7(), 'infinity')")
        .param(named.value())
        .update();
  }
}
