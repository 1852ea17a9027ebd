package io.washa.simulators.routeros;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class LoginTest {
  private static final JsonNode VECTORS = Vectors.read("api-login.json");
  private static final List<List<String>> DONE = List.of(List.of("!done"));
  private static final List<List<String>> WRONG =
      List.of(List.of("!trap", "=message=invalid user name or password (6)"), List.of("!done"));

  private RouterOsSimulator router = aRouter("7.20");

  private static RouterOsSimulator aRouter(String version) {
    return RouterOsSimulator.builder()
        .version(version)
        .user("admin", "secret")
        .user("Zoë", "Zoë")
        .cost(CostModel.FREE)
        .start();
  }

  private RawClient connectedTo(String version) throws Exception {
    router.close();
    router = aRouter(version);
    return new RawClient(router.apiPort());
  }

  @AfterEach
  void stop() {
    router.close();
  }

  private static JsonNode flow(String name) {
    for (JsonNode flow : VECTORS.get("flows")) {
      if (flow.get("name").asString().equals(name)) {
        return flow;
      }
    }
    throw new IllegalArgumentException(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"post-6.43 ok", "post-6.43 wrong"})
  void aLoginIsAnsweredAsTheVectorsSay(String name) throws Exception {
    JsonNode flow = flow(name);
    for (String version : List.of("6.43", "6.49", "7.12", "7.20")) {
      try (RawClient client = connectedTo(version)) {
        client.send(Vectors.strings(flow.get("client")).toArray(String[]::new));
        for (JsonNode sentence : flow.get("router")) {
          assertThat(client.read()).isEqualTo(Vectors.strings(sentence));
        }
        assertThat(client.ask("/login", "=name=admin", "=password=secret")).isEqualTo(DONE);
      }
    }
  }

  @Test
  void nameAndPasswordAreBytes() throws Exception {
    try (RawClient client = new RawClient(router.apiPort())) {
      assertThat(client.ask("/login", "=name=Zoë", "=password=Zoe")).isEqualTo(WRONG);
      assertThat(client.ask("/login", "=name=Zoë", "=password=Zoë")).isEqualTo(DONE);
    }
  }

  @Test
  void aWrongNameIsRefusedInTheSameWordsAsAWrongPassword() throws Exception {
    try (RawClient client = new RawClient(router.apiPort())) {
      assertThat(client.ask("/login", "=name=nobody", "=password=secret")).isEqualTo(WRONG);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"6.49", "7.20"})
  void theFifthFailureOnOneConnectionIsFatal(String version) throws Exception {
    List<Vectors.Step> steps =
        Vectors.steps(VECTORS.get("flows"), "5 failed logins on one connection");
    List<String> fatal = steps.get(steps.size() - 2).words();
    try (RawClient client = connectedTo(version)) {
      for (int i = 1; i <= 4; i++) {
        assertThat(client.ask("/login", "=name=admin", "=password=" + i)).isEqualTo(WRONG);
      }
      assertThat(client.ask("/login", "=name=admin", "=password=5")).containsExactly(fatal);
      assertThat(client.end()).isEqualTo(RawClient.Ending.EOF);
    }
  }

  @Test
  void theRightPasswordAfterFourFailuresLogsIn() throws Exception {
    try (RawClient client = new RawClient(router.apiPort())) {
      for (int i = 1; i <= 4; i++) {
        assertThat(client.ask("/login", "=name=admin", "=password=" + i)).isEqualTo(WRONG);
      }
      assertThat(client.ask("/login", "=name=admin", "=password=secret")).isEqualTo(DONE);
    }
  }

  @Test
  void failuresLockNobodyOut() throws Exception {
    for (int i = 0; i < 5; i++) {
      try (RawClient client = new RawClient(router.apiPort())) {
        for (int j = 0; j < 5; j++) {
          client.ask("/login", "=name=admin", "=password=x");
        }
      }
    }
    try (RawClient client = new RawClient(router.apiPort())) {
      assertThat(client.ask("/login", "=name=admin", "=password=secret")).isEqualTo(DONE);
    }
  }

  @Test
  void aLoginWithoutPasswordIsGivenAChallengeAndIsNoLogin() throws Exception {
    List<Vectors.Step> steps =
        Vectors.steps(VECTORS.get("flows"), "v7.20.8 login without password");
    try (RawClient client = connectedTo("7.20.8")) {
      List<String> first = askFor(client, steps.get(0)).getFirst();
      assertThat(first).hasSize(2).first().isEqualTo("!done");
      assertThat(first.get(1)).matches("=ret=[0-9a-f]{32}");
      List<String> second = askFor(client, steps.get(0)).getFirst();
      assertThat(second.get(1)).matches("=ret=[0-9a-f]{32}").isNotEqualTo(first.get(1));
      assertThat(askFor(client, steps.get(2))).containsExactly(steps.get(3).words());
      assertThat(client.end()).isEqualTo(RawClient.Ending.EOF);
    }
  }

  private static List<List<String>> askFor(RawClient client, Vectors.Step step) throws Exception {
    return client.ask(step.words().toArray(String[]::new));
  }

  @Test
  void aRightResponseToTheChallengeOfANewRouterIsRefused() throws Exception {
    try (RawClient client = connectedTo("7.20.8")) {
      String challenge = challenge(client, "/login");
      assertThat(client.ask("/login", "=name=admin", "=response=" + response(challenge)))
          .isEqualTo(WRONG);
    }
  }

  @Test
  void aCommandBeforeLoginIsFatal() throws Exception {
    List<Vectors.Step> steps = Vectors.steps(VECTORS.get("flows"), "command before login");
    try (RawClient client = new RawClient(router.apiPort())) {
      assertThat(askFor(client, steps.get(0))).containsExactly(steps.get(1).words());
      assertThat(client.end()).isEqualTo(RawClient.Ending.EOF);
    }
  }

  @Test
  void theSameCommandAfterLoginIsAnswered() throws Exception {
    try (RawClient client = new RawClient(router.apiPort())) {
      assertThat(client.ask("/login", "=name=admin", "=password=secret")).isEqualTo(DONE);
      assertThat(client.ask("/system/identity/print"))
          .containsExactly(List.of("!re", "=name=MikroTik"), List.of("!done"));
    }
  }

  @Test
  void quitIsAnsweredWithABareReasonAndTheEnd() throws Exception {
    List<Vectors.Step> steps = Vectors.steps(VECTORS.get("flows"), "logout");
    try (RawClient client = new RawClient(router.apiPort())) {
      assertThat(client.ask("/login", "=name=admin", "=password=secret")).isEqualTo(DONE);
      assertThat(askFor(client, steps.get(0))).containsExactly(steps.get(1).words());
      assertThat(client.end()).isEqualTo(RawClient.Ending.EOF);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"pre-6.43 with new-style client", "pre-6.43 two step"})
  void anOldRouterWantsAResponseWhateverItIsSentFirst(String name) throws Exception {
    List<Vectors.Step> steps = Vectors.steps(VECTORS.get("flows"), name);
    try (RawClient client = connectedTo("6.42")) {
      String challenge = challenge(client, steps.getFirst().words().toArray(String[]::new));
      assertThat(client.ask("/login", "=name=admin", "=response=" + response(challenge)))
          .containsExactly(steps.getLast().words());
      assertThat(client.ask("/system/identity/print")).hasSize(2);
    }
  }

  @Test
  void anOldRouterRefusesAWrongResponse() throws Exception {
    List<Vectors.Step> steps = Vectors.steps(VECTORS.get("flows"), "pre-6.43 wrong");
    try (RawClient client = connectedTo("6.42")) {
      challenge(client, "/login");
      assertThat(askFor(client, steps.get(2)))
          .containsExactly(steps.get(3).words(), steps.get(4).words());
    }
  }

  @Test
  void aChallengeHoldsOnlyOnce() throws Exception {
    try (RawClient client = connectedTo("6.42")) {
      String challenge = challenge(client, "/login");
      client.ask("/login", "=name=admin", "=response=0000");
      assertThat(client.ask("/login", "=name=admin", "=response=" + response(challenge)))
          .first()
          .isEqualTo(List.of("!trap", "=message=cannot log in"));
    }
  }

  private static String challenge(RawClient client, String... words) throws Exception {
    List<String> answer = client.ask(words).getFirst();
    assertThat(answer).hasSize(2);
    return answer.get(1).substring("=ret=".length());
  }

  private static String response(String challenge) throws Exception {
    MessageDigest md5 = MessageDigest.getInstance("MD5");
    md5.update(new byte[1]);
    md5.update("secret".getBytes(UTF_8));
    return "00" + HexFormat.of().formatHex(md5.digest(HexFormat.of().parseHex(challenge)));
  }

  static Stream<JsonNode> responses() {
    return VECTORS.get("challenge_vectors").valueStream();
  }

  @ParameterizedTest
  @MethodSource("responses")
  void aResponseIsComputedAsTheVectorsSay(JsonNode vector) {
    String challenge = vector.get("challenge_hex").asString();
    assertThat(
            LoginGate.response(
                Octets.fromText(vector.get("password").asString()),
                HexFormat.of().parseHex(challenge)))
        .isEqualTo(vector.get("response").asString());
  }
}
