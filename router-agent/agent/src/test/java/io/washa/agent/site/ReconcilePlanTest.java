package io.washa.agent.site;

import static org.assertj.core.api.Assertions.assertThat;

import io.washa.agent.site.Step.Kind;
import io.washa.protocol.ApplyDesired.Access;
import io.washa.protocol.ApplyDesired.Profile;
import io.washa.protocol.Assign;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ReconcilePlanTest {
  private static final AccessTable PPP =
      new PppSecrets(new Assign.Pppoe("10.0.0.1", "washa-pool", "10.0.0.2-10.0.3.254"), false);
  private static final Profile TEN = new Profile("w-10m", "2M/10M");
  private static final Seen.Shared RIGHT =
      new Seen.Shared(
          List.of(profile("2000k/10000000", "washa:profile")),
          List.of(new Seen.Pool("*1", "washa-pool", "10.0.0.2-10.0.3.254", "washa:pool")));

  @Test
  void anEmptyRouterGetsPoolProfileAndUserInThatOrder() {
    ReconcilePlan plan =
        ReconcilePlan.of(
            desired(on("amina")), seen(new Seen.Shared(List.of(), List.of()), List.of()));
    assertThat(plan.steps())
        .extracting(Step::kind)
        .containsExactly(Kind.POOL, Kind.PROFILE, Kind.ADD);
    assertThat(plan.kicks()).isEmpty();
    assertThat(plan.describe())
        .contains("add pool: washa-pool", "add profile: w-10m", "add user: amina")
        .doesNotContain("pw-amina");
  }

  @Test
  void aRouterThatIsRightGetsNoWrite() {
    Access amina = on("amina");
    ReconcilePlan plan = ReconcilePlan.of(desired(amina), seen(RIGHT, List.of(of("*1", amina))));
    assertThat(plan.steps()).isEmpty();
    assertThat(plan.describe()).isEqualTo("nothing to do");
  }

  @Test
  void equalChangesTravelInSentencesOfAtMostAHundred() {
    List<Access> rows = new ArrayList<>();
    List<Seen.Row> secrets = new ArrayList<>();
    for (int i = 0; i < 250; i++) {
      Access row = on("user" + i);
      rows.add(row);
      secrets.add(disabled(of("*" + Integer.toHexString(i), row)));
    }
    ReconcilePlan plan =
        ReconcilePlan.of(desired(rows.toArray(Access[]::new)), seen(RIGHT, secrets));
    assertThat(plan.steps()).extracting(Step::kind).containsOnly(Kind.ENABLE);
    assertThat(plan.steps())
        .extracting(step -> step.targets().size())
        .containsExactly(100, 100, 50);
    assertThat(plan.steps().get(2).sentence().toString())
        .startsWith("/ppp/secret/set =disabled=no =numbers=*c8,*c9");
    assertThat(plan.kicks()).isEmpty();
  }

  @Test
  void aChangedPasswordIsSeenByTheHashAndKicks() {
    Access before = on("amina");
    Access after = with(before, "new-password", "w-10m");
    ReconcilePlan plan = ReconcilePlan.of(desired(after), seen(RIGHT, List.of(of("*1", before))));
    assertThat(plan.steps()).hasSize(1);
    assertThat(plan.steps().get(0).sentence().toString()).contains("=password=***", "=numbers=*1");
    assertThat(plan.kicks()).containsExactly("amina");
  }

  @Test
  void aUserWithoutOurMarkIsAConflictAndWithItIsNot() {
    Access amina = on("amina");
    Seen.Row ours = of("*1", amina);
    Seen.Row foreign =
        new Seen.Row("*1", "amina", "customer of Otieno", Map.of("profile", "w-10m"));
    ReconcilePlan plan = ReconcilePlan.of(desired(amina), seen(RIGHT, List.of(foreign)));
    assertThat(plan.steps()).isEmpty();
    assertThat(plan.refused().get(amina.access()))
        .isEqualTo("the user amina exists on the router and is not ours; adopt or rename it");
    assertThat(ReconcilePlan.of(desired(amina), seen(RIGHT, List.of(ours))).refused()).isEmpty();
  }

  @Test
  void aForeignProfileThatDiffersIsAConflictAndAnEqualOneIsUsed() {
    Access amina = on("amina");
    assertThat(planWithForeignProfile(amina, "1M/1M").refused().get(amina.access()))
        .contains("profile w-10m exists on the router and is not ours");
    assertThat(planWithForeignProfile(amina, "2M/10M").refused()).isEmpty();
  }

  private static ReconcilePlan planWithForeignProfile(Access row, String rate) {
    Seen.Shared shared = new Seen.Shared(List.of(profile(rate, "")), RIGHT.pools());
    return ReconcilePlan.of(desired(row), seen(shared, List.of()));
  }

  @Test
  void whatNobodyWantsIsRemovedOnlyIfItIsOurs() {
    Seen.Row ours = of("*1", on("left"));
    Seen.Row foreign = new Seen.Row("*2", "bank", "leased line", Map.of("service", "any"));
    ReconcilePlan plan = ReconcilePlan.of(desired(), seen(RIGHT, List.of(ours, foreign)));
    assertThat(plan.steps()).hasSize(1);
    assertThat(plan.steps().get(0).sentence().toString())
        .isEqualTo("/ppp/secret/remove =numbers=*1");
    assertThat(plan.kicks()).containsExactly("left");
  }

  @Test
  void aSweepThatWouldRemoveVeryManyWritesNothing() {
    assertThat(planWithOrphans(10).blocked()).isEmpty();
    ReconcilePlan stopped = planWithOrphans(11);
    assertThat(stopped.blocked().orElseThrow()).contains("11 of our 11 users");
    assertThat(stopped.steps()).isEmpty();
  }

  private static ReconcilePlan planWithOrphans(int count) {
    List<Seen.Row> secrets = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      secrets.add(of("*" + i, on("orphan" + i)));
    }
    return ReconcilePlan.of(desired(), seen(RIGHT, secrets));
  }

  @Test
  void aNarrowLookDoesNotTakeUnreadUsersForUnwanted() {
    Access amina = on("amina");
    Seen narrow = new Seen(false, List.of(of("*1", amina)), null, Seen.Online.NOBODY);
    assertThat(ReconcilePlan.of(desired(amina), narrow).steps()).isEmpty();
  }

  @Test
  void aRemovedRowGoesWithItsSessionUnlessTheNameBelongsToAnotherNow() {
    Access old = on("amina");
    Access removed = off(old, true);
    ReconcilePlan plan = ReconcilePlan.of(desired(removed), seen(RIGHT, List.of(of("*1", old))));
    assertThat(plan.steps()).extracting(Step::kind).containsExactly(Kind.REMOVE);
    assertThat(plan.kicks()).containsExactly("amina");
    ReconcilePlan taken =
        ReconcilePlan.of(desired(removed, on("amina")), seen(RIGHT, List.of(of("*1", old))));
    assertThat(taken.steps()).extracting(Step::kind).containsExactly(Kind.SET);
  }

  @Test
  void whoIsOffButOnlineIsKickedAlthoughNothingIsWritten() {
    Access off = off(on("amina"), false);
    Seen.Row secret = disabled(of("*1", off));
    Seen online =
        new Seen(true, List.of(secret), RIGHT, new Seen.Online(Set.of("amina"), Set.of()));
    assertThat(ReconcilePlan.of(desired(off), online).kicks()).containsExactly("amina");
    assertThat(ReconcilePlan.of(desired(off), seen(RIGHT, List.of(secret))).kicks()).isEmpty();
  }

  @Test
  void rateLimitsAreComparedByMeaning() {
    assertThat(RateLimit.same("10M", "10000k/10M")).isTrue();
    assertThat(RateLimit.same("1M/4M", "1M/4M 0/0 0/0 0/0 8")).isTrue();
    assertThat(RateLimit.same("", "0/0")).isTrue();
    assertThat(RateLimit.same("2M/10M", "10M/2M")).isFalse();
    assertThat(RateLimit.same("2M/10M", "2M/10M 4M/20M 1M/8M 10/10")).isFalse();
  }

  @Test
  void durationsAreReadInBothForms() {
    assertThat(Normal.seconds("1w2d3h4m5s")).isEqualTo(788645);
    assertThat(Normal.seconds("1d00:00:30")).isEqualTo(86430);
    assertThat(Normal.seconds("00:05:00")).isEqualTo(300);
    assertThat(Normal.seconds("30")).isEqualTo(30);
    assertThat(Normal.seconds("3s500ms")).isEqualTo(3);
  }

  private static Seen.Profile profile(String rate, String comment) {
    return new Seen.Profile(
        "*5",
        "w-10m",
        comment,
        Map.of(
            "local-address", "10.0.0.1",
            "remote-address", "washa-pool",
            "rate-limit", rate,
            "only-one", "yes"));
  }

  private static Desired desired(Access... rows) {
    return new Desired(PPP, List.of(TEN), List.of(rows));
  }

  private static Seen seen(Seen.Shared shared, List<Seen.Row> secrets) {
    return new Seen(true, secrets, shared, Seen.Online.NOBODY);
  }

  private static Access on(String name) {
    return new Access(
        UUID.randomUUID(), 1, "pppoe", name, "pw-" + name, "w-10m", true, null, false);
  }

  private static Access with(Access row, String password, String profile) {
    return new Access(
        row.access(), 2, "pppoe", row.name(), password, profile, row.enabled(), null, false);
  }

  private static Access off(Access row, boolean removed) {
    return new Access(
        row.access(), 2, "pppoe", row.name(), row.password(), "w-10m", false, null, removed);
  }

  private static Seen.Row of(String id, Access row) {
    return new Seen.Row(
        id,
        row.name(),
        Marks.of(row),
        Map.of("profile", row.profile(), "service", "pppoe", "disabled", "false"));
  }

  private static Seen.Row disabled(Seen.Row secret) {
    Map<String, String> columns = new HashMap<>(secret.columns());
    columns.put("disabled", "true");
    return new Seen.Row(secret.id(), secret.key(), secret.comment(), columns);
  }
}
