package io.washa.simulators.routeros;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Which rows a query finds: those of the collected conversations, and the stack by itself. */
class QueryTest {
  private static final JsonNode VECTORS = Vectors.read("api-transcripts.json").get("transcripts");

  private final RouterOsSimulator router =
      RouterOsSimulator.builder()
          .version("7.20")
          .user("washa", "secret")
          .cost(CostModel.FREE)
          .start();

  private RawClient client() throws Exception {
    return RawClient.loggedIn(router);
  }

  @AfterEach
  void stop() {
    router.close();
  }

  private static String[] words(String name) {
    return Vectors.steps(VECTORS, name).getFirst().words().toArray(String[]::new);
  }

  private static void given(RawClient client, String... command) throws Exception {
    assertThat(client.ask(command)).hasSize(1).first().asString().contains("!done");
  }

  private static List<String> names(RawClient client, String... command) throws Exception {
    return client.ask(command).stream()
        .flatMap(List::stream)
        .filter(word -> word.startsWith("=name=") || word.startsWith("=comment="))
        .map(word -> word.substring(word.indexOf('=', 1) + 1))
        .toList();
  }

  @Test
  void anOrQueryFindsWhateverIsEither() throws Exception {
    try (RawClient client = client()) {
      assertThat(names(client, words("or-query")))
          .containsExactly("ether1", "ether2", "ether3", "ether4", "ether5");
    }
  }

  @Test
  void aNorQueryFindsWhateverIsNeither() throws Exception {
    try (RawClient client = client()) {
      assertThat(names(client, words("nor-query"))).isEmpty();
      aSubscriberOnline(client);
      assertThat(names(client, words("nor-query"))).containsExactly("<pppoe-u1>");
    }
  }

  private void aSubscriberOnline(RawClient client) throws Exception {
    given(client, "/ppp/secret/add", "=name=u1", "=password=p", "=remote-address=10.0.0.9");
    assertThat(router.dial("u1", "p")).isInstanceOf(DialResult.Accepted.class);
  }

  @Test
  void greaterThanNothingFindsWhateverHasAComment() throws Exception {
    try (RawClient client = client()) {
      given(client, "/ip/route/add", "=gateway=10.0.0.1", "=comment=a");
      given(client, "/ip/route/add", "=gateway=10.0.0.2");
      given(client, "/ip/route/add", "=gateway=10.0.0.3", "=comment=");
      assertThat(names(client, words("has-nonempty-comment"))).containsExactly("a");
    }
  }

  @Test
  void aNegatedConjunctionFindsWhateverFailsEither() throws Exception {
    try (RawClient client = client()) {
      String gateway = "=gateway=172.16.1.1";
      given(client, "/ip/route/add", gateway, "=distance=2", "=comment=both");
      given(client, "/ip/route/add", gateway, "=comment=near");
      given(client, "/ip/route/add", "=gateway=10.0.0.1", "=distance=10", "=comment=far");
      assertThat(names(client, words("not-and"))).containsExactly("near", "far");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "implicit-and, u1",
    "equals-form-with-leading-=, u1",
    "has-property, u3",
  })
  void aQueryOnSecretsFindsExactlyOne(String name, String found) throws Exception {
    try (RawClient client = client()) {
      threeSecrets(client);
      assertThat(client.ask(withNamesOnly(words(name))))
          .containsExactly(List.of("!re", "=name=" + found), List.of("!done"));
    }
  }

  @Test
  void lacksPropertyFindsWhateverHasNoComment() throws Exception {
    try (RawClient client = client()) {
      threeSecrets(client);
      assertThat(names(client, withNamesOnly(words("lacks-property")))).containsExactly("u1", "u2");
    }
  }

  private static void threeSecrets(RawClient client) throws Exception {
    given(client, "/ppp/secret/add", "=name=u1", "=service=pppoe");
    given(client, "/ppp/secret/add", "=name=u2", "=service=pppoe", "=disabled=yes");
    given(client, "/ppp/secret/add", "=name=u3", "=comment=c");
  }

  private static String[] withNamesOnly(String[] words) {
    return IntStream.rangeClosed(0, words.length)
        .mapToObj(i -> i < words.length ? words[i] : "=.proplist=name")
        .toArray(String[]::new);
  }

  @Test
  void aPropertyNobodyHasIsJustMissingFromEveryRow() throws Exception {
    try (RawClient client = client()) {
      List<String> bare = List.of("!re");
      assertThat(client.ask(words("absent-proplist-property")))
          .containsExactly(bare, bare, bare, bare, bare, List.of("!done"));
    }
  }

  /** The rules of the stack as the manual tells them, on five interfaces called 1 to 5. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "?name=1 ?name=2 ?#|; 1 2",
        "?name=1 ?name=2; ''",
        "?name=1 ?#!; 2 3 4 5",
        "?name=1 ?name=2 ?#|!; 3 4 5",
        "?name=1 ?name=2 ?#| ?name=3 ?#|; 1 2 3",
        "?name=1 ?name=2 ?name=3 ?#||; 1 2 3",
        "?name=1 ?name=2 ?#0; 2",
        "?name=1 ?name=2 ?#1; 1",
        "?name=1 ?name=2 ?#1|; 1",
        "?name=1 ?#.!|; 1 2 3 4 5",
        "?name=1 ?#.!&; ''",
        "?#!; ''",
        "?name; 1 2 3 4 5",
        "?-name; ''",
        "?mtu=1500; 1 2 3 4 5",
        "?<mtu=1501; 1 2 3 4 5",
        "?>mtu=1500; ''",
        "?>mtu=9; 1 2 3 4 5",
        "?name=5 ?running=yes; 5",
        "?name=5 ?running=true; 5",
        "?name=5 ?running=no; ''",
        "?nosuch=1; ''"
      })
  void aQueryIsWorkedOffOnAStack(String query, String found) throws Exception {
    try (RawClient client = client()) {
      for (int i = 1; i <= 5; i++) {
        given(client, "/interface/set", "=.id=ether" + i, "=name=" + i);
      }
      String[] command =
          Stream.concat(Stream.of("/interface/print"), Stream.of(query.split(" ", -1)))
              .toArray(String[]::new);
      assertThat(String.join(" ", names(client, command))).isEqualTo(found);
    }
  }
}
