package io.washa.testing;

import io.washa.servers.Database;
import io.washa.servers.Servers;
import io.washa.tenancy.CellSetup;
import io.washa.tenancy.Secrets;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/** Gives a context a fresh cell, a keyset, Redis and a Daraja simulator. */
class TestEnvironment implements ApplicationContextInitializer<ConfigurableApplicationContext> {
  static final CellSetup.Passwords PASSWORDS = new CellSetup.Passwords("owner", "app", "control");

  @Override
  public void initialize(ConfigurableApplicationContext context) {
    Servers servers = Servers.forTests();
    Database database = servers.freshDatabase();
    int port = freePort();
    prepare(database);
    TestPropertyValues.of(
            Map.of(
                "washa.database.url", database.jdbcUrl(),
                "washa.database.owner-password", PASSWORDS.owner(),
                "washa.database.app-password", PASSWORDS.app(),
                "washa.database.control-password", PASSWORDS.control(),
                "washa.redis.url", servers.redisUrl(),
                "washa.secrets.keyset-file", keyset().toString(),
                "washa.daraja.base-url", Safaricom.url(),
                "server.port", Integer.toString(port),
                "washa.public-url", "http://127.0.0.1:" + port))
        .applyTo(context);
    TestPropertyValues.of(
            "washa.hub.port=0",
            "server.forward-headers-strategy=native",
            "server.tomcat.remoteip.internal-proxies=127\\.0\\.0\\.1",
            "washa.hub.heartbeat=1s",
            "spring.jpa.open-in-view=false",
            "spring.jpa.hibernate.ddl-auto=none",
            "spring.jpa.properties.hibernate.boot.allow_jdbc_metadata_access=false",
            "spring.jpa.database-platform=org.hibernate.dialect.PostgreSQLDialect",
            "spring.threads.virtual.enabled=true")
        .applyTo(context);
  }

  private static void prepare(Database database) {
    try (Connection superuser = database.connect()) {
      CellSetup.prepare(superuser, PASSWORDS);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Callbacks must be addressed before the server has told its port. */
  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Path keyset() {
    try {
      Path file = Files.createTempDirectory("washa-test").resolve("keyset.json");
      Secrets.createKeyset(file);
      return file;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
