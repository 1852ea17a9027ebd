package io.washa.admin.signin;

import io.washa.servers.Database;
import io.washa.servers.Servers;
import io.washa.tenancy.CellSetup;
import io.washa.tenancy.Secrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.persistence.autoconfigure.EntityScan;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.data.jpa.repository.config.EnableJpaRepositories;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

/** A pod with the role admin alone, on a database of its own and with a realm of the test's. */
@SpringBootApplication(scanBasePackages = "io.washa")
@EntityScan("io.washa")
@EnableJpaRepositories("io.washa")
@EnableScheduling
class DeskServer {
  static final FakeRealm REALM = new FakeRealm(0);

  @Bean
  ThreadPoolTaskScheduler taskScheduler() {
    return new ThreadPoolTaskScheduler();
  }

  /** What the pod is told. */
  static final class Environment
      implements ApplicationContextInitializer<ConfigurableApplicationContext> {
    private static final CellSetup.Passwords PASSWORDS =
        new CellSetup.Passwords("owner", "app", "control");

    @Override
    public void initialize(ConfigurableApplicationContext context) {
      Servers servers = Servers.forTests();
      Database database = servers.freshDatabase();
      try (Connection superuser = database.connect()) {
        CellSetup.prepare(superuser, PASSWORDS);
        Path keyset = Files.createTempDirectory("washa-desk").resolve("keyset.json");
        Secrets.createKeyset(keyset);
        TestPropertyValues.of(
                Map.of(
                    "washa.database.url", database.jdbcUrl(),
                    "washa.database.owner-password", PASSWORDS.owner(),
                    "washa.database.app-password", PASSWORDS.app(),
                    "washa.database.control-password", PASSWORDS.control(),
                    "washa.redis.url", servers.redisUrl(),
                    "washa.secrets.keyset-file", keyset.toString(),
                    "washa.identity.issuer", REALM.issuer()))
            .applyTo(context);
      } catch (SQLException | IOException e) {
        throw new IllegalStateException(e);
      }
      TestPropertyValues.of(
              "washa.roles=admin",
              "washa.hub.port=0",
              "washa.public-url=http://127.0.0.1",
              "washa.daraja.base-url=http://127.0.0.1:9",
              "vaadin.url-mapping=/admin/*",
              "vaadin.productionMode=true",
              "server.servlet.session.tracking-modes=cookie",
              "spring.jpa.open-in-view=false",
              "spring.jpa.hibernate.ddl-auto=none",
              "spring.jpa.properties.hibernate.boot.allow_jdbc_metadata_access=false",
              "spring.jpa.database-platform=org.hibernate.dialect.PostgreSQLDialect")
          .applyTo(context);
    }
  }
}
