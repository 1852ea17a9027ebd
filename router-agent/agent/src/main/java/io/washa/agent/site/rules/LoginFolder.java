package io.washa.agent.site.rules;

import io.washa.agent.routeros.Sentence;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Whether the router's hotspots show the pages of our folder. Their profiles have no comment to
 * carry a mark in any version, so only one whose name begins as ours do is changed unasked; of any
 * other it is said that it differs, and a person may have it changed.
 *
 * @param directory of our login files
 */
record LoginFolder(String directory) {
  /** How the names of our profiles begin. */
  private static final String OURS = "washa-";

  /** What a profile is called when a person takes it over. */
  static final String KIND = "hotspot-profile";

  static final String SERVERS = "/ip/hotspot";
  static final String PROFILES = "/ip/hotspot/profile";

  static List<Sentence> prints() {
    return List.of(
        Sentence.of(SERVERS + "/print").properties("name", "profile", "disabled"),
        Sentence.of(PROFILES + "/print")
            .properties(".id", "name", "html-directory", "html-directory-override"));
  }

  /**
   * What was found.
   *
   * @param steps for profiles of ours
   * @param others names of other profiles that show another folder
   */
  record Plan(List<RuleStep> steps, List<String> others) {}

  Plan plan(List<Map<String, String>> servers, List<Map<String, String>> profiles) {
    Set<String> used = new TreeSet<>();
    for (Map<String, String> server : servers) {
      if (!RulePlan.isYes(server.get("disabled"))) {
        used.add(server.getOrDefault("profile", "default"));
      }
    }
    List<RuleStep> steps = new ArrayList<>();
    List<String> others = new ArrayList<>();
    for (Map<String, String> profile : profiles) {
      String name = profile.getOrDefault("name", "");
      if (used.contains(name) && !shown(profile).equals(directory)) {
        if (name.startsWith(OURS)) {
          steps.add(change(profile));
        } else {
          others.add(name);
        }
      }
    }
    return new Plan(steps, others);
  }

  /** The override wins; neither: the folder that every hotspot begins with. */
  private static String shown(Map<String, String> profile) {
    String override = profile.getOrDefault("html-directory-override", "");
    return override.isEmpty() ? profile.getOrDefault("html-directory", "hotspot") : override;
  }

  RuleStep change(Map<String, String> profile) {
    Sentence set =
        Sentence.of(PROFILES + "/set")
            .set("numbers", profile.getOrDefault(".id", ""))
            .set("html-directory", directory);
    if (!profile.getOrDefault("html-directory-override", "").isEmpty()) {
      set = set.set("html-directory-override", directory);
    }
    return new RuleStep(set, "change html-directory of hotspot profile " + profile.get("name"));
  }

  String words(String profile) {
    return "the hotspot profile "
        + profile
        + " does not show the login files in "
        + directory
        + "; adopt it or set its html-directory";
  }
}
