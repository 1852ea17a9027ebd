package io.washa.simulators.routeros;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The HTTP interface for whoever plays the world around the router. */
class ControlTest {
  private record Answer(int status, JsonNode body) {}

  private final RouterOsSimulator router =
      RouterOsSimulator.builder().user("washa", "secret").cost(CostModel.FREE).start();
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

  @BeforeEach
  void aSubscriber() throws Exception {
    try (RawClient client = RawClient.loggedIn(router)) {
      assertThat(client.ask("/ppp/profile/add", "=name=p10", "=rate-limit=2M/10M")).hasSize(1);
      assertThat(
              client.ask(
                  "/ppp/secret/add",
                  "=name=Zoë",
                  "=password=pw",
                  "=profile=p10",
                  "=remote-address=10.0.0.2"))
          .hasSize(1);
    }
  }

  @AfterEach
  void stop() {
    http.close();
    router.close();
  }

  private Answer call(String method, String path, String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + router.controlPort() + "/control/" + path))
            .timeout(Duration.ofSeconds(5))
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build();
    HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
    assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
    return new Answer(response.statusCode(), JsonMapper.shared().readTree(response.body()));
  }

  private Answer get(String path) throws Exception {
    return call("GET", path, "");
  }

  private Answer post(String path, String body) throws Exception {
    return call("POST", path, body);
  }

  private static Answer ok(String json) {
    return new Answer(200, JsonMapper.shared().readTree(json));
  }

  @Test
  void stateShowsTablesPowerAndFaults() throws Exception {
    JsonNode state = get("state").body();
    assertThat(state.get("power").asBoolean()).isTrue();
    assertThat(state.get("faults").isEmpty()).isTrue();
    JsonNode secret = state.get("/ppp/secret").get(0);
    assertThat(secret.get(".id").asString()).isEqualTo("*1");
    assertThat(secret.get("name").asString()).isEqualTo("Zoë");
    assertThat(secret.get("password").asString()).isEqualTo("pw");
    assertThat(state.get("/ppp/active").isEmpty()).isTrue();
  }

  @Test
  void aSubscriberDialsAndHangsUp() throws Exception {
    assertThat(post("dial", "{\"user\":\"Zoë\",\"password\":\"pw\",\"caller-id\":\"AA\"}"))
        .isEqualTo(
            ok(
                "{\"accepted\":true,\"address\":\"10.0.0.2\",\"session\":\"*80000001\","
                    + "\"rateLimit\":\"2M/10M\"}"));
    assertThat(get("state").body().get("/ppp/active").get(0).get("caller-id").asString())
        .isEqualTo("AA");
    assertThat(post("hangup", "{\"user\":\"Zoë\"}")).isEqualTo(ok("{\"ended\":1}"));
    assertThat(post("hangup", "{\"user\":\"Zoë\"}")).isEqualTo(ok("{\"ended\":0}"));
  }

  @Test
  void aRefusedSubscriberIsToldWhy() throws Exception {
    assertThat(post("dial", "{\"user\":\"Zoë\",\"password\":\"no\"}"))
        .isEqualTo(ok("{\"accepted\":false,\"reason\":\"wrong password\"}"));
  }

  @Test
  void powerIsCutAndGivenAndTheControlPortHasItsOwn() throws Exception {
    assertThat(post("power", "{\"on\":false}")).isEqualTo(ok("{\"power\":false}"));
    assertThatThrownBy(() -> new RawClient(router.apiPort())).isInstanceOf(ConnectException.class);
    assertThat(get("state").body().get("power").asBoolean()).isFalse();
    assertThat(post("dial", "{\"user\":\"Zoë\",\"password\":\"pw\"}"))
        .isEqualTo(ok("{\"accepted\":false,\"reason\":\"the router is off\"}"));
    assertThat(post("power", "{\"on\":true}")).isEqualTo(ok("{\"power\":true}"));
    RawClient.loggedIn(router).close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'latency':5}",
        "{'stall':true}",
        "{'eof':0}",
        "{'reset':true}",
        "{'ignore-writes':true}",
        "{'drip':3}",
        "{'wrong-tag':true}",
        "{'duplicate-done':true}",
        "{'busy-13':true}",
        "{'late':7}",
        "{'ansi-comments':true}",
        "{'latency':1,'stall':true,'eof':2,'reset':true,'ignore-writes':true,'drip':3,"
            + "'wrong-tag':true,'duplicate-done':true,'busy-13':true}"
      })
  void everyFaultIsSetShownAndTakenAwayByTheNextSetting(String faults) throws Exception {
    String json = faults.replace('\'', '"');
    assertThat(post("faults", json)).isEqualTo(ok(json));
    assertThat(get("state").body().get("faults")).isEqualTo(ok(json).body());
    assertThat(router.state().faults()).isNotEqualTo(Faults.none());
    assertThat(post("faults", "{}")).isEqualTo(ok("{}"));
    assertThat(router.state().faults()).isEqualTo(Faults.none());
  }

  @Test
  void everyFaultOfTheRecordCanBeSet() throws Exception {
    Answer all =
        post(
            "faults",
            "{\"latency\":1,\"stall\":true,\"eof\":2,\"reset\":true,\"ignore-writes\":true,"
                + "\"drip\":3,\"wrong-tag\":true,\"duplicate-done\":true,\"busy-13\":true,"
                + "\"late\":4,\"ansi-comments\":true}");
    assertThat(all.status()).isEqualTo(200);
    assertThat(router.state().faults())
        .isEqualTo(
            new Faults(
                Duration.ofMillis(1),
                true,
                2,
                true,
                true,
                Duration.ofMillis(3),
                true,
                true,
                true,
                Duration.ofMillis(4),
                true));
  }

  @Test
  void countersCountSentencesRowsAndFlashWrites() throws Exception {
    assertThat(post("counters/reset", ""))
        .isEqualTo(ok("{\"sentences\":0,\"rows\":0,\"flashWrites\":0}"));
    try (RawClient client = RawClient.loggedIn(router)) {
      assertThat(client.ask("/interface/print")).hasSize(6);
      assertThat(client.ask("/ppp/secret/set", "=.id=Zoë", "=comment=x")).hasSize(1);
      assertThat(client.ask("/ppp/secret/set", "=.id=nobody", "=comment=x")).hasSize(2);
    }
    assertThat(get("counters")).isEqualTo(ok("{\"sentences\":4,\"rows\":5,\"flashWrites\":1}"));
    assertThat(post("dial", "{\"user\":\"Zoë\",\"password\":\"pw\"}").status()).isEqualTo(200);
    assertThat(get("counters")).isEqualTo(ok("{\"sentences\":4,\"rows\":5,\"flashWrites\":1}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "power | {}",
        "power | [true]",
        "power | {'on'",
        "power | {'on':'perhaps'}",
        "faults | {'nosuch':true}",
        "faults | []",
        "faults | {'latency':-1}",
        "faults | {'latency':'long'}",
        "dial | {'user':'Zoë'}",
        "dial | {'password':'pw'}",
        "hangup | {}"
      })
  void nonsenseIsRefusedAndChangesNothing(String path, String body) throws Exception {
    Answer answer = post(path, body.replace('\'', '"'));
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body().get("error").asString()).isNotEmpty();
    assertThat(router.state().power()).isTrue();
    assertThat(router.state().faults()).isEqualTo(Faults.none());
    assertThat(router.state().rows("/ppp/active")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"GET, power", "POST, state", "GET, nosuch", "DELETE, faults", "GET, counters/reset"})
  void aCallThatIsNotThereIsNotFound(String method, String path) throws Exception {
    Answer answer = call(method, path, "");
    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.body().get("error").asString())
        .isEqualTo("No such call: " + method + " /control/" + path);
  }

  @Test
  void aPortThatIsTakenIsSaid() {
    RouterOsSimulator.Builder api = RouterOsSimulator.builder().apiPort(router.apiPort());
    assertThatThrownBy(api::start)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("Port " + router.apiPort());
    RouterOsSimulator.Builder control =
        RouterOsSimulator.builder().controlPort(router.controlPort());
    assertThatThrownBy(control::start)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("Port " + router.controlPort());
  }

  @Test
  void theSameTablesAreSeenFromJava() throws Exception {
    List<Map<String, String>> rows = router.state().rows("/ppp/secret");
    assertThat(rows).hasSize(1);
    assertThat(router.state().rows("/nosuch")).isEmpty();
    assertThat(JsonMapper.shared().valueToTree(rows).equals(get("state").body().get("/ppp/secret")))
        .isTrue();
  }
}
