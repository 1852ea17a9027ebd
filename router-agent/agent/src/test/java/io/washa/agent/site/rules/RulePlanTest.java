package io.washa.agent.site.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.washa.protocol.Assign;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RulePlanTest {
  private static final Assign.Paused PAUSED =
      new Assign.Paused("192.0.2.7:8080", List.of("portal.example", "192.0.2.9"));
  private static final PauseFilter FILTER = new PauseFilter(PAUSED);
  private static final Map<String, String> FASTTRACK =
      row("*5", "", "chain", "forward", "action", "fasttrack-connection");
  private static final Map<String, String> ACCEPT =
      row("*6", "defconf", "chain", "forward", "connection-state", "established");

  @Test
  void anEmptyFirewallGetsTheRulesInTheirOrderAndTheDropLast() {
    assertThat(words(FILTER))
        .containsExactly(
            "add firewall filter rule paused-dns",
            "add firewall filter rule paused-dns-tcp",
            "add firewall filter rule paused-reachable",
            "add firewall filter rule paused-drop");
  }

  @Test
  void theRulesGoBeforeFastTrackAndOnlyThere() {
    Map<String, String> narrow =
        row("*4", "", "chain", "forward", "action", "accept", "dst-address", "192.0.2.99");
    Map<String, String> input = row("*3", "", "chain", "input", "action", "accept");
    assertThat(RulePlan.of(FILTER, List.of(input, narrow, FASTTRACK, ACCEPT)).steps())
        .allSatisfy(step -> assertThat(step.sentence().toString()).contains("=place-before=*5"));
    assertThat(RulePlan.of(FILTER, List.of(input, narrow)).steps())
        .allSatisfy(step -> assertThat(step.sentence().toString()).doesNotContain("place-before"));
  }

  @Test
  void aRouterThatIsRightGetsNoWrite() {
    List<Map<String, String>> rows = installed(FILTER);
    rows.add(FASTTRACK);
    assertThat(RulePlan.of(FILTER, rows).steps()).isEmpty();
  }

  @Test
  void rulesBehindFastTrackAreMovedBeforeItAndKeepTheirOrder() {
    List<Map<String, String>> rows = new ArrayList<>(List.of(FASTTRACK));
    rows.addAll(installed(FILTER));
    assertThat(RulePlan.of(FILTER, rows).steps().stream().map(s -> s.sentence().toString()))
        .containsExactly(
            "/ip/firewall/filter/move =numbers=*103 =destination=*5",
            "/ip/firewall/filter/move =numbers=*102 =destination=*103",
            "/ip/firewall/filter/move =numbers=*101 =destination=*102",
            "/ip/firewall/filter/move =numbers=*100 =destination=*101");
  }

  @Test
  void aDropThatWasMovedToTheTopIsNotBeforeTheAccepts() {
    List<Map<String, String>> rows = installed(FILTER);
    rows.add(0, rows.remove(3));
    assertThat(RulePlan.of(FILTER, rows).steps())
        .extracting(RuleStep::words)
        .containsExactly(
            "move up firewall filter rule paused-reachable",
            "move up firewall filter rule paused-dns-tcp",
            "move up firewall filter rule paused-dns");
  }

  @Test
  void aMissingRuleGoesBackToItsPlace() {
    List<Map<String, String>> rows = installed(FILTER);
    rows.remove(1);
    List<RuleStep> steps = RulePlan.of(FILTER, rows).steps();
    assertThat(steps).hasSize(1);
    assertThat(steps.get(0).sentence().toString()).contains("=place-before=*102");
  }

  @Test
  void aRuleThatStandsTwiceIsRemovedOnceAndAForeignOneNever() {
    List<Map<String, String>> rows = installed(FILTER);
    Map<String, String> twice = new HashMap<>(rows.get(3));
    twice.put(".id", "*200");
    rows.add(twice);
    rows.add(row("*201", "mine", "chain", "forward", "action", "drop"));
    assertThat(RulePlan.of(FILTER, rows).steps().stream().map(s -> s.sentence().toString()))
        .containsExactly("/ip/firewall/filter/remove =numbers=*200");
  }

  @Test
  void aRuleThatSomebodySwitchedOffOrBentIsPutRight() {
    List<Map<String, String>> rows = installed(FILTER);
    rows.get(3).put("disabled", "true");
    rows.get(0).put("dst-port", "5353");
    assertThat(RulePlan.of(FILTER, rows).steps().stream().map(s -> s.sentence().toString()))
        .containsExactly(
            "/ip/firewall/filter/set =numbers=*100 =dst-port=53",
            "/ip/firewall/filter/set =numbers=*103 =disabled=no");
  }

  @Test
  void aRuleThatSomebodyBoundToMoreIsMadeAnew() {
    List<Map<String, String>> rows = installed(FILTER);
    rows.get(3).put("src-address", "10.0.0.9");
    assertThat(RulePlan.of(FILTER, rows).steps())
        .extracting(RuleStep::words)
        .containsExactly(
            "remove firewall filter rule paused-drop", "add firewall filter rule paused-drop");
  }

  @Test
  void withoutASettingTheRulesGoAndForeignOnesStay() {
    List<Map<String, String>> rows = installed(FILTER);
    rows.add(ACCEPT);
    assertThat(
            RulePlan.of(new PauseFilter(null), rows).steps().stream()
                .map(s -> s.sentence().toString()))
        .containsExactly("/ip/firewall/filter/remove =numbers=*100,*101,*102,*103");
  }

  @Test
  void theRedirectFollowsThePage() {
    PauseRedirect other = new PauseRedirect(new Assign.Paused("192.0.2.8:80", List.of()));
    assertThat(
            RulePlan.of(other, installed(new PauseRedirect(PAUSED))).steps().stream()
                .map(s -> s.sentence().toString()))
        .containsExactly("/ip/firewall/nat/set =numbers=*100 =to-addresses=192.0.2.8 =to-ports=80");
  }

  @Test
  void theRedirectGoesBeforeAnotherForPagesButNotBeforeOneForMail() {
    PauseRedirect redirect = new PauseRedirect(PAUSED);
    Map<String, String> proxy =
        row("*7", "", "chain", "dstnat", "protocol", "tcp", "dst-port", "80", "action", "redirect");
    Map<String, String> mail = new HashMap<>(proxy);
    mail.put("dst-port", "25");
    assertThat(RulePlan.of(redirect, List.of(proxy)).steps().get(0).sentence().toString())
        .contains("=place-before=*7");
    assertThat(RulePlan.of(redirect, List.of(mail)).steps().get(0).sentence().toString())
        .doesNotContain("place-before");
  }

  @Test
  void thePageItselfIsReachable() {
    assertThat(words(new ReachableHosts(PAUSED)))
        .containsExactly(
            "add reachable host portal.example",
            "add reachable host 192.0.2.9",
            "add reachable host 192.0.2.7");
  }

  @Test
  void aForeignEntryThatSaysTheSameIsEnough() {
    ReachableHosts hosts = new ReachableHosts(PAUSED);
    Map<String, String> foreign =
        row("*1", "by hand", "list", "washa-reachable", "address", "192.0.2.9");
    assertThat(RulePlan.of(hosts, List.of(foreign)).steps())
        .extracting(RuleStep::words)
        .containsExactly("add reachable host portal.example", "add reachable host 192.0.2.7");
  }

  @Test
  void aNameThatTheRouterResolvedIsNoEntryOfOurs() {
    ReachableHosts hosts = new ReachableHosts(PAUSED);
    List<Map<String, String>> rows = installed(hosts);
    Map<String, String> resolved =
        row("*9", "portal.example", "list", "washa-reachable", "address", "192.0.2.1");
    resolved.put("dynamic", "true");
    rows.add(resolved);
    assertThat(RulePlan.of(hosts, rows).steps()).isEmpty();
  }

  @Test
  void aForeignBindingThatBlocksTheDeviceIsAConflictAndOneThatLetsItInIsNot() {
    AlwaysIn television = new AlwaysIn(List.of("aa:bb:cc:00:11:22"));
    Map<String, String> binding =
        row("*1", "", "mac-address", "AA:BB:CC:00:11:22", "type", "blocked");
    RulePlan plan = RulePlan.of(television, List.of(binding));
    assertThat(plan.steps()).isEmpty();
    assertThat(plan.conflicts().get("AA:BB:CC:00:11:22")).contains("is not ours");
    binding.put("type", "bypassed");
    assertThat(RulePlan.of(television, List.of(binding)).conflicts()).isEmpty();
  }

  @Test
  void fastTrackIsWarnedOfUnlessItSparesOurLists() {
    assertThat(FastTrack.warnings(List.of(FASTTRACK, ACCEPT))).hasSize(1);
    Map<String, String> sparing = new HashMap<>(FASTTRACK);
    sparing.put("src-address-list", "!washa-paused");
    assertThat(FastTrack.warnings(List.of(sparing))).isEmpty();
    Map<String, String> off = new HashMap<>(FASTTRACK);
    off.put("disabled", "true");
    assertThat(FastTrack.warnings(List.of(off))).isEmpty();
  }

  private static List<String> words(RuleTable table) {
    return RulePlan.of(table, List.of()).steps().stream().map(RuleStep::words).toList();
  }

  /** As a router would print them, ids from *100 on. */
  private static List<Map<String, String>> installed(RuleTable table) {
    List<Map<String, String>> rows = new ArrayList<>();
    for (Rule rule : table.wanted()) {
      Map<String, String> row = new HashMap<>(rule.columns());
      row.put(".id", "*" + (100 + rows.size()));
      row.put("comment", rule.mark());
      row.put("disabled", "false");
      rows.add(row);
    }
    return rows;
  }

  private static Map<String, String> row(String id, String comment, String... columns) {
    Map<String, String> row = new HashMap<>(Map.of(".id", id, "comment", comment));
    List<String> list = Arrays.asList(columns);
    for (int i = 0; i < list.size(); i += 2) {
      row.put(list.get(i), list.get(i + 1));
    }
    return row;
  }
}
