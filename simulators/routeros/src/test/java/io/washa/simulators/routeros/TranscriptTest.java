package io.washa.simulators.routeros;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Conversations with real routers, replayed from the client's side word for word. */
class TranscriptTest {
  private static final JsonNode VECTORS = Vectors.read("api-transcripts.json").get("transcripts");
  private static final List<List<String>> DONE = List.of(List.of("!done"));

  private RouterOsSimulator router = aRouter("7.20", false);

  private static RouterOsSimulator aRouter(String version, boolean chr) {
    return RouterOsSimulator.builder()
        .version(version)
        .chr(chr)
        .user("washa", "secret")
        .cost(CostModel.FREE)
        .start();
  }

  private RawClient client(String version, boolean chr) throws Exception {
    router.close();
    router = aRouter(version, chr);
    return RawClient.loggedIn(router);
  }

  private RawClient client() throws Exception {
    return RawClient.loggedIn(router);
  }

  @AfterEach
  void stop() {
    router.close();
  }

  private static void replay(RawClient client, String name) throws Exception {
    for (Vectors.Step step : Vectors.steps(VECTORS, name)) {
      switch (step.who()) {
        case "C" -> client.send(step.words().toArray(String[]::new));
        case "S" -> assertThat(client.read()).as(name).isEqualTo(step.words());
        default -> assertThat(client.end()).isEqualTo(RawClient.Ending.EOF);
      }
    }
  }

  private static String[] words(String name) {
    return Vectors.steps(VECTORS, name).getFirst().words().toArray(String[]::new);
  }

  private static void given(RawClient client, String... command) throws Exception {
    assertThat(client.ask(command)).hasSize(1).first().asString().contains("!done");
  }

  private List<String> names(RawClient client, String... command) throws Exception {
    return client.ask(command).stream()
        .flatMap(List::stream)
        .filter(word -> word.startsWith("=name=") || word.startsWith("=comment="))
        .map(word -> word.substring(word.indexOf('=', 1) + 1))
        .toList();
  }

  private static void threeSecrets(RawClient client) throws Exception {
    given(client, "/ppp/secret/add", "=name=u1", "=service=pppoe");
    given(client, "/ppp/secret/add", "=name=u2", "=service=pppoe", "=disabled=yes");
    given(client, "/ppp/secret/add", "=name=u3", "=comment=c");
  }

  @ParameterizedTest
  @ValueSource(strings = {"trap-argument", "unknown-parameter", "no-such-item-v7"})
  void aRefusalIsWordedAsOnARealRouter(String name) throws Exception {
    try (RawClient client = client()) {
      replay(client, name);
      assertThat(client.ask("/system/identity/print")).hasSize(2);
    }
  }

  @Test
  void theSameAddressOnAnInterfaceThatIsThereIsTaken() throws Exception {
    try (RawClient client = client()) {
      String[] words = words("trap-argument");
      words[2] = "=interface=ether1";
      assertThat(client.ask(words)).containsExactly(List.of("!done", "=ret=*1"));
      assertThat(client.ask("/ip/address/print", "=.proplist=address,network"))
          .first()
          .isEqualTo(List.of("!re", "=address=192.168.88.1/32", "=network=192.168.88.1"));
    }
  }

  @Test
  void theSameSecretWithoutTheUnknownParameterIsTaken() throws Exception {
    try (RawClient client = client()) {
      assertThat(client.ask("/ppp/secret/add", "=name=u9"))
          .containsExactly(List.of("!done", "=ret=*1"));
    }
  }

  @Test
  void versionSixSaysThatAnItemIsMissingInItsOwnWords() throws Exception {
    try (RawClient client = client("6.49", false)) {
      replay(client, "no-such-item-v6");
    }
  }

  @Test
  void aRemovedRowIsMissingWhenRemovedAgain() throws Exception {
    try (RawClient client = client()) {
      given(client, "/ppp/secret/add", "=name=u1");
      assertThat(client.ask("/ppp/secret/remove", "=.id=*1")).isEqualTo(DONE);
      assertThat(client.ask("/ppp/secret/remove", "=.id=*1").getFirst())
          .contains("=message=no such item (4)");
    }
  }

  @Test
  void addAnswersWithTheIdThatNoRowHadBefore() throws Exception {
    try (RawClient client = client()) {
      given(client, "/ip/address/add", "=address=10.1.0.1/24", "=interface=ether1");
      given(client, "/ip/address/add", "=address=10.2.0.1/24", "=interface=ether1");
      given(client, "/ip/address/remove", "=.id=*2");
      replay(client, "add-returns-id");
    }
  }

