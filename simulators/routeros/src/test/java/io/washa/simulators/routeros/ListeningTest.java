package io.washa.simulators.routeros;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What never ends by itself: listen, follow and ping, and how it is cancelled. */
class ListeningTest {
  private static final JsonNode VECTORS = Vectors.read("api-transcripts.json").get("transcripts");

  private final RouterOsSimulator router =
      RouterOsSimulator.builder().user("washa", "secret").cost(CostModel.FREE).start();
  private RawClient client;

  ListeningTest() throws Exception {
    client = new RawClient(router.apiPort());
  }

  @BeforeEach
  void logIn() throws Exception {
    client.close();
    client = RawClient.loggedIn(router);
  }

  @AfterEach
  void stop() throws Exception {
    client.close();
    router.close();
  }

  private void send(Vectors.Step step) throws Exception {
    client.send(step.words().toArray(String[]::new));
  }

  @Test
  void listenTellsEveryChangeAndIsCancelledInTheOrderOfTheManual() throws Exception {
    List<Vectors.Step> steps = Vectors.steps(VECTORS, "listen-cancel-order");
    List<Vectors.Step> sent = steps.stream().filter(step -> step.who().equals("C")).toList();
    send(sent.get(0));
    send(sent.get(1));
    assertThat(List.of(client.read(), client.read()))
        .anySatisfy(sentence -> assertThat(sentence).containsExactly("!done", ".tag=3"))
        .anySatisfy(sentence ->
            assertThat(sentence)
                .contains("!re", ".tag=2", "=name=ether1", "=disabled=true", "=running=false"));
    send(sent.get(2));
    assertThat(List.of(client.read(), client.read()))
        .anySatisfy(sentence -> assertThat(sentence).containsExactly("!done", ".tag=4"))
        .anySatisfy(sentence ->
            assertThat(sentence)
                .contains("!re", ".tag=2", "=name=ether1", "=disabled=false", "=running=true"));
    send(sent.get(3));
    assertThat(client.answer())
        .hasSize(6)
        .allSatisfy(sentence -> assertThat(sentence).contains(".tag=5"));
    send(sent.get(4));
    for (Vectors.Step step : steps.subList(steps.size() - 3, steps.size())) {
      assertThat(client.read()).isEqualTo(step.words());
    }
    assertThat(client.ask("/interface/set", "=.id=ether1", "=comment=x"))
        .containsExactly(List.of("!done"));
    assertThat(client.isSilentFor(50)).isTrue();
  }

  @Test
  void whoLogsInAndOutIsSeenByWhoListens() throws Exception {
    List<Vectors.Step> steps = Vectors.steps(VECTORS, "listen-dead");
    send(steps.get(0));
    Eventually.holds(() -> assertThat(router.counters().sentences()).isEqualTo(2));
    try (RawClient other = RawClient.loggedIn(router)) {
      assertThat(client.read())
          .contains("!re", "=.id=*2", "=name=washa", "=address=127.0.0.1", "=via=api");
      other.send("/quit");
    }
    assertThat(client.read()).containsExactly("!re", "=.id=*2", "=.dead=true");
  }

  @Test
  void listenTellsOnlyWhatItsQueryFinds() throws Exception {
    client.send("/ppp/secret/listen", "=.proplist=name", "?disabled=true", ".tag=l");
    client.send("/ppp/secret/add", "=name=u1", ".tag=1");
    client.send("/ppp/secret/add", "=name=u2", "=disabled=yes", ".tag=2");
    assertThat(List.of(client.read(), client.read(), client.read()))
        .containsExactlyInAnyOrder(
            List.of("!done", "=ret=*1", ".tag=1"),
            List.of("!done", "=ret=*2", ".tag=2"),
            List.of("!re", "=name=u2", ".tag=l"));
    assertThat(client.isSilentFor(50)).isTrue();
  }

  @Test
  void followGivesTheRowsFirst() throws Exception {
    client.send("/interface/print", "=follow=", "=.proplist=name", ".tag=f");
    for (int i = 1; i <= 5; i++) {
      assertThat(client.read()).containsExactly("!re", "=name=ether" + i, ".tag=f");
    }
    client.send("/interface/set", "=.id=ether5", "=comment=x", ".tag=s");
    assertThat(List.of(client.read(), client.read()))
        .contains(List.of("!re", "=name=ether5", ".tag=f"), List.of("!done", ".tag=s"));
  }

