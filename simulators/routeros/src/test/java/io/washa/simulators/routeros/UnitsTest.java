package io.washa.simulators.routeros;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Durations, rates and values as real routers read them and print them back. */
class UnitsTest {
  private static final JsonNode UNITS = Vectors.read("units.json");

  private static RouterOsSimulator router;
  private static RawClient client;

  @BeforeAll
  static void start() throws Exception {
    router = RouterOsSimulator.builder().user("washa", "secret").cost(CostModel.FREE).start();
    client = RawClient.loggedIn(router);
    client.ask("/ip/dhcp-server/add", "=name=d", "=interface=ether3");
  }

  @AfterAll
  static void stop() throws Exception {
    client.close();
    router.close();
  }

  static Stream<JsonNode> durations() {
    return UNITS.get("durations").valueStream().filter(one -> !one.get(1).isNull());
  }

  @ParameterizedTest
  @MethodSource("durations")
  void aDurationIsReadAsTheVectorsSay(JsonNode vector) {
    assertThat(Objects.requireNonNull(RouterTime.parse(vector.get(0).asString())).toNanos())
        .isEqualTo(Math.round(vector.get(1).asDouble() * 1e9));
  }

  static Stream<JsonNode> rates() {
    return UNITS.get("rates").valueStream();
  }

  @ParameterizedTest
  @MethodSource("rates")
  void aQueuePrintsRatesAsPlainNumbers(JsonNode vector) throws Exception {
    String id =
        added("/queue/simple/add", "=target=10.0.0.1", "=max-limit=" + vector.get(0).asString());
    String wanted = vector.get(1).get(0).asLong() + "/" + vector.get(1).get(1).asLong();
    assertThat(router.state().rows("/queue/simple"))
        .filteredOn(row -> id.equals(row.get(".id")))
        .singleElement()
        .satisfies(row -> assertThat(row).containsEntry("max-limit", wanted));
  }

  private static String added(String... words) throws Exception {
    List<List<String>> answer = client.ask(words);
    assertThat(answer).hasSize(1);
    return answer.getFirst().get(1).substring("=ret=".length());
  }

  static Stream<JsonNode> limits() {
    return UNITS.get("rate_limit_strings").valueStream();
  }

  @ParameterizedTest
  @MethodSource("limits")
  void aProfileKeepsItsRateLimitWordForWordAndItsQueueUnderstandsIt(JsonNode vector)
      throws Exception {
    String text = vector.get("s").asString();
    String id = added("/ppp/profile/add", "=name=" + text, "=rate-limit=" + text);
    assertThat(client.ask("/ppp/profile/print", "=.proplist=rate-limit", "?.id=" + id).getFirst())
        .contains("=rate-limit=" + text);
    Map<String, String> queue = RateLimit.queue(text);
    expect(queue, "max-limit", vector.get("rx"), vector.get("tx"));
    expect(queue, "burst-limit", vector.get("burst_rx"), vector.get("burst_tx"));
    expect(queue, "burst-threshold", vector.get("thr_rx"), vector.get("thr_tx"));
    expect(queue, "limit-at", vector.get("min_rx"), vector.get("min_tx"));
    assertThat(queue).containsKey("max-limit");
  }

  private static void expect(
      Map<String, String> queue, String property, JsonNode up, JsonNode down) {
    if (up != null && down != null) {
      assertThat(queue).containsEntry(property, up.asLong() + "/" + down.asLong());
    }
  }

  static Stream<JsonNode> normalisations() {
    return UNITS.get("normalisation").valueStream();
  }

  @ParameterizedTest
  @MethodSource("normalisations")
  void aValueReadsBackAsTheVectorsSay(JsonNode vector) throws Exception {
    String place = vector.get(0).asString();
    String menu = place.substring(0, place.indexOf(' '));
    String property = place.substring(place.indexOf(' ') + 1).replace(" default", "");
    String given = vector.get(1).asString();
    List<String> words = new ArrayList<>(required(menu, property));
    words.addFirst(menu + "/add");
    if (!given.isEmpty()) {
      words.add("=" + property + "=" + given);
    }
    String id = added(words.toArray(String[]::new));
    String wanted = vector.get(2).asString().replace(" (M)", "");
    if (wanted.startsWith("as typed")) {
      wanted = given;
    }
    assertThat(client.ask(menu + "/print", "=.proplist=" + property, "?.id=" + id).getFirst())
        .contains("=" + property + "=" + wanted);
    client.ask(menu + "/remove", "=.id=" + id);
  }

  private static List<String> required(String menu, String property) {
    return switch (menu) {
      case "/queue/simple" -> property.equals("target") ? List.of() : List.of("=target=10.0.0.9");
      case "/ip/address" -> List.of("=interface=ether4");
      case "/ip/firewall/address-list" -> List.of("=list=units");
      case "/ip/dhcp-server/lease" -> List.of("=address=10.9.9.9", "=server=d");
      case "/ppp/secret" -> List.of("=name=units");
      default -> throw new IllegalArgumentException(menu);
    };
  }

  @Test
  void datesArePrintedAsTheirVersionPrintsThem() throws Exception {
    for (JsonNode date : UNITS.get("dates")) {
      String since = date.get(1).asString();
      if (!since.startsWith("log")) {
        String version = since.startsWith("<") ? "7.9" : "7.10";
        assertThat(VersionProfile.of(version).date(LocalDateTime.of(1970, 1, 2, 0, 0)))
            .isEqualTo(date.get(0).asString());
      }
    }
  }
}
