package io.washa.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.washa.agent.routeros.Sentence;
import io.washa.protocol.Applied.Outcome;
import io.washa.protocol.ApplyDesired;
import io.washa.protocol.ApplyDesired.Access;
import io.washa.protocol.ApplyDesired.Bounds;
import io.washa.protocol.ApplyDesired.Profile;
import io.washa.protocol.Command;
import io.washa.protocol.CommandResult;
import io.washa.protocol.Observed;
import io.washa.protocol.Usage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What leased and fixed addresses carry is counted by the queue that has them as its target. */
class AddressUsageTest {
  private static final String FILTER = "/ip/firewall/filter";
  private static final String TV = "AA:BB:CC:00:11:22";

  private final Access amina =
      access("dhcp", "amina-home", "home", new Bounds("10.20.0.9", TV, 0, 0, List.of()));
  private final Access bank =
      access("static", "bank", "fixed", new Bounds("10.30.0.5", null, 0, 0, List.of()));

  @TempDir Path data;
  private Fixture site;

  private static Access access(String method, String name, String profile, Bounds bounds) {
    return new Access(
        UUID.randomUUID(), 1, method, name, "", profile, true, null, false, null, bounds);
  }

  @BeforeEach
  void aRouterThatLeasesAddresses() {
    site = new Fixture(data, Fixture.tower());
    site.byHand(
        Sentence.of("/ip/pool/add").set("name", "lan").set("ranges", "10.20.0.100-10.20.0.199"));
    site.byHand(
        Sentence.of("/ip/dhcp-server/add")
            .set("name", "lan")
            .set("interface", "ether2")
            .set("address-pool", "lan"));
    site.byHand(
        Sentence.of("/ip/address/add").set("address", "10.30.0.1/24").set("interface", "ether2"));
    noFastTrack();
    site.connect();
    site.hub.send(
        new ApplyDesired(
            site.router,
            1,
            true,
            0,
            1,
            1,
            1,
            List.of(
                new Profile("home", "2M/10M", "dhcp", 1),
                new Profile("fixed", "2M/10M", "static", 1)),
            List.of(amina, bank)));
    site.awaitResult(amina, Outcome.APPLIED);
    site.awaitResult(bank, Outcome.APPLIED);
  }

  /** What it takes passes by the queues. */
  private void noFastTrack() {
    for (Map<String, String> rule : site.simulator.state().rows(FILTER)) {
      if ("fasttrack-connection".equals(rule.get("action"))) {
        String id = rule.getOrDefault(".id", "");
        site.byHand(Sentence.of(FILTER + "/set").set("numbers", id).set("disabled", "yes"));
      }
    }
  }

  @AfterEach
  void close() {
    site.close();
  }

  @Test
  void aLeaseCountsOnUnderOneId() {
    site.simulator.requestLease(TV, "tv");
    Observed.Session first = usage(0);
    assertThat(first.mac()).isEqualTo(TV);
    assertThat(first.address()).isEqualTo("10.20.0.9");
    Observed.Session later = usage(first.down());
    assertThat(later.id()).isEqualTo(first.id()).isNotEmpty();
  }

  @Test
  void aLeaseGoesOnUnderItsIdAfterTheAgentRestarted() {
    site.simulator.requestLease(TV, "tv");
    Observed.Session before = usage(0);
    site.stopAgent();
    site.hub.forget();
    site.startAgent();
    site.reconnected();
    assertThat(usage(before.down()).id()).isEqualTo(before.id());
  }

  /** Bytes beyond so many, with a little more sent at each look. */
  private Observed.Session usage(long more) {
    return Eventually.value(
        "the lease counts beyond " + more,
        Duration.ofSeconds(10),
        () -> {
          site.simulator.pass("10.20.0.9", 1_000, 9_000);
          return site.hub.all(Usage.class).stream()
              .flatMap(usage -> usage.sessions().stream())
              .filter(s -> s.access().equals(amina.access()) && s.down() > more)
              .findFirst();
        });
  }

  @Test
  void theTrafficOfALeaseIsThatOfItsQueue() {
    assertThat(ask("dhcp " + TV).text()).contains("not online");
    site.simulator.requestLease(TV, "tv");
    assertThat(ask("dhcp " + TV).ok()).isTrue();
    assertThat(bits("dhcp " + TV, "10.20.0.9")).isGreaterThan(50_000);
  }

  @Test
  void theTrafficOfAFixedAddressIsThatOfItsQueue() {
    assertThat(ask("static bank").ok()).isTrue();
    assertThat(bits("static bank", "10.30.0.5")).isGreaterThan(50_000);
    assertThat(ask("static nobody").text()).contains("no user of ours");
  }

  /** Bits a second to the subscriber, while 9,000 bytes pass every 10 ms or so. */
  private long bits(String user, String address) {
    Command command = traffic(user);
    site.hub.send(command);
    CommandResult result =
        Eventually.value(
            "the traffic of " + user,
            Duration.ofSeconds(10),
            () -> {
              site.simulator.pass(address, 1_000, 9_000);
              return site.hub.all(CommandResult.class).stream()
                  .filter(answer -> answer.id().equals(command.id()))
                  .findFirst();
            });
    assertThat(result.ok()).as(result.text()).isTrue();
    return Long.parseLong(result.text().split(" ", -1)[1]);
  }

  private CommandResult ask(String user) {
    Command command = traffic(user);
    site.hub.send(command);
    return site.hub.await(CommandResult.class, answer -> answer.id().equals(command.id()));
  }

  private Command traffic(String user) {
    return new Command(UUID.randomUUID(), site.router, Command.TRAFFIC, user, 9000);
  }
}
