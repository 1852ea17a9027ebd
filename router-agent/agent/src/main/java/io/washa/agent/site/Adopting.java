package io.washa.agent.site;

import io.washa.agent.routeros.Reply;
import io.washa.agent.routeros.RouterLostException;
import io.washa.agent.routeros.Sentence;
import io.washa.agent.site.rules.Adoption;
import io.washa.protocol.Assign;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Takes over a foreign row, once a person has said so: writes our mark into the row's comment, with
 * a hash that fits nothing. The router itself then holds that the row is ours, so that it survives
 * whatever happens here; the next comparison finds it different from what it should be and puts it
 * right.
 */
final class Adopting implements RouterCommand {
  private static final String NO_HASH = "00000000";

  @Override
  public void run(CommandTask task, Desk desk) throws IOException {
    String argument = task.command().argument();
    int blank = argument.indexOf(' ');
    String kind = blank < 0 ? argument : argument.substring(0, blank);
    String name = blank < 0 ? "" : argument.substring(blank + 1);
    Optional<String> error = adopt(desk, kind, name);
    desk.sweeps().want();
    task.answer(error.isEmpty(), error.orElse("took over " + argument));
  }

  private static Optional<String> adopt(Desk desk, String kind, String name)
      throws RouterLostException {
    Optional<AccessTable> table = desk.rows().table(kind);
    if (table.isPresent()) {
      return user(desk, table.get(), name);
    }
    if (Adoption.knows(kind)) {
      return new Adoption(desk.open().ops()::talk, directory(desk.router())).adopt(kind, name);
    }
    return switch (kind) {
      case Foreign.PROFILE -> shared(desk, profiles(desk.router()), name, Marks.PROFILE);
      case Foreign.POOL -> shared(desk, "/ip/pool", name, Marks.POOL);
      default -> Optional.of("this agent cannot take over a " + kind);
    };
  }

  private static String profiles(Assign.Router router) {
    return new PppProfiles(router.pppoe()).menu();
  }

  private static String directory(Assign.Router router) {
    Assign.Rules rules = router.rules();
    Assign.@Nullable Hotspot hotspot = rules == null ? null : rules.hotspot();
    return hotspot == null ? "" : hotspot.directory();
  }

  /** Only a row that we want: another would be removed as nobody's. */
  private static Optional<String> user(Desk desk, AccessTable table, String name)
      throws RouterLostException {
    UUID access = desk.rows().accessOf(new UserKey(table.method(), name));
    List<Seen.Row> found =
        desk.open().ops().rows(table, false, Set.of(name)).stream()
            .filter(row -> !row.isDynamic())
            .toList();
    if (access == null || !desk.rows().isWanted(access)) {
      return Optional.of("no access of ours is called " + name);
    }
    if (found.stream().anyMatch(row -> Marks.parse(row.comment()).isPresent())) {
      return Optional.of(name + " is ours already");
    }
    if (found.isEmpty()) {
      return Optional.of("no " + name + " is on the router");
    }
    String mark = Marks.adopted(access, NO_HASH);
    Optional<String> error = write(desk, table.menu(), found.get(0).id(), mark);
    desk.rows().markDirty(access);
    return error;
  }

  private static Optional<String> shared(Desk desk, String menu, String name, String mark)
      throws RouterLostException {
    RouterOps.Look look = new RouterOps.Look(menu, "name", List.of(".id", "comment"), false);
    List<Map<String, String>> found = desk.open().ops().read(look, List.of(name));
    if (found.isEmpty()) {
      return Optional.of("no " + name + " is on the router");
    }
    Optional<String> error = write(desk, menu, found.get(0).getOrDefault(".id", ""), mark);
    desk.rows().markFailedDirty();
    return error;
  }

  private static Optional<String> write(Desk desk, String menu, String id, String mark)
      throws RouterLostException {
    Sentence set = Sentence.of(menu + "/set").set("numbers", id).set("comment", mark);
    Reply reply = desk.open().ops().say(List.of(set)).get(0);
    return reply.refusal().map(trap -> "the router refused: " + trap.message());
  }
}
