package io.washa.agent.tools;

import io.washa.agent.routeros.Reply;
import io.washa.agent.routeros.RouterLostException;
import io.washa.agent.routeros.Sentence;
import io.washa.agent.site.rules.FastTrack;
import io.washa.agent.tools.Findings.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Whether a router is fit for us; a line for everything looked at. Writes nothing. */
public final class Check implements Tool {
  private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+)");
  private static final Duration CLOCK_MAY_BE_OFF = Duration.ofMinutes(2);
  private static final Set<String> DEFAULT_GROUPS = Set.of("full", "read", "write");

  /** What we cannot do without, and what some commands need. */
  private static final List<String> NEEDED = List.of("api", "read", "write");

  private static final List<String> USEFUL = List.of("test", "reboot", "sensitive");

  @Override
  public String use(Errand errand) throws RouterLostException {
    return look(errand).text();
  }

  /** The same, not yet in words. */
  public Findings look(Errand errand) throws RouterLostException {
    Findings findings = new Findings();
    version(errand, findings);
    policies(errand, findings);
    deviceMode(errand, findings);
    fastTrack(errand, findings);
    clock(errand, findings);
    return findings;
  }

  private static void version(Errand errand, Findings findings) throws RouterLostException {
    Map<String, String> resource =
        errand.first(Sentence.of("/system/resource/print").properties("version", "board-name"));
    String version = resource.getOrDefault("version", "");
    Matcher matcher = VERSION.matcher(version);
    String said = "RouterOS " + version + " on " + resource.getOrDefault("board-name", "?");
    if (!matcher.find()) {
      findings.add(Level.PROBLEM, "the router does not say its version");
    } else if (before(matcher, 6, 43)) {
      findings.add(Level.PROBLEM, said + ": older than 6.43; upgrade it");
    } else if (before(matcher, 7, 13)) {
      findings.add(Level.WARNING, said + ": too old for backups through the API, which need 7.13");
    } else {
      findings.add(Level.OK, said);
    }
  }

  private static boolean before(Matcher version, int major, int minor) {
    int hasMajor = Integer.parseInt(version.group(1));
    return hasMajor < major || (hasMajor == major && Integer.parseInt(version.group(2)) < minor);
  }

  /** A default group holds far more than we need, so ours is a group of its own. */
  private static void policies(Errand errand, Findings findings) throws RouterLostException {
    Sentence user =
        Sentence.of("/user/print").properties("group").whereAny("name", List.of(errand.username()));
    String group = errand.first(user).getOrDefault("group", "");
    Sentence print =
        Sentence.of("/user/group/print").properties("policy").whereAny("name", List.of(group));
    String policy = group.isEmpty() ? "" : errand.first(print).getOrDefault("policy", "");
    if (policy.isEmpty()) {
      findings.add(Level.WARNING, "the router does not show the group of " + errand.username());
      return;
    }
    Set<String> has = Arrays.stream(policy.split(",", -1)).collect(Collectors.toSet());
    List<String> missing = NEEDED.stream().filter(name -> !has.contains(name)).toList();
    List<String> useful = USEFUL.stream().filter(name -> !has.contains(name)).toList();
    if (!missing.isEmpty()) {
      findings.add(
          Level.PROBLEM, "group " + group + " lacks the policies " + String.join(",", missing));
    } else if (DEFAULT_GROUPS.contains(group)) {
      findings.add(
          Level.WARNING,
          errand.username() + " is in the router's group " + group + "; give it one of its own");
    } else if (!useful.isEmpty()) {
      findings.add(
          Level.WARNING,
          "group "
              + group
              + " lacks "
              + String.join(",", useful)
              + ", which ping (test), restart (reboot) and backup (sensitive) need");
    } else {
      findings.add(Level.OK, "group " + group + " has the policies we need");
    }
  }

  /** Since 7.17 most boards come with the hotspot locked; only a person at the board unlocks it. */
  private static void deviceMode(Errand errand, Findings findings) throws RouterLostException {
    Map<String, String> mode = errand.first(Sentence.of("/system/device-mode/print"));
    if (isTrue(mode.get("flagged"))) {
      findings.add(
          Level.PROBLEM,
          "the router flagged itself as tampered with; look at it, then " + unlock("flagged=no"));
    }
    String hotspot = mode.get("hotspot");
    if (hotspot == null || isTrue(hotspot)) {
      findings.add(Level.OK, "device-mode allows hotspots");
    } else {
      findings.add(
          Level.PROBLEM,
          "device-mode "
              + mode.getOrDefault("mode", "?")
              + " forbids hotspots: "
              + unlock("hotspot=yes"));
    }
  }

  private static String unlock(String what) {
    return "on the router run /system/device-mode/update "
        + what
        + " and within 5 minutes press its reset or mode button once, or cut its power;"
        + " it restarts";
  }

  private static void fastTrack(Errand errand, Findings findings) throws RouterLostException {
    Reply rules =
        errand
            .router()
            .call(
                Sentence.of("/ip/firewall/filter/print")
                    .properties(".id", "action", "src-address-list", "dst-address-list", "disabled")
                    .whereAny("action", List.of("fasttrack-connection")),
                errand.left());
    List<String> warnings = FastTrack.warnings(rules.rows());
    if (rules.refusal().isPresent()) {
      findings.add(Level.WARNING, "the router does not show its firewall rules");
    } else if (warnings.isEmpty()) {
      findings.add(Level.OK, "FastTrack is off or leaves our subscribers out");
    }
    warnings.forEach(warning -> findings.add(Level.WARNING, warning));
  }

  private static void clock(Errand errand, Findings findings) throws RouterLostException {
    Map<String, String> row = errand.first(Sentence.of("/system/clock/print"));
    Optional<Instant> shown = RouterClock.read(row);
    if (shown.isEmpty() || errand.now().isEmpty()) {
      findings.add(Level.WARNING, "the router's clock could not be compared");
      return;
    }
    Duration off = Duration.between(errand.now().get(), shown.get());
    if (off.abs().compareTo(CLOCK_MAY_BE_OFF) > 0) {
      findings.add(
          Level.WARNING,
          "the router's clock is "
              + off.abs().toSeconds()
              + " s "
              + (off.isNegative() ? "behind" : "ahead")
              + "; set an NTP server by its address");
    } else {
      findings.add(Level.OK, "the clock is right");
    }
  }

  private static boolean isTrue(@org.jspecify.annotations.Nullable String text) {
    return "true".equals(text) || "yes".equals(text);
  }
}
