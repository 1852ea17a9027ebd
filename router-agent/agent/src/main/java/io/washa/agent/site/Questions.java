package io.washa.agent.site;

import io.washa.agent.routeros.Sentence;
import io.washa.agent.site.rules.RuleKeeper;
import io.washa.protocol.ApplyDesired.Profile;
import java.util.ArrayList;
import java.util.List;

/** The counts that a {@link Proof} is made of: one short answer each, whatever the router holds. */
final class Questions {
  /** More profiles than this are not counted one by one. */
  private static final int MAX_PROFILES = 20;

  private Questions() {}

  /**
   * About everything of ours that a router should hold.
   *
   * @param withRules about its firewall and walled garden as well
   */
  static List<Sentence> about(List<Desired> tables, boolean withRules) {
    List<Sentence> questions = new ArrayList<>();
    tables.forEach(table -> about(table, questions));
    if (withRules) {
      RuleKeeper.menus().forEach(menu -> questions.add(count(menu)));
    }
    return questions;
  }

  private static void about(Desired desired, List<Sentence> questions) {
    AccessTable table = desired.table();
    questions.add(count(table.users()));
    questions.add(count(table.users()).whereAny("disabled", List.of("true")));
    questions.add(count(table.profiles()));
    for (Profile profile : desired.profiles().stream().limit(MAX_PROFILES).toList()) {
      questions.add(count(table.users()).whereAny("profile", List.of(profile.name())));
    }
    for (Profile profile : desired.profiles().stream().limit(MAX_PROFILES).toList()) {
      questions.add(
          Sentence.of(table.profiles() + "/print")
              .properties("name", "rate-limit")
              .whereAny("name", List.of(profile.name())));
    }
  }

  private static Sentence count(String menu) {
    return Sentence.of(menu + "/print").set("count-only", "");
  }
}
