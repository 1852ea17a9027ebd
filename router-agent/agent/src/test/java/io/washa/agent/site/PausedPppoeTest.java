package io.washa.agent.site;

import static org.assertj.core.api.Assertions.assertThat;

import io.washa.agent.routeros.Sentence;
import io.washa.protocol.ApplyDesired.Access;
import io.washa.protocol.ApplyDesired.Profile;
import io.washa.simulators.routeros.RouterOsSimulator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PausedPppoeTest {
  private static final Profile HOME = new Profile("w-home", "2M/10M");

  @TempDir Path data;
  private OneRouter router;
  private final Access amina = Rows.on("pppoe", "amina", "w-home");

  @BeforeEach
  void aRouterThatPauses() throws IOException {
    router = new OneRouter(data, RouterOsSimulator.builder(), HOME);
    router.pauseBy(OneRouter.PAUSED);
  }

  @AfterEach
  void close() throws IOException {
    router.close();
  }

  @Test
  void whoHasNotPaidIsCutOffAndComesBackToThePausedPageOnly() throws IOException {
    router.sweep(amina);
    assertThat(router.dials(amina)).isTrue();
    assertThat(pausedAddresses()).isEmpty();
    Access off = Rows.off(amina);
    router.change(off);
    assertThat(router.isApplied(off)).isTrue();
    assertThat(router.rows("/ppp/active")).isEmpty();
    assertThat(secret())
        .containsEntry("profile", "washa-paused")
        .containsEntry("disabled", "false");
    assertThat(router.dials(off)).isTrue();
    assertThat(pausedAddresses())
        .containsExactly(router.row("/ppp/active", "name", "amina").get("address"));
  }

  @Test
  void withoutAPausedPageTheSameRowIsDisabled() throws IOException {
    router.pauseBy(null);
    router.sweep(amina);
    router.change(Rows.off(amina));
    assertThat(secret()).containsEntry("profile", "w-home").containsEntry("disabled", "true");
    assertThat(router.dials(amina)).isFalse();
  }

  @Test
  void whoPaysLeavesThePausedPageAndTheSessionFollows() throws IOException {
    Access off = Rows.off(amina);
    router.sweep(off);
    assertThat(router.dials(off)).isTrue();
    Access on = Rows.on(off);
    router.change(on);
    assertThat(router.isApplied(on)).isTrue();
    assertThat(router.rows("/ppp/active")).isEmpty();
    assertThat(router.dials(on)).isTrue();
    assertThat(secret()).containsEntry("profile", "w-home");
    assertThat(pausedAddresses()).isEmpty();
  }

  @Test
  void aPausedSessionIsLeftAloneByEveryFurtherLook() throws IOException {
    Access off = Rows.off(amina);
    router.sweep(off);
    assertThat(router.dials(off)).isTrue();
    router.sweepAgain();
    router.change(Rows.off(off));
    assertThat(router.online("pppoe")).containsExactly("amina");
    assertThat(router.plan()).isEqualTo(ReconcilePlan.NOTHING);
  }

  @Test
  void aSessionFromBeforeThePauseIsFoundByItsAddress() throws IOException {
    router.sweep(amina);
    assertThat(router.dials(amina)).isTrue();
    Access off = Rows.off(amina);
    // Somebody moved the secret by hand: the session stays as it was.
    String id = router.id("/ppp/secret", "name", "amina");
    router.say(Sentence.of("/ppp/secret/set").set("numbers", id).set("profile", "washa-paused"));
    router.sweep(off);
    assertThat(router.rows("/ppp/active")).isEmpty();
  }

  @Test
  void whoIsTakenOffTheRouterIsRemovedPausedOrNot() throws IOException {
    Access off = Rows.off(amina);
    router.sweep(off);
    assertThat(router.dials(off)).isTrue();
    router.change(Rows.removed(off));
    assertThat(router.rows("/ppp/secret")).isEmpty();
    assertThat(router.rows("/ppp/active")).isEmpty();
  }

  @Test
  void manyWhoseTimeIsOverArePausedInOneSentenceAndSoTheyReturn() throws IOException {
    List<Access> rows =
        IntStream.range(0, 80).mapToObj(i -> Rows.on("pppoe", "user" + i, "w-home")).toList();
    router.sweep(rows);
    assertThat(rows).allMatch(router::dials);
    router.simulator.resetCounters();
    List<Access> off = rows.stream().map(Rows::off).toList();
    router.change(off);
    assertThat(router.said("/ppp/secret/set")).isEqualTo(1);
    assertThat(router.rows("/ppp/active")).isEmpty();
    router.simulator.resetCounters();
    router.change(off.stream().map(Rows::on).toList());
    assertThat(router.said("/ppp/secret/set")).isEqualTo(1);
    assertThat(router.rows("/ppp/secret")).allMatch(row -> "w-home".equals(row.get("profile")));
  }

  @Test
  void aPausedProfileThatIsNotOursSwitchesOffInsteadOfLettingIn() throws IOException {
    router.say(
        Sentence.of("/ppp/profile/add").set("name", "washa-paused").set("rate-limit", "100M"));
    router.sweep(amina);
    assertThat(router.isApplied(amina)).isTrue();
    router.change(Rows.off(amina));
    assertThat(secret()).containsEntry("disabled", "true").containsEntry("profile", "w-home");
    assertThat(router.dials(amina)).isFalse();
  }

  private Map<String, String> secret() {
    return router.row("/ppp/secret", "name", "amina");
  }

  private List<String> pausedAddresses() {
    return router.rows("/ip/firewall/address-list").stream()
        .filter(row -> "washa-paused".equals(row.get("list")))
        .map(row -> row.get("address"))
        .toList();
  }
}
