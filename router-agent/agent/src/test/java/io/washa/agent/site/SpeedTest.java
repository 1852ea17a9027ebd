package io.washa.agent.site;

import static org.assertj.core.api.Assertions.assertThat;

import io.washa.agent.routeros.Sentence;
import io.washa.protocol.ApplyDesired.Access;
import io.washa.protocol.ApplyDesired.Profile;
import io.washa.simulators.routeros.CostModel;
import io.washa.simulators.routeros.Counters;
import io.washa.simulators.routeros.RouterOsSimulator;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Large tables on a router whose work costs time. The deadlines are five times the goal; how many
 * sentences and rows the work takes is what is held to, and does not depend on the machine.
 */
class SpeedTest {
  private static final System.Logger LOG = System.getLogger("washa.speed");
  private static final Profile HOME = new Profile("w-home", "2M/10M");
  private static final Profile FAST = new Profile("w-fast", "5M/20M");

  /** Always at the pace that a router falls to after a burst. */
  private static final CostModel THROTTLED =
      new CostModel(
          CostModel.REALISTIC.clampedSentence(),
          CostModel.REALISTIC.clampedSentence(),
          1,
          CostModel.REALISTIC.row(),
          CostModel.REALISTIC.flashWrite());

  @TempDir Path data;

  @Test
  void tenThousandSecretsOfWhichAThousandAreWrongAreRepairedInFiveSeconds() throws IOException {
    List<Access> rows = users(10_000);
    fill(rows);
    try (OneRouter router = router(CostModel.REALISTIC)) {
      router.sweep(rows);
      assertThat(router.said("/ppp/secret/set") + router.said("/ppp/secret/add")).isZero();
      spoil(router, rows);
      Measure measure = measure(router, router::sweepAgain);
      LOG.log(System.Logger.Level.INFO, "10,000 secrets, 1,000 wrong: {0}", measure);
      assertThat(router.plan()).isEqualTo(ReconcilePlan.NOTHING);
      assertThat(rows).allMatch(router::isApplied);
      assertThat(measure.work().sentences()).isLessThan(150);
      assertThat(measure.work().rows()).isLessThan(21_000);
      assertThat(measure.time()).isLessThan(Duration.ofSeconds(25));
    }
  }

  @Test
  void fiveHundredExpiriesOnAThrottledRouterAreReadBackInTwoSeconds() throws IOException {
    expire(500, 500);
  }

  @Test
  void fiveHundredOfTenThousandExpireAsFast() throws IOException {
    expire(10_000, 500);
  }

  private void expire(int all, int ending) throws IOException {
    List<Access> rows = users(all);
    fill(rows);
    try (OneRouter router = router(THROTTLED)) {
      router.sweep(rows);
      assertThat(rows.subList(0, ending)).allMatch(router::dials);
      List<Access> off = rows.subList(0, ending).stream().map(Rows::off).toList();
      Measure measure = measure(router, () -> router.change(off));
      LOG.log(System.Logger.Level.INFO, "{0} of {1} expire: {2}", ending, all, measure);
      assertThat(off).allMatch(router::isApplied);
      assertThat(router.rows("/ppp/active")).isEmpty();
      assertThat(measure.work().sentences()).isLessThan(40);
      assertThat(measure.work().rows()).isLessThan(4L * ending);
      assertThat(measure.time()).isLessThan(Duration.ofSeconds(10));
    }
  }

  /** What work took. */
  private record Measure(Duration time, Counters work) {}

  private interface Work {
    void run() throws IOException;
  }

  private static Measure measure(OneRouter router, Work work) throws IOException {
    router.simulator.resetCounters();
    long start = System.nanoTime();
    work.run();
    return new Measure(Duration.ofNanos(System.nanoTime() - start), router.simulator.counters());
  }

  private static List<Access> users(int count) {
    List<Access> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      rows.add(Rows.on("pppoe", "user" + i, "w-home"));
    }
    return rows;
  }

  /** Fills the router's flash at no cost. */
  private void fill(List<Access> rows) throws IOException {
    try (OneRouter router = router(CostModel.FREE)) {
      router.sweep(rows);
    }
  }

  private OneRouter router(CostModel cost) throws IOException {
    return new OneRouter(
        data.resolve(cost.equals(CostModel.FREE) ? "first" : "then"),
        RouterOsSimulator.builder().cost(cost).flash(data.resolve("flash")),
        HOME,
        FAST);
  }

  /** A thousand rows that somebody changed, in seven ways. */
  private static void spoil(OneRouter router, List<Access> rows) throws IOException {
    List<Map<String, String>> secrets = router.rows("/ppp/secret");
    spoil(router, secrets.subList(0, 300), "set", "disabled", "yes");
    spoil(router, secrets.subList(300, 500), "set", "profile", "w-fast");
    spoil(router, secrets.subList(500, 600), "set", "service", "any");
    spoil(router, secrets.subList(600, 750), "set", "caller-id", "AA:BB:CC:00:00:00");
    spoil(router, secrets.subList(750, 900), "set", "remote-address", "10.9.9.9");
    spoil(router, secrets.subList(900, 950), "set", "comment", Marks.of(rows.get(0)));
    spoil(router, secrets.subList(950, 1000), "remove", "", "");
  }

  private static void spoil(
      OneRouter router, List<Map<String, String>> secrets, String verb, String column, String value)
      throws IOException {
    List<String> ids = secrets.stream().map(row -> row.getOrDefault(".id", "")).toList();
    Sentence sentence = Sentence.of("/ppp/secret/" + verb).set("numbers", String.join(",", ids));
    router.say(column.isEmpty() ? sentence : sentence.set(column, value));
  }
}