  @Test
  void idsAreUpperCaseHexadecimalAndFoundInEitherCase() throws Exception {
    try (RawClient client = client()) {
      for (int i = 1; i <= 9; i++) {
        given(client, "/ppp/secret/add", "=name=u" + i);
      }
      assertThat(client.ask("/ppp/secret/add", "=name=u10").getFirst().get(1)).isEqualTo("=ret=*A");
      assertThat(client.ask("/ppp/secret/print", "=.proplist=name", "?.id=*a"))
          .first()
          .isEqualTo(List.of("!re", "=name=u10"));
      assertThat(client.ask("/ppp/secret/remove", "=.id=*a")).isEqualTo(DONE);
    }
  }

  @Test
  void idsReadFromAPrintAreGoodForASet() throws Exception {
    try (RawClient client = client()) {
      List<Vectors.Step> steps = Vectors.steps(VECTORS, "ids-then-set");
      assertThat(client.ask(words("ids-then-set")))
          .hasSize(6)
          .startsWith(steps.get(1).words(), steps.get(2).words());
      for (Vectors.Step step : steps.subList(4, steps.size())) {
        if (step.who().equals("C")) {
          assertThat(client.ask(step.words().toArray(String[]::new))).isEqualTo(DONE);
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "7.17, empty-before-7.18",
    "6.49, empty-before-7.18",
    "7.18, empty-since-7.18",
    "7.20, empty-tagged"
  })
  void anEmptyPrintSpeaksAsItsVersion(String version, String name) throws Exception {
    try (RawClient client = client(version, false)) {
      replay(client, name);
      given(client, "/ip/route/add", "=dst-address=203.0.113.0/24", "=gateway=10.0.0.1");
      assertThat(client.ask(words(name)))
          .hasSize(2)
          .first()
          .asString()
          .contains("=dst-address=203.0.113.0/24");
    }
  }

  @Test
  void aMenuThatIsNotThereIsRefusedWithTwoTrapsAndOneDone() throws Exception {
    try (RawClient client = client("7.20", true)) {
      replay(client, "two-traps-one-reply");
      assertThat(client.ask("/system/identity/print", ".tag=1")).hasSize(2);
    }
  }

  @Test
  void theSameMenuOnABoardHasItsSerialNumber() throws Exception {
    try (RawClient client = client()) {
      assertThat(client.ask(words("two-traps-one-reply")).getFirst())
          .contains("=serial-number=HFE09ABCDEF");
    }
  }

  @Test
  void aSecondSecretOfTheSameNameIsRefused() throws Exception {
    try (RawClient client = client()) {
      given(client, words("duplicate-secret"));
      replay(client, "duplicate-secret");
      given(client, "/ppp/secret/add", "=name=u2", "=password=p");
      assertThat(client.ask("/ppp/secret/set", "=.id=*2", "=name=u1").getFirst())
          .isEqualTo(Vectors.steps(VECTORS, "duplicate-secret").get(1).words());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/ppp/profile/add, =name=p, , profile with the same name already exists",
    "/ip/pool/add, =name=p, =ranges=10.0.0.1, item with such name already exists",
    "/ip/address/add, =address=10.0.0.1/24, =interface=ether1, already have such address",
    "/ip/firewall/address-list/add, =list=l, =address=10.0.0.1, already have such entry"
  })
  void everyNaturalKeyOccursOnce(String command, String first, String second, String refusal)
      throws Exception {
    try (RawClient client = client()) {
      String[] words = second == null ? words(command, first) : words(command, first, second);
      given(client, words);
      assertThat(client.ask(words))
          .containsExactly(List.of("!trap", "=message=failure: " + refusal), List.of("!done"));
    }
  }

  private static String[] words(String... words) {
    return words;
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "=.id=", "=numbers="})
  void removeWithoutNumbersNeverDeletes(String ids) throws Exception {
    try (RawClient client = client()) {
      threeSecrets(client);
      if (ids.isEmpty()) {
        replay(client, "remove-without-numbers");
      } else {
        assertThat(client.ask("/ppp/secret/remove", ids))
            .containsExactly(
                Vectors.steps(VECTORS, "remove-without-numbers").get(1).words(), List.of("!done"));
      }
      assertThat(router.state().rows("/ppp/secret")).hasSize(3);
      assertThat(client.ask("/ppp/secret/remove", "=numbers=*1,u3")).isEqualTo(DONE);
      assertThat(router.state().rows("/ppp/secret")).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"set", "enable", "disable", "unset"})
  void noOtherWriteWithoutNumbersTouchesARow(String verb) throws Exception {
    try (RawClient client = client()) {
      threeSecrets(client);
      List<Map<String, String>> before = router.state().rows("/ppp/secret");
      String more =
          switch (verb) {
            case "set" -> "=comment=x";
            case "unset" -> "=value-name=comment";
            default -> ".tag=1";
          };
      assertThat(client.ask("/ppp/secret/" + verb, more).getFirst())
          .contains("!trap", "=message=missing value(s) of argument(s) numbers");
      assertThat(router.state().rows("/ppp/secret")).isEqualTo(before);
    }
  }

  @Test
  void aWriteToOneMissingRowAmongManyIsRefused() throws Exception {
    try (RawClient client = client()) {
      threeSecrets(client);
      assertThat(client.ask("/ppp/secret/set", "=numbers=u1,*FF,u3", "=comment=x").getFirst())
          .contains("=message=no such item (4)");
      assertThat(names(client, "/ppp/secret/print", "=.proplist=name", "?comment=x"))
          .containsExactly("u1");
    }
  }

  @Test
  void countOnlyAnswersWithANumber() throws Exception {
    try (RawClient client = client()) {
      for (int i = 1; i <= 7; i++) {
        given(client, "/ppp/secret/add", "=name=u" + i);
      }
      replay(client, "count-only");
      assertThat(client.ask("/ppp/secret/print", "=count-only=", "?name=u1"))
          .containsExactly(List.of("!done", "=ret=1"));
    }
  }

  @Test
  void unsetTakesAValueAway() throws Exception {
    try (RawClient client = client()) {
      for (int i = 1; i <= 5; i++) {
        given(client, "/ppp/secret/add", "=name=u" + i, "=caller-id=02:00:00:00:00:0" + i);
      }
      replay(client, "unset");
      assertThat(names(client, "/ppp/secret/print", "=.proplist=name", "?-caller-id"))
          .containsExactly("u5");
    }
  }

  @Test
  void anOwnedSecretIsFoundByItsComment() throws Exception {
    try (RawClient client = client()) {
      given(client, "/ppp/profile/add", "=name=p10");
      given(client, "/ppp/secret/add", "=name=u1", "=profile=p10", "=comment=fq:1:abc");
      given(client, "/ppp/secret/add", "=name=foreign");
      replay(client, "comment-tag-find");
    }
  }

  @Test
  void rebootEndsTheConnectionWithoutAWordAndTheRouterComesBack() throws Exception {
    try (RawClient client = client()) {
      threeSecrets(client);
      replay(client, "reboot-eof");
    }
    try (RawClient client = Eventually.get(() -> RawClient.loggedIn(router))) {
      assertThat(names(client, "/ppp/secret/print", "=.proplist=name"))
          .containsExactly("u1", "u2", "u3");
    }
  }

  @Test
  void valuesReadBackAsARouterPrintsThem() throws Exception {
    try (RawClient client = client()) {
      given(client, "/ppp/profile/add", "=name=p", "=session-timeout=1d00:00:30");
      given(client, "/ip/firewall/address-list/add", "=list=l", "=address=10.0.0.1/32");
      given(client, "/ip/firewall/address-list/add", "=list=l", "=address=10.0.0.0-10.0.0.255");
      assertThat(client.ask("/ppp/profile/print", "=.proplist=session-timeout", "?name=p"))
          .first()
          .isEqualTo(List.of("!re", "=session-timeout=1d30s"));
      assertThat(client.ask("/ip/firewall/address-list/print", "=.proplist=address"))
          .startsWith(List.of("!re", "=address=10.0.0.1"), List.of("!re", "=address=10.0.0.0/24"));
    }
  }

  @ParameterizedTest
  @CsvSource({"7.20, true", "7.21, false"})
  void passwordsAreShownUpToSevenTwenty(String version, boolean shown) throws Exception {
    try (RawClient client = client(version, false)) {
      given(client, "/ppp/secret/add", "=name=u1", "=password=pw");
      assertThat(client.ask("/ppp/secret/print").getFirst().contains("=password=pw"))
          .isEqualTo(shown);
      assertThat(client.ask("/ppp/secret/print", "=show-sensitive=").getFirst())
          .contains(shown ? "=message=unknown parameter show-sensitive" : "=password=pw");
    }
  }
}
