package io.washa.bench;

import io.washa.agent.routeros.Reply;
import io.washa.agent.routeros.RouterConnection;
import io.washa.agent.routeros.RouterLostException;
import io.washa.agent.routeros.Sentence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The limit of a repair: reads the tables, writes what is wrong with as few sentences as can be,
 * reads back. Knows of no desired state, keeps nothing on a disk, and tells nobody.
 */
final class BareRepair {
  private static final int OFF = 300;
  private static final int ELSEWHERE = 100;
  private static final int GONE = 50;
  private static final List<String> COMPARED = List.of("profile", "disabled", "comment", "service");

  private final RouterConnection router;
  private final Map<String, Map<String, String>> right;

  BareRepair(RouterConnection router, Map<String, Map<String, String>> right) {
    this.router = router;
    this.right = right;
  }

  /** What a person with another program does: some off, some in another profile, some gone. */
  static void damage(RouterConnection person) throws RouterLostException {
    List<String> ids =
        RouterSite.said(person, look()).rows().stream()
            .map(row -> row.getOrDefault(".id", ""))
            .toList();
    set(person, ids.subList(0, OFF), "disabled", "yes");
    set(person, ids.subList(OFF, OFF + ELSEWHERE), "profile", "default");
    String gone = String.join(",", ids.subList(OFF + ELSEWHERE, OFF + ELSEWHERE + GONE));
    RouterSite.said(person, Sentence.of("/ppp/secret/remove").set(".id", gone));
  }

  void run() throws RouterLostException {
    // The agent reads these too before it compares.
    RouterSite.said(router, Sentence.of("/ppp/active/print").properties(".id", "name"));
    RouterSite.said(router, Sentence.of("/ppp/profile/print").properties(".id", "name"));
    RouterSite.said(router, Sentence.of("/ip/pool/print").properties(".id", "name"));
    Map<String, Map<String, String>> seen = seen();
    List<String> off = new ArrayList<>();
    List<String> elsewhere = new ArrayList<>();
    List<Sentence> adds = new ArrayList<>();
    for (Map.Entry<String, Map<String, String>> wanted : right.entrySet()) {
      Map<String, String> row = seen.get(wanted.getKey());
      if (row == null) {
        adds.add(add(wanted.getKey(), wanted.getValue()));
      } else if (!isSame(wanted.getValue(), row)) {
        ("true".equals(row.get("disabled")) ? off : elsewhere).add(row.getOrDefault(".id", ""));
      }
    }
    set(router, off, "disabled", "no");
    set(router, elsewhere, "profile", RouterSite.PROFILE);
    for (Reply reply : router.callAll(adds, RouterSite.PATIENCE)) {
      RouterSite.refuse(reply);
    }
    if (seen().size() != right.size()) {
      throw new IllegalStateException("the repair was not read back");
    }
  }

  /** Whether two rows say the same where it matters. */
  static boolean isSame(Map<String, String> one, Map<String, String> other) {
    return COMPARED.stream()
        .allMatch(column -> one.getOrDefault(column, "").equals(other.getOrDefault(column, "")));
  }

  private Map<String, Map<String, String>> seen() throws RouterLostException {
    Map<String, Map<String, String>> rows = new HashMap<>();
    for (Map<String, String> row : RouterSite.said(router, look()).rows()) {
      rows.put(row.getOrDefault("name", ""), row);
    }
    return rows;
  }

  private static Sentence look() {
    return Sentence.of("/ppp/secret/print")
        .properties(".id", "name", "profile", "disabled", "comment", "service");
  }

  private static Sentence add(String name, Map<String, String> row) {
    return Sentence.of("/ppp/secret/add")
        .set("name", name)
        .set("password", "pw")
        .set("service", "pppoe")
        .set("profile", RouterSite.PROFILE)
        .set("disabled", "no")
        .set("comment", row.getOrDefault("comment", ""));
  }

  private static void set(RouterConnection to, List<String> ids, String column, String value)
      throws RouterLostException {
    List<Sentence> sentences = new ArrayList<>();
    for (int from = 0; from < ids.size(); from += RouterSite.TARGETS) {
      List<String> some = ids.subList(from, Math.min(from + RouterSite.TARGETS, ids.size()));
      sentences.add(
          Sentence.of("/ppp/secret/set").set("numbers", String.join(",", some)).set(column, value));
    }
    for (Reply reply : to.callAll(sentences, RouterSite.PATIENCE)) {
      RouterSite.refuse(reply);
    }
  }
}
