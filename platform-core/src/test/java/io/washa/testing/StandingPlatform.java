package io.washa.testing;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The core, standing for tests whose runner is not Spring's. To be closed after them: it shares
 * Redis with the other tests' core, and would hold its shards.
 */
public final class StandingPlatform {
  private static final ConfigurableApplicationContext CONTEXT =
      new SpringApplicationBuilder(CorePlatform.class)
          .initializers(new TestEnvironment())
          .registerShutdownHook(true)
          .run();

  private StandingPlatform() {}

  /** Stops it. */
  public static void close() {
    CONTEXT.close();
  }

  /** A part of it. */
  public static <T> T bean(Class<T> type) {
    return CONTEXT.getBean(type);
  }

  /** Changes a schema as its owner may. */
  public static void asOwner(String sql) {
    String url = String.valueOf(CONTEXT.getEnvironment().getProperty("washa.database.url"));
    try (Connection owner =
            DriverManager.getConnection(url, "washa_owner", TestEnvironment.PASSWORDS.owner());
        Statement statement = owner.createStatement()) {
      boolean _ = statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
