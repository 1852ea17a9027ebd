package io.washa.agent.site.rules;

import io.washa.agent.routeros.Reply;
import io.washa.agent.routeros.RouterLostException;
import io.washa.agent.routeros.Sentence;
import io.washa.agent.routeros.Trap;
import io.washa.protocol.Assign;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Keeps the router-wide rules of one router over one connection: reads, plans, writes and reads
 * back. What is not marked as ours is never touched. A few sentences and as many rows as the
 * router's firewall has; what the router refuses is a finding.
 */
public final class RuleKeeper {
  /** Reading back may find that another look is needed, as when a row was added out of order. */
  private static final int ROUNDS = 3;

  private static final String HOSTS = "/ip/hotspot/host";

  private final Talk talk;
  private final MenuReader reader;
  private final boolean writes;

  /**
   * A keeper over one connection.
   *
   * @param writes false: only says what it would write
   */
  public RuleKeeper(Talk talk, boolean writes) {
    this.talk = talk;
    this.reader = new MenuReader(talk);
    this.writes = writes;
  }

  /**
   * Compares all rules and makes them true, in an order in which nobody is cut off from what the
   * next step is about to allow.
   *
   * @param alwaysIn devices that the hotspot lets in without a login
   */
  public Findings keep(Assign.Rules rules, Collection<String> alwaysIn) throws RouterLostException {
    Findings found = keep(new ReachableHosts(rules.paused()));
    found = found.and(keep(new PauseFilter(rules.paused())));
    found = found.and(keep(new PauseRedirect(rules.paused())));
    found = found.and(keep(new WalledAddresses(rules.hotspot())));
    found = found.and(keep(new WalledNames(rules.hotspot())));
    found = found.and(keepAlwaysIn(alwaysIn));
    Assign.Hotspot hotspot = rules.hotspot();
    return hotspot == null ? found : found.and(keepPages(hotspot));
  }

  /**
   * Only the devices that are let in without a login. A host that is there already goes on as it
   * came in, so it is dropped and comes in anew with its next packet.
   */
  public Findings keepAlwaysIn(Collection<String> devices) throws RouterLostException {
    Set<String> before = bound();
    Findings found = keep(new AlwaysIn(devices));
    if (writes && !found.differences().isEmpty()) {
      Set<String> changed = bound();
      Set<String> both = new TreeSet<>(before);
      both.retainAll(changed);
      changed.addAll(before);
      changed.removeAll(both);
      dropHosts(changed);
    }
    return found;
  }

  private Set<String> bound() throws RouterLostException {
    Set<String> devices = new TreeSet<>();
    for (Map<String, String> row : reader.read(new AlwaysIn(List.of())).rows()) {
      devices.add(Rule.keyOf(row));
    }
    devices.remove("");
    return devices;
  }

  private void dropHosts(Set<String> devices) throws RouterLostException {
    if (devices.isEmpty()) {
      return;
    }
    Sentence print =
        Sentence.of(HOSTS + "/print").properties(".id").whereAny("mac-address", devices);
    String ids =
        reader.read(print).rows().stream()
            .map(row -> row.getOrDefault(".id", ""))
            .collect(Collectors.joining(","));
    if (!ids.isEmpty()) {
      var unused = talk.say(List.of(Sentence.of(HOSTS + "/remove").set("numbers", ids)));
    }
  }

  /** Menus that hold rules, and may hold rows of others. */
  public static List<String> menus() {
    return List.of(
            new PauseFilter(null),
            new PauseRedirect(null),
            new WalledAddresses(null),
            new WalledNames(null),
            new AlwaysIn(List.of()))
        .stream()
        .map(RuleTable::menu)
        .toList();
  }