  @Test
  void cancelWithoutATagCancelsAllButItself() throws Exception {
    client.send("/interface/listen", ".tag=1");
    client.send("/ppp/secret/listen", ".tag=2");
    client.send("/cancel", ".tag=3");
    List<List<String>> sentences =
        List.of(client.read(), client.read(), client.read(), client.read(), client.read());
    assertThat(sentences)
        .containsOnlyOnce(List.of("!done", ".tag=1"), List.of("!done", ".tag=2"))
        .element(2)
        .isEqualTo(List.of("!done", ".tag=3"));
    assertThat(sentences)
        .filteredOn(sentence -> sentence.getFirst().equals("!trap"))
        .allSatisfy(sentence -> assertThat(sentence).contains("=category=2"))
        .hasSize(2);
  }

  @Test
  void aStreamTooManyIsRefusedUntilAnotherEnds() throws Exception {
    for (int i = 0; i < Jobs.MAX_RUNNING; i++) {
      client.send("/interface/listen", ".tag=" + i);
    }
    assertThat(client.ask("/interface/listen", ".tag=more"))
        .containsExactly(
            List.of("!trap", "=message=failure: too many commands at once", ".tag=more"),
            List.of("!done", ".tag=more"));
    client.send("/cancel", "=tag=0", ".tag=c");
    assertThat(List.of(client.read(), client.read(), client.read()))
        .contains(List.of("!done", ".tag=c"), List.of("!done", ".tag=0"));
    client.send("/interface/listen", ".tag=more");
    assertThat(client.isSilentFor(50)).isTrue();
  }

  @Test
  void cancellingWhatDoesNotRunIsDone() throws Exception {
    assertThat(client.ask("/cancel", "=tag=nobody", ".tag=1"))
        .containsExactly(List.of("!done", ".tag=1"));
    assertThat(client.isSilentFor(50)).isTrue();
  }

  /**
   * Cancelling hits the sender in the middle of its writing, which must not cost the connection.
   */
  @RepeatedTest(5)
  void cancellingABusyStreamKeepsTheConnectionAndSilencesTheStream() throws Exception {
    for (int round = 0; round < 20; round++) {
      client.send("/ping", "=address=10.0.0.1", "=interval=0s", ".tag=p");
      assertThat(client.read()).contains(".tag=p");
      client.send("/cancel", "=tag=p", ".tag=c");
      List<String> last = client.read();
      while (last.getFirst().equals("!re")) {
        last = client.read();
      }
      assertThat(last).startsWith("!trap").contains("=category=2", ".tag=p");
      assertThat(client.read()).containsExactly("!done", ".tag=c");
      assertThat(client.read()).containsExactly("!done", ".tag=p");
      assertThat(client.ask("/system/identity/print", ".tag=i")).hasSize(2);
    }
  }

  @Test
  void pingAnswersAsOftenAsAskedAndKnowsWhoIsOnline() throws Exception {
    List<Vectors.Step> steps = Vectors.steps(VECTORS, "ping");
    client.send("/tool/ping", "=address=10.155.101.1", "=count=2", "=interval=10ms");
    List<List<String>> rows = client.answer();
    assertThat(rows).hasSize(3).last().isEqualTo(List.of("!done"));
    assertThat(names(rows.get(1))).isEqualTo(names(steps.get(2).words()));
    assertThat(rows.get(1)).contains("=seq=1", "=sent=2", "=received=2", "=packet-loss=0");

    assertThat(client.ask("/ip/pool/add", "=name=p", "=ranges=10.9.0.1-10.9.0.2")).hasSize(1);
    assertThat(client.ask("/ping", "=address=10.9.0.1", "=count=1").getFirst())
        .contains("=status=timeout", "=packet-loss=100")
        .noneMatch(word -> word.startsWith("=time="));
    assertThat(client.ask("/ppp/secret/add", "=name=u", "=remote-address=p")).hasSize(1);
    assertThat(router.dial("u", "")).isInstanceOf(DialResult.Accepted.class);
    assertThat(client.ask("/ping", "=address=10.9.0.1", "=count=1").getFirst())
        .contains("=received=1");
  }

  private static List<String> names(List<String> words) {
    return words.stream().map(word -> word.replaceFirst("(=[^=]+)=.*", "$1")).toList();
  }

  @Test
  void settingsCannotBeListenedTo() throws Exception {
    assertThat(client.ask("/system/identity/listen").getFirst())
        .contains("=message=no such command");
    assertThat(client.ask("/system/identity/print")).hasSize(2);
  }
}
