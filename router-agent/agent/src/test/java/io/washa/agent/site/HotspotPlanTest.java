package io.washa.agent.site;

import static org.assertj.core.api.Assertions.assertThat;

import io.washa.agent.site.Step.Kind;
import io.washa.protocol.ApplyDesired.Access;
import io.washa.protocol.ApplyDesired.Profile;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class HotspotPlanTest {
  private static final AccessTable HOTSPOT = new HotspotUsers();
  private static final Profile DAY = new Profile("washa-day", "1M/4M", "hotspot", 2);

  @Test
  void anEmptyHotspotGetsProfileAndUserAndNoPool() {
    ReconcilePlan plan = plan(on("254711000001"), List.of(), List.of());
    assertThat(plan.steps()).extracting(Step::kind).containsExactly(Kind.PROFILE, Kind.ADD);
    assertThat(plan.steps().get(0).sentence().toString())
        .isEqualTo(
            "/ip/hotspot/user/profile/add =name=washa-day =rate-limit=1M/4M =shared-users=2");
    assertThat(plan.steps().get(1).sentence().toString())
        .startsWith("/ip/hotspot/user/add =name=254711000001 =password=*** =profile=washa-day")
        .contains("=server=all =comment=washa:")
        .doesNotContain("limit", "mac-address");
  }

  @Test
  void aHotspotThatIsRightGetsNoWriteHoweverItPrints() {
    Access row = on("254711000001");
    ReconcilePlan plan =
        plan(row, List.of(profile("washa-day", "1000k/4000000", "2")), List.of(user(row, "all")));
    assertThat(plan.steps()).isEmpty();
    assertThat(plan.refused()).isEmpty();
  }

  @Test
  void anotherNumberOfDevicesChangesTheProfileAlone() {
    Access row = on("254711000001");
    ReconcilePlan plan =
        plan(row, List.of(profile("washa-day", "1M/4M", "1")), List.of(user(row, "all")));
    assertThat(plan.steps()).hasSize(1);
    assertThat(plan.steps().get(0).sentence().toString())
        .isEqualTo("/ip/hotspot/user/profile/set =shared-users=2 =numbers=*1");
  }

  @Test
  void aProfileWithoutOurNameIsNotChanged() {
    Profile theirs = new Profile("default", "1M/4M", "hotspot", 2);
    Access row = on("254711000001", "default");
    assertThat(plan(theirs, row, "1M/1M").refused().get(row.access()))
        .contains("profile default exists on the router and is not ours");
    assertThat(plan(theirs, row, "1M/4M").refused()).isEmpty();
  }

  private static ReconcilePlan plan(Profile profile, Access row, String rate) {
    Seen.Shared shared = new Seen.Shared(List.of(profile("default", rate, "2")), List.of());
    return ReconcilePlan.of(
        new Desired(HOTSPOT, List.of(profile), List.of(row)),
        new Seen(true, List.of(), shared, Seen.Online.NOBODY));
  }

  @Test
  void aForeignUserOfTheNameIsAConflictUnlessOursStandsBesideIt() {
    Access row = on("254711000001");
    Seen.Row foreign = new Seen.Row("*9", row.name(), "cafe", Map.of("server", "hs1"));
    Seen.Profile right = profile("washa-day", "1M/4M", "2");
    assertThat(plan(row, List.of(right), List.of(foreign)).refused().get(row.access()))
        .contains("is not ours");
    assertThat(plan(row, List.of(right), List.of(user(row, "all"), foreign)).refused()).isEmpty();
    assertThat(plan(row, List.of(right), List.of(foreign, user(row, "all"))).steps()).isEmpty();
  }

  @Test
  void aUserTiedToOneServerIsGivenBackToAll() {
    Access row = on("254711000001");
    ReconcilePlan plan =
        plan(row, List.of(profile("washa-day", "1M/4M", "2")), List.of(user(row, "hs1")));
    assertThat(plan.steps().get(0).sentence().toString())
        .isEqualTo("/ip/hotspot/user/set =server=all =numbers=*2");
    assertThat(plan.kicks()).isEmpty();
  }

  @Test
  void theSameNameInTwoTablesIsTwoUsersOnTheDiskToo() {
    UserKey secret = new UserKey("pppoe", "aa:bb c");
    UserKey user = new UserKey("hotspot", "aa:bb c");
    assertThat(secret.stored()).isEqualTo("aa:bb c");
    assertThat(UserKey.parse(secret.stored())).isEqualTo(secret);
    assertThat(UserKey.parse(user.stored())).isEqualTo(user).isNotEqualTo(secret);
  }

  private static ReconcilePlan plan(Access row, List<Seen.Profile> profiles, List<Seen.Row> users) {
    return ReconcilePlan.of(
        new Desired(HOTSPOT, List.of(DAY), List.of(row)),
        new Seen(true, users, new Seen.Shared(profiles, List.of()), Seen.Online.NOBODY));
  }

  private static Access on(String name) {
    return on(name, "washa-day");
  }

  private static Access on(String name, String profile) {
    return new Access(UUID.randomUUID(), 1, "hotspot", name, "pw", profile, true, null, false);
  }

  private static Seen.Profile profile(String name, String rate, String devices) {
    return new Seen.Profile("*1", name, "", Map.of("rate-limit", rate, "shared-users", devices));
  }

  private static Seen.Row user(Access row, String server) {
    return new Seen.Row(
        "*2", row.name(), Marks.of(row), Map.of("profile", row.profile(), "server", server));
  }
}
