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
    questions.add(rows(table));
    if (table.reads().contains("disabled")) {
      questions.add(rows(table).whereAny("disabled", List.of("true")));
    }
    if (table.pausesByEntry()) {
      questions.add(
          count("/ip/firewall/address-list")
              .whereAny("list", List.of(Pausing.LIST))
              .whereAny("dynamic", List.of("false")));
    }
    table.profiles().ifPresent(profiles -> about(profiles, desired, questions));
  }

  /** Rows that the router makes by itself come and go with its sessions. */
  private static Sentence rows(AccessTable table) {
    Sentence count = count(table.menu());
    return table.reads().contains("dynamic") ? count.whereAny("dynamic", List.of("false")) : count;
  }

  private static void about(ProfileTable profiles, Desired desired, List<Sentence> questions) {
    questions.add(count(profiles.menu()));
    for (Profile profile : desired.profiles().stream().limit(MAX_PROFILES).toList()) {
      questions.add(rows(desired.table()).whereAny("profile", List.of(profile.name())));
    }
    for (Profile profile : desired.profiles().stream().limit(MAX_PROFILES).toList()) {
      questions.add(
          Sentence.of(profiles.menu() + "/print")
              .properties("name", "rate-limit")
              .whereAny("name", List.of(profile.name())));
    }
  }

  private static Sentence count(String menu) {
    return Sentence.of(menu + "/print").set("count-only", "");
  }
}
