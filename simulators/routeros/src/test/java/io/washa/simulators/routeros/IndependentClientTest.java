package io.washa.simulators.routeros;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.SocketFactory;
import me.legrange.mikrotik.ApiConnection;
import me.legrange.mikrotik.MikrotikApiException;
import me.legrange.mikrotik.ResultListener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A client written by others for real routers finds nothing strange. */
class IndependentClientTest {
  private RouterOsSimulator router = aRouter("7.12");

  private static RouterOsSimulator aRouter(String version) {
    return RouterOsSimulator.builder()
        .version(version)
        .identity("hq")
        .user("washa", "secret")
        .cost(CostModel.FREE)
        .start();
  }

  @AfterEach
  void stop() {
    router.close();
  }

  private ApiConnection connect() throws MikrotikApiException {
    ApiConnection connection =
        ApiConnection.connect(SocketFactory.getDefault(), "127.0.0.1", router.apiPort(), 5_000);
    connection.setTimeout(5_000);
    return connection;
  }

  /** Its own map type does not equal other maps. */
  private static List<Map<String, String>> rows(ApiConnection connection, String command)
      throws MikrotikApiException {
    return connection.execute(command).stream().map(Map::copyOf).toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"6.42", "6.49", "7.12"})
  void itLogsInAddsAndPrints(String version) throws Exception {
    router.close();
    router = aRouter(version);
    try (ApiConnection connection = connect()) {
      connection.login("washa", "secret");
      assertThat(rows(connection, "/system/identity/print")).containsExactly(Map.of("name", "hq"));
      assertThat(rows(connection, "/ppp/secret/add name=amina password=pw comment=\"a b\""))
          .containsExactly(Map.of("ret", "*1"));
      assertThat(rows(connection, "/ppp/secret/print where name=amina return name,comment"))
          .containsExactly(Map.of("name", "amina", "comment", "a b"));
      assertThat(connection.execute("/ppp/secret/print where name=nobody")).isEmpty();
      assertThat(connection.execute("/ppp/secret/set .id=*1 disabled=yes")).isEmpty();
      assertThat(connection.execute("/ppp/secret/remove .id=*1")).isEmpty();
      assertThat(router.state().rows("/ppp/secret")).isEmpty();
    }
  }

  @Test
  void itIsRefusedWithAWrongPassword() throws Exception {
    try (ApiConnection connection = connect()) {
      assertThatThrownBy(() -> connection.login("washa", "wrong"))
          .isInstanceOf(MikrotikApiException.class)
          .hasMessageContaining("invalid user name or password");
    }
  }

  @Test
  void itIsToldOfADuplicate() throws Exception {
    try (ApiConnection connection = connect()) {
      connection.login("washa", "secret");
      connection.execute("/ppp/secret/add name=amina");
      assertThatThrownBy(() -> connection.execute("/ppp/secret/add name=amina"))
          .isInstanceOf(MikrotikApiException.class)
          .hasMessageContaining("secret with the same name already exists");
    }
  }

  @Test
  void itListensAndCancels() throws Exception {
    BlockingQueue<Map<String, String>> seen = new LinkedBlockingQueue<>();
    try (ApiConnection connection = connect()) {
      connection.login("washa", "secret");
      String tag =
          connection.execute(
              "/ppp/secret/listen",
              new ResultListener() {
                @Override
                public void receive(Map<String, String> result) {
                  seen.add(result);
                }

                @Override
                public void error(MikrotikApiException ex) {
                  seen.add(Map.of("error", String.valueOf(ex.getMessage())));
                }

                @Override
                public void completed() {
                  seen.add(Map.of("completed", ""));
                }
              });
      Eventually.holds(() -> assertThat(router.counters().sentences()).isEqualTo(2));
      connection.execute("/ppp/secret/add name=amina");
      assertThat(seen.poll(5, TimeUnit.SECONDS)).containsEntry("name", "amina");
      connection.cancel(tag);
      assertThat(connection.execute("/ppp/secret/print")).hasSize(1);
    }
    assertThat(List.copyOf(seen)).noneMatch(row -> row.containsKey("name"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"6.49", "7.12"})
  void itKeepsHotspotUsersAndLetsTheirDevicesIn(String version) throws Exception {
    router.close();
    router =
        RouterOsSimulator.builder()
            .version(version)
            .user("washa", "secret")
            .hotspot("cafe", "10.5.50.1")
            .cost(CostModel.FREE)
            .start();
    router.join("AA:BB:CC:00:00:01", "10.5.50.20");
    try (ApiConnection connection = connect()) {
      connection.login("washa", "secret");
      connection.execute("/ip/hotspot/user/profile/add name=p1 rate-limit=1M/2M shared-users=1");
      connection.execute("/ip/hotspot/user/add name=h1 password=pw profile=p1");
      assertThatThrownBy(() -> connection.execute("/ip/hotspot/user/add name=h1 password=pw"))
          .hasMessageContaining("already have user with this name for this server");
      connection.execute("/ip/hotspot/active/login user=h1 password=pw ip=10.5.50.20");
      assertThat(rows(connection, "/ip/hotspot/active/print where user=h1"))
          .singleElement()
          .satisfies(row -> assertThat(row).containsEntry("mac-address", "AA:BB:CC:00:00:01"));
      connection.execute("/ip/hotspot/active/remove .id=*A053214");
      assertThat(rows(connection, "/ip/hotspot/active/print")).isEmpty();
    }
  }
}
