package io.washa.tenancy;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DatabaseProperties.class)
class TenancyConfiguration {

  /** Migrates before anything can ask for a connection, unless another pod or a job does it. */
  @Bean
  Pools pools(DatabaseProperties database, @Value("${washa.migrate:true}") boolean migrate) {
    Pools pools = new Pools(database);
    if (migrate) {
      new SchemaMigrations(pools).migrateAll();
    }
    return pools;
  }

  @Bean
  ControlDatabase controlDatabase(Pools pools) {
    return new ControlDatabase(pools);
  }

  @Bean
  WorkerDatabase workerDatabase(Pools pools) {
    return new WorkerDatabase(pools);
  }

  /** The one data source of all tenant data, for JPA and JdbcClient alike. */
  @Bean
  @Primary
  DataSource tenantData(Pools pools, DatabaseProperties database) {
    return new TenantRoutingDataSource(pools, database);
  }

  @Bean
  Tenants tenants(ControlDatabase control) {
    return new Tenants(control);
  }

  @Bean
  TransactionTemplate tenantTransaction(PlatformTransactionManager transactions) {
    return new TransactionTemplate(transactions);
  }

  @Bean
  TenantProvisioning tenantProvisioning(
      Pools pools,
      ControlDatabase control,
      Tenants tenants,
      TransactionTemplate transaction,
      List<TenantSeeder> seeders) {
    return new TenantProvisioning(pools, control, tenants, transaction, seeders);
  }

  @Bean
  Secrets secrets(@Value("${washa.secrets.keyset-file}") Path keyset) {
    return Secrets.fromKeyset(keyset);
  }

  @Bean
  DatabaseClock clock(WorkerDatabase worker) {
    DatabaseClock clock = new DatabaseClock(() -> databaseNow(worker), Clock.systemUTC());
    clock.follow();
    return clock;
  }

  @Bean
  ClockFollower clockFollower(DatabaseClock clock) {
    return new ClockFollower(clock);
  }

  private static Instant databaseNow(WorkerDatabase worker) {
    return worker
        .jdbc()
        .sql("SELECT platform_now()")
        .query(OffsetDateTime.class)
        .single()
        .toInstant();
  }

  /** Keeps the platform's clock on the database's. */
  record ClockFollower(DatabaseClock clock) {
    @Scheduled(fixedDelay = 5000)
    void follow() {
      clock.follow();
    }
  }
}
