package io.washa.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServersTest {

  @Test
  void freshDatabasesAreSeparate() throws SQLException {
    Database one = Servers.forTests().freshDatabase();
    Database other = Servers.forTests().freshDatabase();

    run(one, "CREATE TABLE only_here (id int)");

    assertThat(query(one, "SELECT to_regclass('only_here')")).isEqualTo("only_here");
    assertThat(query(other, "SELECT to_regclass('only_here')")).isNull();
  }

  @Test
  void aNamedDatabaseIsMadeOnce() throws SQLException {
    Database first = Servers.forTests().database("named");
    run(first, "CREATE TABLE kept (id int)");

    assertThat(query(Servers.forTests().database("named"), "SELECT to_regclass('kept')"))
        .isEqualTo("kept");
  }

  @Test
  void aNameThatIsNoNameIsRefused() {
    assertThatThrownBy(() -> Servers.forTests().database("a; DROP DATABASE postgres"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theServersAreTheOnesThatProductionRuns() throws SQLException {
    Database database = Servers.forTests().freshDatabase();

    assertThat(query(database, "SHOW server_version")).startsWith("18");
    assertThat(query(database, "SELECT lower('ÄÖ') || ('B' < 'a')::text")).isEqualTo("äötrue");
    assertThat(Redis.ask(Servers.forTests().redisUrl(), "PING")).isEqualTo("+PONG");
  }

  @Test
  void testsDoNotWaitForTheDiskUnlessTheyAskTo() throws SQLException {
    assertThat(writes(Servers.forTests())).isEqualTo("off off off");

    try (Servers durable = Servers.temporary().durableWrites().start()) {
      assertThat(writes(durable)).isEqualTo("on on on");
    }
  }

  @Test
  void durableServersKeepTheirDataAndTheirPromises(@TempDir Path data) throws Exception {
    int postgres = Ports.free();
    int redis = Ports.free();
    try (Servers servers = Servers.durable(data, postgres, redis)) {
      Database database = servers.database("washa");
      assertThat(database.jdbcUrl()).isEqualTo("jdbc:postgresql://127.0.0.1:%d/washa", postgres);
      assertThat(servers.redisUrl()).isEqualTo("redis://127.0.0.1:%d", redis);
      assertThat(writes(servers)).isEqualTo("on on on");
      assertThat(query(database, "SHOW recovery_init_sync_method")).isEqualTo("syncfs");
      assertThat(query(database, "SHOW listen_addresses")).isEqualTo("127.0.0.1");
      run(database, "CREATE TABLE paid (receipt text)");
      run(database, "INSERT INTO paid VALUES ('SLK41H7A2B')");
    }
    try (Servers servers = Servers.durable(data, postgres, redis)) {
      assertThat(query(servers.database("washa"), "SELECT receipt FROM paid"))
          .isEqualTo("SLK41H7A2B");
    }
  }

  @Test
  void aFirstStartThatWasKilledHalfWayIsDoneAgain(@TempDir Path data) throws Exception {
    Path cluster = Files.createDirectories(data.resolve("postgres/data"));
    Files.writeString(cluster.resolve("postgresql.conf"), "# initdb came this far\n");
    Path unpacked = Files.createDirectories(data.resolve("binaries/PG-half/bin"));
    Files.writeString(unpacked.resolve("initdb"), "half");

    try (Servers servers = Servers.durable(data, Ports.free(), Ports.free())) {
      assertThat(query(servers.freshDatabase(), "SELECT 1")).isEqualTo("1");
    }
    assertThat(data.resolve("binaries/PG-half")).doesNotExist();
  }

  @Test
  void oneFolderServesOneAtATime(@TempDir Path data) throws Exception {
    try (Servers first = Servers.durable(data, Ports.free(), Ports.free())) {
      assertThatThrownBy(() -> Servers.durable(data, Ports.free(), Ports.free()))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("In use by another run");
      assertThat(query(first.freshDatabase(), "SELECT 1")).isEqualTo("1");
    }
  }

  @Test
  void aTakenPortIsNamedWithTheServerThatWantsIt(@TempDir Path data) throws Exception {
    int redis = Ports.free();
    try (ServerSocket taken = new ServerSocket(redis)) {
      assertThatThrownBy(() -> Servers.durable(data, Ports.free(), redis))
          .hasMessage("Port %d is taken; Redis wants it", taken.getLocalPort());
    }
    Servers.durable(data, Ports.free(), redis).close();
  }

  private static String writes(Servers servers) throws SQLException {
    Database database = servers.freshDatabase();
    return query(database, "SHOW fsync")
        + " "
        + query(database, "SHOW synchronous_commit")
        + " "
        + query(database, "SHOW full_page_writes");
  }

  private static void run(Database database, String sql) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  static String query(Database database, String sql) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      assertThat(rows.next()).isTrue();
      return rows.getString(1);
    }
  }
}
