package io.washa.agent.routeros;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RouterConnectionTest {
  private static final Timings QUICK =
      new Timings(Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofMillis(600));
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final List<String> DONE = List.of("!done");
  private static final Sentence PRINT = Sentence.of("/ppp/secret/print");
  private static final Sentence SET = Sentence.of("/ppp/secret/set").set("numbers", "*1");

  @SuppressWarnings("NullAway.Init") // Set before each test.
  private ScriptedRouter router;

  @BeforeEach
  void aRouter() throws IOException {
    router = new ScriptedRouter();
  }

  @AfterEach
  void close() throws IOException {
    router.close();
  }

  private RouterConnection loggedIn() throws IOException {
    return RouterConnection.open(router.start().address(), QUICK);
  }

  @Test
  void rowsAreReadAndAValueMayHoldEqualsSignsOrNothing() throws IOException {
    router.answer(DONE).answer(List.of("!re", "=.id=*1", "=name=a=b", "=only-key"), DONE);
    try (RouterConnection connection = loggedIn()) {
      assertThat(connection.call(PRINT, SECOND).rows())
          .containsExactly(Map.of(".id", "*1", "name", "a=b", "only-key", ""));
    }
  }

  @Test
  void emptyMeansNoRowsAndEmptySentencesMeanNothing() throws IOException {
    router.answer(DONE).answer(List.of(), List.of("!empty"), DONE).answer(List.of(), DONE);
    try (RouterConnection connection = loggedIn()) {
      assertThat(connection.call(PRINT, SECOND).rows()).isEmpty();
      assertThat(connection.call(PRINT, SECOND).refusal()).isEmpty();
    }
  }

  @Test
  void everyTrapIsCollectedEvenWithoutAMessage() throws IOException {
    router
        .answer(DONE)
        .answer(
            List.of("!trap", "=category=0", "=message=no such item"),
            List.of("!trap", "=some=unknown key"),
            DONE);
    try (RouterConnection connection = loggedIn()) {
      Reply reply = connection.call(SET, SECOND);
      assertThat(reply.traps()).hasSize(2);
      assertThat(reply.traps().get(0).kind()).isEqualTo(Trap.Kind.MISSING);
    }
  }

  @Test
  void theOldChallengeIsNoLogin() {
    router.answer(List.of("!done", "=ret=aabbccddeeff00112233445566778899"));
    assertThatThrownBy(this::loggedIn)
        .isInstanceOf(LoginRefusedException.class)
        .hasMessageContaining("unsafe");
  }

  @Test
  void aWrongPasswordIsRefused() {
    router.answer(List.of("!trap", "=message=invalid user name or password (6)"), DONE);
    assertThatThrownBy(this::loggedIn)
        .isInstanceOf(LoginRefusedException.class)
        .hasMessageContaining("invalid user name");
  }

  @Test
  void aConnectionLostAfterAReadIsCertainAndAfterAWriteIsNot() throws IOException {
    router.answer(DONE).answer(List.of("!re", "=.id=*1"));
    try (RouterConnection connection = loggedIn()) {
      assertLost(connection, PRINT, false);
    }
    aRouter();
    router.answer(DONE).answer();
    try (RouterConnection connection = loggedIn()) {
      assertLost(connection, SET, true);
    }
  }

  @Test
  void fatalEndsEverythingAtOnceInBothItsForms() throws IOException {
    for (String reason : List.of("router is shutting down", "=message=router is shutting down")) {
      aRouter();
      router.answer(DONE).answer(List.of("!fatal", reason)).thenSilent();
      try (RouterConnection connection = loggedIn()) {
        assertThatThrownBy(() -> connection.call(PRINT, SECOND))
            .hasMessageEndingWith(": router is shutting down");
        assertThat(connection.isOpen()).isFalse();
      }
    }
  }

  @Test
  void anUnknownReplyWordFailsAndCloses() throws IOException {
    router.answer(DONE).answer(List.of("!xxx")).thenSilent();
    try (RouterConnection connection = loggedIn()) {
      assertThatThrownBy(() -> connection.call(PRINT, SECOND)).hasMessageContaining("!xxx");
    }
  }

  @Test
  void aSilentRouterFailsAtTheDeadlineAndAStoppedReplyAtTheIdleOne() throws IOException {
    router.answer(DONE).thenSilent();
    try (RouterConnection connection = loggedIn()) {
      assertThatThrownBy(() -> connection.call(PRINT, Duration.ofMillis(100)))
          .hasMessageContaining("in time");
    }
    aRouter();
    router.answer(DONE).answer(List.of("!re", "=.id=*1")).thenSilent();
    try (RouterConnection connection = loggedIn()) {
      assertThatThrownBy(() -> connection.call(PRINT, Duration.ofSeconds(30)))
          .hasMessageContaining("stopped in the middle");
    }
  }

  @Test
  void pipelinedRepliesComeInTheOrderOfTheCommands() throws IOException {
    router.answer(DONE);
    List<Sentence> commands = new java.util.ArrayList<>();
    for (int i = 0; i < 40; i++) {
      router.answer(List.of("!done", "=ret=*" + i));
      commands.add(SET);
    }
    try (RouterConnection connection = loggedIn()) {
      List<Reply> replies = connection.callAll(commands, SECOND);
      assertThat(replies).hasSize(40);
      assertThat(replies.get(39).ret()).isEqualTo("*39");
    }
  }

  @Test
  void secretsAreNotShown() {
    assertThat(Sentence.of("/login").set("name", "washa").set("password", "s3cret"))
        .hasToString("/login =name=washa =password=***");
  }

  @Test
  void everyKnownErrorTextThatMattersIsClassified() {
    assertKind("failure: secret with the same name already exists", Trap.Kind.DUPLICATE);
    assertKind("no such item (4)", Trap.Kind.MISSING);
    assertKind("not enough permissions (9)", Trap.Kind.PERMISSION);
    assertKind("action timed out - try again (13)", Trap.Kind.TRANSIENT);
    assertKind("input does not match any value of profile", Trap.Kind.BAD_VALUE);
    assertKind("unknown parameter nosuch", Trap.Kind.UNKNOWN_WORD);
    assertKind("no such command or directory (routerboard)", Trap.Kind.UNKNOWN_WORD);
    assertKind("failure: something new", Trap.Kind.OTHER);
  }

  private static void assertKind(String text, Trap.Kind kind) {
    assertThat(new Trap(null, text).kind()).as(text).isEqualTo(kind);
  }

  private static void assertLost(RouterConnection connection, Sentence sentence, boolean unknown) {
    assertThatThrownBy(() -> connection.call(sentence, SECOND))
        .isInstanceOfSatisfying(
            RouterLostException.class,
            lost -> assertThat(lost.outcomeUnknown()).isEqualTo(unknown));
  }
}
