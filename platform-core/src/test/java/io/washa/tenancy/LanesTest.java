package io.washa.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.washa.testing.CoreTest;
import io.washa.testing.World;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@CoreTest
class LanesTest {
  private final TenantRoutingDataSource connections;
  private final TenantId busy;
  private final TenantId neighbour;
  private final List<Connection> held = new ArrayList<>();

  LanesTest(World world, Pools pools, DatabaseProperties database) {
    // One lane, so that neighbours share it; a short wait, so that the refusal is quick.
    this.connections =
        new TenantRoutingDataSource(
            pools,
            new DatabaseProperties(
                database.url(),
                database.ownerPassword(),
                database.appPassword(),
                database.controlPassword(),
                1,
                database.laneSize(),
                database.maxLifetime(),
                Duration.ofMillis(300)));
    this.busy = world.anIsp().id();
    this.neighbour = world.anIsp().id();
  }

  @AfterEach
  void giveBack() throws SQLException {
    for (Connection connection : held) {
      connection.close();
    }
    connections.close();
  }

  @Test
  void aBusyTenantLeavesHalfOfItsLaneToItsNeighbours() throws SQLException {
    for (int i = 0; i < 4; i++) {
      held.add(connectionOf(busy));
    }

    assertThatThrownBy(() -> connectionOf(busy))
        .isInstanceOf(SQLTransientConnectionException.class)
        .hasMessageContaining("already holds its share");
    held.add(connectionOf(neighbour));

    held.removeFirst().close();
    held.add(connectionOf(busy));
  }

  @Test
  void aConnectionThatComesBackIsNobodysUntilItIsTakenAgain() throws SQLException {
    try (Connection first = connectionOf(busy)) {
      assertThat(roleAndPath(first)).isEqualTo(busy.schema() + " " + busy.schema());
    }
    try (Connection second = connectionOf(neighbour)) {
      assertThat(roleAndPath(second)).isEqualTo(neighbour.schema() + " " + neighbour.schema());
    }
  }

  @Test
  void aConnectionGivenBackInTheMiddleOfATransactionKeepsNothingOfIt() throws SQLException {
    try (Connection first = connectionOf(busy)) {
      first.setAutoCommit(false);
      first.createStatement().execute("INSERT INTO wallet (owner) VALUES (uuidv7())");
    }
    try (Connection second = connectionOf(busy);
        var rows = second.createStatement().executeQuery("SELECT count(*) FROM wallet")) {
      rows.next();
      assertThat(second.getAutoCommit()).isTrue();
      assertThat(rows.getInt(1)).isZero();
    }
  }

  private Connection connectionOf(TenantId tenant) throws SQLException {
    return TenantContext.<Connection, SQLException>call(tenant, connections::getConnection);
  }

  private static String roleAndPath(Connection connection) throws SQLException {
    try (var rows =
        connection
            .createStatement()
            .executeQuery("SELECT current_user || ' ' || current_schema()")) {
      rows.next();
      return rows.getString(1);
    }
  }
}
