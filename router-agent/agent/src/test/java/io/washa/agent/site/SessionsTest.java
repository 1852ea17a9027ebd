package io.washa.agent.site;

import static org.assertj.core.api.Assertions.assertThat;

import io.washa.protocol.Observed;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SessionsTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private final UUID amina = UUID.randomUUID();
  private final Sessions sessions = new Sessions();

  @Test
  void aSessionKeepsItsIdWhileItLives() {
    Observed.Session first = look(NOON, session("0x81", 10, 500)).came().get(0);
    assertThat(first.id()).isEqualTo("0x81@" + NOON.minusSeconds(10).getEpochSecond());
    assertThat(look(NOON.plusSeconds(61), session("0x81", 70, 900)).isEmpty()).isTrue();
    assertThat(sessions.all())
        .singleElement()
        .satisfies(now -> {
          assertThat(now.id()).isEqualTo(first.id());
          assertThat(now.up()).isEqualTo(900);
        });
  }

  @Test
  void twoSessionsOfOneAccessAreTwoAndTheAccessGoesWithTheLast() {
    assertThat(look(NOON, session("a", 1, 1), session("b", 1, 1)).came()).hasSize(2);
    Sessions.Changes one = look(NOON, session("b", 2, 2));
    assertThat(one.gone()).hasSize(1);
    assertThat(one.went()).isEmpty();
    assertThat(look(NOON).went()).containsExactly(amina);
  }

  @Test
  void aRoutersIdUsedAgainIsAnotherSession() {
    look(NOON, session("0x81", 500, 7000));
    Sessions.Changes changes = look(NOON.plusSeconds(30), session("0x81", 5, 10));
    assertThat(changes.came()).hasSize(1);
    assertThat(changes.gone())
        .singleElement()
        .satisfies(gone -> assertThat(gone.up()).isEqualTo(7000));
    assertThat(changes.went()).isEmpty();
  }

  @Test
  void whoIsStillThereAfterALostConnectionIsTheSame() {
    String id = look(NOON, session("0x81", 10, 500)).came().get(0).id();
    sessions.loseSight();
    Sessions.Changes back = look(NOON.plusSeconds(300), session("0x81", 311, 800));
    assertThat(back.came()).singleElement().satisfies(now -> assertThat(now.id()).isEqualTo(id));
    assertThat(back.gone()).isEmpty();
  }

  @Test
  void whoBeganAnewWhileTheRouterWasAwayIsAnother() {
    String id = look(NOON, session("0x81", 10, 500)).came().get(0).id();
    sessions.loseSight();
    Sessions.Changes back = look(NOON.plusSeconds(300), session("0x81", 100, 800));
    assertThat(back.came()).singleElement().satisfies(now -> assertThat(now.id()).isNotEqualTo(id));
    assertThat(back.gone())
        .singleElement()
        .satisfies(gone -> {
          assertThat(gone.id()).isEqualTo(id);
          assertThat(gone.up()).isEqualTo(500);
        });
  }

  @Test
  void aRestartedAgentCountsOnWhereItWas() {
    String id = look(NOON, session("0x81", 10, (1L << 32) - 100)).came().get(0).id();
    Sessions again = restarted();
    Observed.Session now =
        again
            .look(List.of(session("0x81", 130, 50)), null, Optional.of(NOON.plusSeconds(120)))
            .came()
            .get(0);
    assertThat(now.id()).isEqualTo(id);
    assertThat(now.up()).isEqualTo((1L << 32) + 50);
  }

  @Test
  void aRestartedAgentWithoutTheTimeGoesByTheUptime() {
    String id = look(NOON, session("0x81", 10, 5)).came().get(0).id();
    assertThat(restarted().look(List.of(session("0x81", 11, 6)), null, Optional.empty()).came())
        .singleElement()
        .satisfies(now -> assertThat(now.id()).isEqualTo(id));
    assertThat(restarted().look(List.of(session("0x81", 3, 6)), null, Optional.empty()).came())
        .singleElement()
        .satisfies(now -> assertThat(now.id()).isNotEqualTo(id));
  }

  @Test
  void onlyWhoCountedOnIsToldAgain() {
    look(NOON, session("a", 1, 100), session("b", 1, 100));
    assertThat(sessions.moved()).hasSize(2);
    look(NOON, session("a", 2, 100), session("b", 2, 150));
    assertThat(sessions.moved())
        .singleElement()
        .satisfies(moved -> assertThat(moved.up()).isEqualTo(150));
  }

  @Test
  void aLookAtAFewSaysNothingOfOthers() {
    look(NOON, session("a", 1, 1));
    Sessions.Changes changes =
        sessions.look(List.of(), Set.of(UUID.randomUUID()), Optional.of(NOON));
    assertThat(changes.isEmpty()).isTrue();
    assertThat(sessions.all()).hasSize(1);
  }

  private Sessions restarted() {
    Sessions again = new Sessions();
    again.recall(
        sessions.lines().stream()
            .map(KnownSession::parse)
            .map(known -> Objects.requireNonNull(known))
            .toList());
    return again;
  }

  private Sessions.Changes look(Instant now, LiveSession... live) {
    return sessions.look(List.of(live), null, Optional.of(now));
  }

  private LiveSession session(String id, long uptime, long up) {
    return new LiveSession(
        amina, new UserKey("pppoe", "amina"), id, "10.0.0.2", null, uptime, up, 0);
  }
}
