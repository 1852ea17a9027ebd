package io.washa.agent.site;

import io.washa.agent.routeros.Reply;
import io.washa.agent.routeros.RouterLostException;
import io.washa.agent.routeros.Sentence;
import io.washa.agent.site.rules.Adoption;
import io.washa.protocol.Assign;
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
final class Adopting {
  private static final String NO_HASH = "00000000";

  private final Assign.Router router;
  private final DesiredRows rows;
  private final RouterOps ops;

  Adopting(Assign.Router router, DesiredRows rows, RouterOps ops) {
    this.router = router;
    this.rows = rows;
    this.ops = ops;
  }

  /** Carries the command out and answers it. */
  void run(CommandTask task) throws RouterLostException {
    String argument = task.command().argument();
    int blank = argument.indexOf(' ');
    String kind = blank < 0 ? argument : argument.substring(0, blank);
    String name = blank < 0 ? "" : argument.substring(blank + 1);
    Optional<String> error = adopt(kind, name);
    task.answer(error.isEmpty(), error.orElse("took over " + argument));
  }

  private Optional<String> adopt(String kind, String name) throws RouterLostException {
    Optional<AccessTable> table = rows.table(kind);
    if (table.isPresent()) {
      return user(table.get(), name);
    }
    if (Adoption.knows(kind)) {
      return new Adoption(ops::talk, directory()).adopt(kind, name);
    }
    return switch (kind) {
      case Foreign.PROFILE -> shared(profiles(), name, Marks.PROFILE);
      case Foreign.POOL -> shared("/ip/pool", name, Marks.POOL);
      default -> Optional.of("this agent cannot take over a " + kind);
    };
  }

  private String profiles() {
    return new PppProfiles(router.pppoe()).menu();
  }

  private String directory() {
    Assign.Rules rules = router.rules();
    Assign.@Nullable Hotspot hotspot = rules == null ? null : rules.hotspot();
    return hotspot == null ? "" : hotspot.directory();
  }

  /** Only a row that we want: another would be removed as nobody's. */
  private Optional<String> user(AccessTable table, String name) throws RouterLostException {
    UUID access = rows.accessOf(new UserKey(table.method(), name));
    List<Seen.Row> found =
        ops.rows(table, false, Set.of(name)).stream().filter(row -> !row.isDynamic()).toList();
    if (access == null || !rows.isWanted(access)) {
      return Optional.of("no access of ours is called " + name);
    }
    if (found.stream().anyMatch(row -> Marks.parse(row.comment()).isPresent())) {
      return Optional.of(name + " is ours already");
    }
    if (found.isEmpty()) {
      return Optional.of("no " + name + " is on the router");
    }
    String mark = Marks.adopted(access, NO_HASH);
    Optional<String> error = write(table.menu(), found.get(0).id(), mark);
    rows.markDirty(access);
    return error;
  }

  private Optional<String> shared(String menu, String name, String mark)
      throws RouterLostException {
    RouterOps.Look look = new RouterOps.Look(menu, "name", List.of(".id", "comment"), false);
    List<Map<String, String>> found = ops.read(look, List.of(name));
    if (found.isEmpty()) {
      return Optional.of("no " + name + " is on the router");
    }
    Optional<String> error = write(menu, found.get(0).getOrDefault(".id", ""), mark);
    rows.markFailedDirty();
    return error;
  }

  private Optional<String> write(String menu, String id, String mark) throws RouterLostException {
    Sentence set = Sentence.of(menu + "/set").set("numbers", id).set("comment", mark);
    Reply reply = ops.say(List.of(set)).get(0);
    return reply.refusal().map(trap -> "the router refused: " + trap.message());
  }
}