  private Findings keep(RuleTable table) throws RouterLostException {
    MenuReader.Result read = reader.read(table);
    if (read.refusal().isPresent()) {
      boolean fine = read.isMissing() && table.wanted().isEmpty();
      return fine
          ? Findings.NONE
          : Findings.problem(refused(table.menu(), read.refusal().get()), 0);
    }
    int rows = read.rows().size();
    RulePlan plan = RulePlan.of(table, read.rows());
    List<String> differences = plan.steps().stream().map(RuleStep::words).toList();
    List<String> problems = new ArrayList<>();
    Optional<Trap> refusal = Optional.empty();
    for (int round = 0; writes && round < ROUNDS && !plan.steps().isEmpty(); round++) {
      refusal = write(plan.steps());
      read = reader.read(table);
      rows += read.rows().size();
      plan = RulePlan.of(table, read.rows());
    }
    if (writes && !plan.steps().isEmpty()) {
      problems.add(notKept(plan.steps().get(0), refusal));
    }
    problems.addAll(plan.conflicts().values());
    if (table instanceof PauseFilter) {
      problems.addAll(FastTrack.warnings(read.rows()));
    }
    List<String> foreign =
        plan.conflicts().keySet().stream().map(key -> Adoption.BINDING + " " + key).toList();
    return new Findings(differences, problems, foreign, rows);
  }

  private Findings keepPages(Assign.Hotspot hotspot) throws RouterLostException {
    return keepFiles(new LoginFiles(hotspot)).and(keepFolder(new LoginFolder(hotspot.directory())));
  }

  private Findings keepFiles(LoginFiles files) throws RouterLostException {
    if (files.wanted().isEmpty()) {
      return Findings.NONE;
    }
    MenuReader.Result read = reader.read(files.print());
    if (read.refusal().isPresent()) {
      return Findings.problem(refused(LoginFiles.MENU, read.refusal().get()), 0);
    }
    List<RuleStep> steps = files.plan(read.rows());
    List<String> problems = new ArrayList<>(files.tooLong());
    int rows = read.rows().size();
    if (writes && !steps.isEmpty()) {
      Optional<Trap> refusal = write(steps);
      read = reader.read(files.print());
      rows += read.rows().size();
      files.plan(read.rows()).stream()
          .filter(left -> !left.words().startsWith("add folder"))
          .findFirst()
          .ifPresent(left -> problems.add(notKept(left, refusal)));
    }
    return new Findings(steps.stream().map(RuleStep::words).toList(), problems, List.of(), rows);
  }

  private Findings keepFolder(LoginFolder folder) throws RouterLostException {
    List<Reply> replies = talk.say(LoginFolder.prints());
    for (Reply reply : replies) {
      if (reply.refusal().isPresent()) {
        return Findings.problem(refused(LoginFolder.PROFILES, reply.refusal().get()), 0);
      }
    }
    List<Map<String, String>> servers = replies.get(0).rows();
    List<Map<String, String>> profiles = replies.get(1).rows();
    LoginFolder.Plan plan = folder.plan(servers, profiles);
    List<String> problems = new ArrayList<>(plan.others().stream().map(folder::words).toList());
    if (writes && !plan.steps().isEmpty()) {
      write(plan.steps())
          .ifPresent(trap -> problems.add(notKept(plan.steps().get(0), Optional.of(trap))));
    }
    return new Findings(
        plan.steps().stream().map(RuleStep::words).toList(),
        problems,
        plan.others().stream().map(name -> LoginFolder.KIND + " " + name).toList(),
        servers.size() + profiles.size());
  }

  /** Writes in order and tells of the first refusal that is not made good by another look. */
  private Optional<Trap> write(List<RuleStep> steps) throws RouterLostException {
    List<Sentence> sentences = steps.stream().map(RuleStep::sentence).toList();
    return talk.say(sentences).stream().flatMap(reply -> reply.refusal().stream()).findFirst();
  }

  private static String refused(String menu, Trap trap) {
    return "the router refuses " + menu + ": " + trap.message();
  }

  private static String notKept(RuleStep step, Optional<Trap> refusal) {
    return "could not "
        + step.words()
        + ": "
        + refusal.map(trap -> "the router refused: " + trap.message()).orElse("it was not kept");
  }
}
