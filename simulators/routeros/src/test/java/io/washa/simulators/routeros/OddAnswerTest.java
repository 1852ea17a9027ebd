package io.washa.simulators.routeros;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Answers that routers rarely give, word for word; and those of tools, in their shape. */
class OddAnswerTest {
  private static final JsonNode VECTORS = Vectors.read("api-transcripts.json").get("transcripts");

  private final RouterOsSimulator router =
      RouterOsSimulator.builder().user("washa", "secret").cost(CostModel.FREE).start();

  @AfterEach
  void stop() {
    router.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "attribute-without-value",
        "cancel-without-trap-words",
        "empty-sentence-from-router",
        "eof-mid-reply",
        "fatal-mid-command",
        "tag-out-of-order",
        "trap-then-unknown-keys",
        "unknown-reply-word"
      })
  void anOddAnswerIsGivenWordForWordAndTheNextOneIsNot(String name) throws Exception {
    List<Vectors.Step> steps = Vectors.steps(VECTORS, name);
    script(steps).forEach(router::answerNext);
    try (RawClient client = RawClient.loggedIn(router)) {
      if (!steps.getFirst().who().equals("C")) {
        client.send("/system/resource/print");
      }
      for (Vectors.Step step : steps) {
        switch (step.who()) {
          case "C" -> client.send(step.words().toArray(String[]::new));
          case "S" -> {
            if (!step.words().isEmpty()) {
              assertThat(client.read()).isEqualTo(step.words());
            }
          }
          default -> assertThat(client.end()).isEqualTo(RawClient.Ending.EOF);
        }
      }
    }
    try (RawClient client = RawClient.loggedIn(router)) {
      assertThat(client.ask("/system/identity/print")).hasSize(2);
    }
  }

  /** For each command the sentences up to the next one. */
  private static List<ScriptedAnswer> script(List<Vectors.Step> steps) {
    List<ScriptedAnswer> answers = new ArrayList<>();
    List<List<String>> sentences = null;
    boolean eof = steps.getLast().who().equals("EOF");
    for (Vectors.Step step : steps) {
      if (step.who().equals("C") || sentences == null) {
        sentences = new ArrayList<>();
        answers.add(new ScriptedAnswer(sentences, false));
      }
      if (step.who().equals("S")) {
        sentences.add(step.words());
      }
    }
    ScriptedAnswer last = answers.removeLast();
    answers.add(new ScriptedAnswer(last.sentences(), eof));
    return answers;
  }

  @Test
  void aSecondHotspotUserOfTheSameNameIsRefusedAsTheVectorSays() throws Exception {
    List<Vectors.Step> steps = Vectors.steps(VECTORS, "duplicate-hotspot-user");
    String[] add = steps.getFirst().words().toArray(String[]::new);
    try (RawClient client = RawClient.loggedIn(router)) {
      assertThat(client.ask(add)).hasSize(1);
      assertThat(client.ask(add)).containsExactly(steps.get(1).words(), steps.get(2).words());
    }
  }

  private static List<String> names(List<String> words) {
    return words.stream().map(word -> word.replaceAll("^(=[^=]+)=.*", "$1")).toList();
  }

  @Test
  void trafficIsMonitoredOnceOrUntilItIsCancelled() throws Exception {
    List<Vectors.Step> steps = Vectors.steps(VECTORS, "monitor-once");
    try (RawClient client = RawClient.loggedIn(router)) {
      List<List<String>> answer = client.ask(steps.getFirst().words().toArray(String[]::new));
      assertThat(answer).hasSize(2);
      assertThat(names(answer.getFirst())).isEqualTo(names(steps.get(1).words()));
      assertThat(client.ask("/interface/monitor-traffic", "=interface=ether1,ether2", "=once="))
          .hasSize(3);
      assertThat(client.ask("/interface/monitor-traffic", "=interface=nosuch", "=once="))
          .hasSize(2)
          .first()
          .asString()
          .contains("input does not match any value of interface");
      client.send("/interface/monitor-traffic", "=interface=ether1", "=interval=10ms", ".tag=live");
      assertThat(client.read()).contains(".tag=live");
      assertThat(client.read()).contains(".tag=live");
      client.send("/cancel", "=tag=live", ".tag=stop");
      Stream.generate(() -> readQuietly(client))
          .takeWhile(words -> !words.equals(List.of("!done", ".tag=live")))
          .forEach(words -> assertThat(words).isNotEmpty());
    }
  }

  private static List<String> readQuietly(RawClient client) {
    try {
      return client.read();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aFetchReportsItsProgressInSections() throws Exception {
    HttpServer site =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    site.createContext(
        "/",
        exchange -> {
          byte[] body = "hello".getBytes(UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    site.start();
    List<Vectors.Step> steps = Vectors.steps(VECTORS, "fetch-progress-sections");
    try (RawClient client = RawClient.loggedIn(router)) {
      String url = "=url=http://127.0.0.1:" + site.getAddress().getPort() + "/y";
      assertThat(client.ask("/tool/fetch", url, "=dst-path=y"))
          .containsExactly(steps.get(1).words(), steps.get(2).words(), steps.get(3).words());
      assertThat(router.state().rows("/file").getFirst())
          .containsEntry("name", "y")
          .containsEntry("contents", "hello");
      assertThat(client.ask("/tool/fetch", "=url=http://192.0.2.1/y").toString()).contains("!trap");
    } finally {
      site.stop(0);
    }
  }

  @Test
  void aPropertyHasTheOidOfTheManual() throws Exception {
    List<Vectors.Step> steps = Vectors.steps(VECTORS, "oid");
    try (RawClient client = RawClient.loggedIn(router)) {
      List<String> row = client.ask(steps.getFirst().words().toArray(String[]::new)).getFirst();
      assertThat(names(row)).isEqualTo(names(steps.get(1).words()));
      assertThat(row.subList(3, 5)).isEqualTo(steps.get(1).words().subList(3, 5));
    }
  }

  @Test
  void theHotspotsErrorsAreThoseOfErrorsTxt() throws Exception {
    JsonNode errors = Vectors.read("hotspot-chap.json").get("errors_txt_default_english");
    assertThat(errors.get("user-session-limit").asString())
        .isEqualTo("no more sessions are allowed for user $(username)");
    try (RouterOsSimulator cafe =
            RouterOsSimulator.builder()
                .user("washa", "secret")
                .hotspot("cafe", "10.5.50.1")
                .cost(CostModel.FREE)
                .start();
        RawClient client = RawClient.loggedIn(cafe)) {
      client.ask("/ip/hotspot/user/add", "=name=u", "=password=p", "=limit-bytes-total=1000");
      cafe.join("AA:BB:CC:00:00:01", "10.5.50.20");
      assertThat(cafe.submitLoginForm("AA:BB:CC:00:00:01", "u", "x"))
          .contains(errors.get("invalid-username").asString());
      assertThat(cafe.submitLoginForm("AA:BB:CC:00:00:01", "u", "p")).isEmpty();
      assertThat(cafe.pass("10.5.50.20", 500, 600)).isTrue();
      assertThat(cafe.state().rows("/ip/hotspot/active")).isEmpty();
      assertThat(cafe.submitLoginForm("AA:BB:CC:00:00:01", "u", "p"))
          .contains(errors.get("traffic-limit").asString().replace("$(username)", "u"));
    }
  }
}
