package io.washa.simulators.routeros;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Devices, pages and accidents over the control interface. */
class ControlWorldTest {
  private static final String TV = "AA:BB:CC:00:00:01";

  private final RouterOsSimulator router =
      RouterOsSimulator.builder()
          .user("washa", "secret")
          .hotspot("cafe", "10.5.50.1")
          .cost(CostModel.FREE)
          .start();
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

  @BeforeEach
  void aDhcpServer() throws Exception {
    try (RawClient client = RawClient.loggedIn(router)) {
      assertThat(client.ask("/ip/pool/add", "=name=lan", "=ranges=10.20.0.10-10.20.0.20"))
          .hasSize(1);
      assertThat(
              client.ask(
                  "/ip/dhcp-server/add", "=name=d", "=interface=ether3", "=address-pool=lan"))
          .hasSize(1);
    }
  }

  @AfterEach
  void stop() {
    http.close();
    router.close();
  }

  private String post(String call, String body) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + router.controlPort() + "/control/" + call);
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .timeout(Duration.ofSeconds(10))
            .POST(HttpRequest.BodyPublishers.ofString(body.replace('\'', '"')))
            .build();
    return http.send(request, HttpResponse.BodyHandlers.ofString()).body().replace('"', '\'');
  }

  @Test
  void aDeviceTakesALeaseOpensAPageMovesBytesAndLeaves() throws Exception {
    assertThat(post("lease", "{'mac':'" + TV + "','host-name':'tv'}"))
        .contains("'bound':true", "'address':'10.20.0.10'", "'server':'d'");
    assertThat(post("open", "{'address':'10.20.0.10','host':'example.com','port':443}"))
        .contains("'outcome':'internet'", "'port':443", "'fasttracked':true");
    assertThat(post("traffic", "{'address':'10.20.0.10','up':1,'down':2}"))
        .isEqualTo("{'passed':true}");
    assertThat(post("release", "{'mac':'" + TV + "'}")).isEqualTo("{'released':true}");
    assertThat(post("open", "{'address':'10.20.0.10','host':'example.com'}"))
        .contains("'outcome':'offline'");
    assertThat(post("traffic", "{'address':'10.20.0.10','up':1,'down':2}"))
        .isEqualTo("{'passed':false}");
  }

  @Test
  void aDeviceThatIsNotLoggedInMeetsTheLoginPage() throws Exception {
    assertThat(post("dial", "{'mac':'" + TV + "','ip':'10.5.50.20'}")).contains("'online':false");
    assertThat(post("open", "{'address':'10.5.50.20','host':'example.com','port':80}"))
        .contains("'outcome':'login-page'");
    assertThat(post("open", "{'address':'10.5.50.20','host':'pay.example','port':443}"))
        .contains("'outcome':'rejected'");
    try (RawClient client = RawClient.loggedIn(router)) {
      assertThat(client.ask("/ip/hotspot/walled-garden/ip/add", "=dst-host=pay.example"))
          .hasSize(1);
    }
    assertThat(post("open", "{'address':'10.5.50.20','host':'pay.example','port':443}"))
        .contains("'outcome':'internet'");
    assertThat(post("login-page", "{'mac':'" + TV + "'}"))
        .contains("'chap-id'", "'chap-challenge'");
    assertThat(post("login-page", "{'mac':'AA:BB:CC:00:00:99'}")).contains("no such device");
  }

  @Test
  void anAnswerIsPutIntoTheRoutersMouth() throws Exception {
    assertThat(post("answer", "{'sentences':[['!re','=a=b'],['!done']]}"))
        .isEqualTo("{'queued':true}");
    try (RawClient client = RawClient.loggedIn(router)) {
      assertThat(client.ask("/ip/pool/print"))
          .containsExactly(List.of("!re", "=a=b"), List.of("!done"));
    }
  }

  @Test
  void accidentsHappenToTheBox() throws Exception {
    assertThat(post("backup", "{'name':'b'}")).isEqualTo("{'saved':true}");
    assertThat(post("factory-reset", "{'keep-users':true}")).isEqualTo("{'reset':true}");
    assertThat(router.state().rows("/ip/pool")).isEmpty();
    assertThat(post("restore", "{'name':'b.backup'}")).isEqualTo("{'restored':true}");
    assertThat(router.state().rows("/ip/pool")).hasSize(1);
    assertThat(post("restore", "{'name':'nosuch'}")).contains("There is no file nosuch");
    assertThat(post("replace", "{'serial':'S2'}")).isEqualTo("{'replaced':true}");
    assertThat(router.state().rows("/system/routerboard").getFirst())
        .containsEntry("serial-number", "S2");
    assertThat(post("button", "")).isEqualTo("{'confirmed':false}");
    assertThat(post("clock", "{'lost':true}")).isEqualTo("{'lost':true}");
    router.power(false);
    router.power(true);
    assertThat(router.state().rows("/system/clock").getFirst()).containsEntry("date", "1970-01-02");
  }
}
