package io.washa.simulators.routeros;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What goes wrong on purpose; every test ends with a healthy router again. */
class FaultTest {
  private static final List<List<String>> DONE = List.of(List.of("!done"));

  private final RouterOsSimulator router =
      RouterOsSimulator.builder()
          .version("7.20")
          .user("washa", "secret")
          .cost(CostModel.FREE)
          .start();
  private RawClient client;

  FaultTest() throws Exception {
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

  private List<String> secrets() {
    return router.state().rows("/ppp/secret").stream()
        .map(row -> row.getOrDefault("name", ""))
        .toList();
  }

  @Test
  void ignoredWritesAreAnsweredAsDoneAndKeepNothing() throws Exception {
    assertThat(client.ask("/ppp/secret/add", "=name=kept")).hasSize(1);
    List<Map<String, String>> before = router.state().rows("/ppp/secret");
    router.resetCounters();
    router.faults(Faults.none().withIgnoreWrites(true));

    List<List<String>> ids =
        IntStream.range(0, 5)
            .mapToObj(i -> answer("/ppp/secret/add", "=name=lost"))
            .map(List::getFirst)
            .toList();
    assertThat(ids)
        .doesNotHaveDuplicates()
        .allSatisfy(done -> assertThat(done).hasSize(2).first().isEqualTo("!done"));
    assertThat(client.ask("/ppp/secret/set", "=.id=kept", "=disabled=yes")).isEqualTo(DONE);
    assertThat(client.ask("/ppp/secret/unset", "=.id=kept", "=value-name=comment")).isEqualTo(DONE);
    assertThat(client.ask("/ppp/secret/remove", "=.id=kept")).isEqualTo(DONE);
    assertThat(router.state().rows("/ppp/secret")).isEqualTo(before);
    assertThat(router.counters().flashWrites()).isZero();

    router.faults(Faults.none());
    List<String> real = client.ask("/ppp/secret/add", "=name=lost").getFirst();
    assertThat(ids).doesNotContain(real);
    assertThat(secrets()).containsExactly("kept", "lost");
  }

  private List<List<String>> answer(String... command) {
    try {
      return client.ask(command);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void ignoredWritesAreRefusedLikeOthers() throws Exception {
    assertThat(client.ask("/ppp/secret/add", "=name=u1")).hasSize(1);
    assertThat(client.ask("/ppp/secret/add", "=name=u2")).hasSize(1);
    router.faults(Faults.none().withIgnoreWrites(true));
    assertThat(client.ask("/ppp/secret/add", "=name=u1").getFirst())
        .contains("=message=failure: secret with the same name already exists");
    assertThat(client.ask("/ppp/secret/set", "=.id=u2", "=name=u1").getFirst())
        .contains("=message=failure: secret with the same name already exists");
    assertThat(client.ask("/ppp/secret/remove", "=.id=*FF").getFirst())
        .contains("=message=no such item (4)");
  }

  @Test
  void anIgnoredKickLeavesTheSubscriberOnline() throws Exception {
    assertThat(client.ask("/ppp/secret/add", "=name=u", "=remote-address=10.0.0.2")).hasSize(1);
    assertThat(router.dial("u", "")).isInstanceOf(DialResult.Accepted.class);
    router.faults(Faults.none().withIgnoreWrites(true));
    assertThat(client.ask("/ppp/active/remove", "=.id=u")).isEqualTo(DONE);
    assertThat(router.state().rows("/ppp/active")).hasSize(1);
    router.faults(Faults.none());
    assertThat(client.ask("/ppp/active/remove", "=.id=u")).isEqualTo(DONE);
    assertThat(router.state().rows("/ppp/active")).isEmpty();
  }

  @Test
  void latencyIsWaitedBeforeTheCommandIsCarriedOut() throws Exception {
    router.faults(Faults.none().withLatency(Duration.ofMillis(150)));
    long start = System.nanoTime();
    client.send("/ppp/secret/add", "=name=late");
    assertThat(client.isSilentFor(60)).isTrue();
    assertThat(secrets()).isEmpty();
    assertThat(client.answer()).hasSize(1);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(149));
    assertThat(secrets()).containsExactly("late");
  }

  @Test
  void aStalledRouterTakesCommandsInAndCarriesThemOutWhenItGoesOn() throws Exception {
    router.faults(Faults.none().withStall(true));
    client.send("/ppp/secret/add", "=name=a");
    client.send("/ppp/secret/add", "=name=b");
    assertThat(client.isSilentFor(100)).isTrue();
    assertThat(secrets()).isEmpty();
    router.faults(Faults.none());
    assertThat(client.answer()).containsExactly(List.of("!done", "=ret=*1"));
    assertThat(client.answer()).containsExactly(List.of("!done", "=ret=*2"));
    assertThat(secrets()).containsExactly("a", "b");
  }

  /** The client has given up, the command has not: its outcome is unknown to whoever sent it. */
  @Test
  void aStalledCommandIsCarriedOutEvenIfItsClientIsGone() throws Exception {
    router.faults(Faults.none().withStall(true));
    client.send("/ppp/secret/add", "=name=late");
    client.close();
    router.faults(Faults.none());
    Eventually.holds(() -> assertThat(secrets()).containsExactly("late"));
  }

  @Test
  void aCommandStalledAtThePowerCutIsNeverCarriedOut() throws Exception {
    router.faults(Faults.none().withStall(true));
    client.send("/ppp/secret/add", "=name=never");
    assertThat(client.isSilentFor(50)).isTrue();
    router.power(false);
    assertThat(client.end()).isNotNull();
    router.faults(Faults.none());
    router.power(true);
    try (RawClient after = RawClient.loggedIn(router)) {
      assertThat(after.ask("/ppp/secret/print")).contains(List.of("!empty"));
    }
  }

  @Test
  void eofAfterNothingCarriesTheCommandOutAndLosesItsAnswer() throws Exception {
    router.faults(Faults.none().withEofAfter(0));
    client.send("/ppp/secret/add", "=name=unknown");
    assertThat(client.end()).isEqualTo(RawClient.Ending.EOF);
    assertThat(secrets()).containsExactly("unknown");
  }

  @Test
  void eofAfterTwoRowsLosesTheRest() throws Exception {
    router.faults(Faults.none().withEofAfter(2));
    client.send("/interface/print", "=.proplist=name");
    assertThat(client.read()).containsExactly("!re", "=name=ether1");
    assertThat(client.read()).containsExactly("!re", "=name=ether2");
    assertThat(client.end()).isEqualTo(RawClient.Ending.EOF);
    router.faults(Faults.none());
    try (RawClient healthy = RawClient.loggedIn(router)) {
      assertThat(healthy.ask("/interface/print")).hasSize(6);
    }
  }

  @Test
  void resetDropsOpenConnectionsAtOnceAndNewOnesToo() throws Exception {
    assertThat(client.ask("/system/identity/print")).hasSize(2);
    router.faults(Faults.none().withReset(true));
    assertThat(client.end()).isEqualTo(RawClient.Ending.RESET);
    try (RawClient next = new RawClient(router.apiPort())) {
      assertThat(next.end()).isEqualTo(RawClient.Ending.RESET);
    }
    router.faults(Faults.none());
    try (RawClient healthy = RawClient.loggedIn(router)) {
      assertThat(healthy.ask("/system/identity/print")).hasSize(2);
    }
  }

  @Test
  void resetWithEofCutsTheAnswerByAReset() throws Exception {
    router.faults(Faults.none().withReset(true).withEofAfter(1));
    client.send("/interface/print", "=.proplist=name");
    assertThat(endOrRows()).isEqualTo(RawClient.Ending.RESET);
  }

  /** A reset may overtake the row that was sent before it. */
  private RawClient.Ending endOrRows() throws Exception {
    try {
      assertThat(client.read()).containsExactly("!re", "=name=ether1");
    } catch (SocketException e) {
      return RawClient.Ending.RESET;
    }
    return client.end();
  }

  @Test
  void aBusyRouterRefusesEveryCommandAndStaysConnected() throws Exception {
    router.faults(Faults.none().withBusy(true));
    for (String command : List.of("/ppp/secret/add", "/ppp/secret/print")) {
      List<List<String>> answer = client.ask(command, "=name=u", ".tag=1");
      assertThat(answer).hasSize(2).last().isEqualTo(List.of("!done", ".tag=1"));
      assertThat(answer.getFirst().get(1)).startsWith("=message=action timed out").endsWith("(13)");
    }
    assertThat(secrets()).isEmpty();
    router.faults(Faults.none());
    assertThat(client.ask("/ppp/secret/add", "=name=u")).hasSize(1);
    assertThat(secrets()).containsExactly("u");
  }

  @Test
  void aDrippingRouterSendsTheSameBytesSlowly() throws Exception {
    router.faults(Faults.none().withDrip(Duration.ofMillis(2)));
    long start = System.nanoTime();
    assertThat(client.ask("/system/identity/print"))
        .containsExactly(List.of("!re", "=name=MikroTik"), List.of("!done"));
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(40));
  }

  @Test
  void aWrongTagIsOneNobodyChose() throws Exception {
    router.faults(Faults.none().withWrongTag(true));
    assertThat(client.ask("/system/identity/print", ".tag=7"))
        .allSatisfy(
            sentence -> assertThat(sentence).contains(".tag=7-nobody").doesNotContain(".tag=7"));
    router.faults(Faults.none());
    assertThat(client.ask("/system/identity/print", ".tag=7"))
        .allSatisfy(sentence -> assertThat(sentence).contains(".tag=7"));
  }

  @Test
  void aDoubledDoneComesTwice() throws Exception {
    router.faults(Faults.none().withDuplicateDone(true));
    assertThat(client.ask("/system/identity/print")).hasSize(2);
    assertThat(client.read()).containsExactly("!done");
    router.faults(Faults.none());
    assertThat(client.ask("/system/identity/print")).hasSize(2);
    assertThat(client.isSilentFor(50)).isTrue();
  }
}
