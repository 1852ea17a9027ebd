package io.washa.agent.site.rules;

import io.washa.agent.routeros.Reply;
import io.washa.agent.routeros.RouterLostException;
import io.washa.agent.routeros.Sentence;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Takes over foreign rows of the router-wide kinds, once a person has said so. */
public final class Adoption {
  static final String BINDING = "binding";

  private final Talk talk;
  private final String directory;

  /**
   * Over one connection.
   *
   * @param directory that hotspots should show, empty if there is none
   */
  public Adoption(Talk talk, String directory) {
    this.talk = talk;
    this.directory = directory;
  }

  /** Whether rows of this kind are taken over here. */
  public static boolean knows(String kind) {
    return kind.equals(BINDING) || kind.equals(LoginFolder.KIND);
  }

  /**
   * Takes a row over: a binding is marked as ours, a hotspot's profile shows our folder from now
   * on.
   *
   * @return why not; empty if it is done
   */
  public Optional<String> adopt(String kind, String name) throws RouterLostException {
    return kind.equals(BINDING) ? binding(name) : profile(name);
  }

  private Optional<String> binding(String mac) throws RouterLostException {
    Optional<Map<String, String>> row = row(AlwaysIn.MENU, "mac-address", mac);
    if (row.isEmpty() || !Rule.keyOf(row.get()).isEmpty()) {
      return Optional.of("no foreign binding of " + mac + " is on the router");
    }
    return write(
        Sentence.of(AlwaysIn.MENU + "/set")
            .set("numbers", row.get().getOrDefault(".id", ""))
            .set("comment", new Rule(mac, Map.of()).mark()));
  }

  private Optional<String> profile(String name) throws RouterLostException {
    Optional<Map<String, String>> row = row(LoginFolder.PROFILES, "name", name);
    if (row.isEmpty() || directory.isEmpty()) {
      return Optional.of("no hotspot profile " + name + " is to be changed");
    }
    return write(new LoginFolder(directory).change(row.get()).sentence());
  }

  private Optional<Map<String, String>> row(String menu, String column, String value)
      throws RouterLostException {
    Sentence print = Sentence.of(menu + "/print").whereAny(column, List.of(value));
    return talk.say(List.of(print)).get(0).rows().stream().findFirst();
  }

  private Optional<String> write(Sentence sentence) throws RouterLostException {
    Reply reply = talk.say(List.of(sentence)).get(0);
    return reply.refusal().map(trap -> "the router refused: " + trap.message());
  }
}
