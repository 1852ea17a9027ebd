package io.washa.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.washa.agent.routeros.RouterAddress;
import io.washa.agent.routeros.RouterConnection;
import io.washa.agent.routeros.Sentence;
import io.washa.agent.routeros.Timings;
import io.washa.protocol.Applied.Outcome;
import io.washa.protocol.ApplyDesired.Access;
import io.washa.protocol.Command;
import io.washa.protocol.CommandResult;
import io.washa.simulators.routeros.Faults;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ToolsTest {
  @TempDir Path data;
  private Fixture site;
  private final Access amina = Fixture.on(UUID.randomUUID(), 1, "amina");

  @BeforeEach
  void aSiteWithAmina() {
    site = new Fixture(data);
    site.connect();
    site.snapshot(1, amina);
    site.awaitResult(amina, Outcome.APPLIED);
  }

  @AfterEach
  void close() {
    site.close();
  }

  private CommandResult ask(String name, String argument) {
    Command command = new Command(UUID.randomUUID(), site.router, name, argument, 9000);
    site.hub.send(command);
    return site.hub.await(CommandResult.class, result -> result.id().equals(command.id()));
  }

  @Test
  void aPingIsOneLineATry() {
    CommandResult good = ask(Command.PING, "10.1.1.1");
    assertThat(good.ok()).isTrue();
    assertThat(good.text().lines()).hasSize(5).allMatch(line -> line.startsWith("10.1.1.1 453us"));
    CommandResult lost = ask(Command.PING, "192.0.2.1");
    assertThat(lost.text().lines()).hasSize(5).allMatch(line -> line.endsWith("timeout"));
  }

  @Test
  void aPingToNoAddressIsRefused() {
    assertThat(ask(Command.PING, "10.1.1.1\n=count=9").ok()).isFalse();
    CommandResult refused = ask(Command.PING, "nowhere");
    assertThat(refused.ok()).isFalse();
    assertThat(refused.text()).contains("invalid value");
  }

  @Test
  void aLongPingKeepsNobodyWaitingWhoPaid() {
    Command ping = new Command(UUID.randomUUID(), site.router, Command.PING, "10.1.1.1", 9000);
    site.hub.send(ping);
    Access brian = Fixture.on(UUID.randomUUID(), 1, "brian");
    site.delta(1, 2, brian);
    site.awaitResult(brian, Outcome.APPLIED);
    assertThat(site.hub.all(CommandResult.class)).noneMatch(r -> r.id().equals(ping.id()));
    assertThat(site.hub.await(CommandResult.class, r -> r.id().equals(ping.id())).ok()).isTrue();
  }

  @Test
  void theTrafficOfASessionIsWhatItCarriesNow() {
    assertThat(ask(Command.TRAFFIC, "pppoe amina").text()).contains("not online");
    site.simulator.dial("amina", "pw-amina");
    CommandResult result = ask(Command.TRAFFIC, "pppoe amina");
    assertThat(result.ok()).as(result.text()).isTrue();
    String[] bits = result.text().split(" ", -1);
    assertThat(Long.parseLong(bits[0])).isBetween(100_000L, 400_000L);
    assertThat(Long.parseLong(bits[1])).isBetween(1_000_000L, 4_000_000L);
    assertThat(ask(Command.TRAFFIC, "pppoe nobody").text()).contains("no user of ours");
  }

  @Test
  void aRestartHappensOnceAndItsBrokenConnectionIsSuccess() {
    Command reboot = new Command(UUID.randomUUID(), site.router, Command.REBOOT, "", 5000);
    site.hub.send(reboot);
    CommandResult done =
        site.hub.await(CommandResult.class, result -> result.id().equals(reboot.id()));
    assertThat(done.ok()).as(done.text()).isTrue();
    Eventually.until(
        "the router has restarted and the agent is back",
        () ->
            site.simulator.commands().contains("/login")
                && !site.simulator.commands().contains("/system/reboot"));
    site.hub.send(reboot);
    LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
    assertThat(site.simulator.commands()).doesNotContain("/system/reboot");
  }

  @Test
  void aCommandWhoseTimeIsOverIsNotBegun() {
    site.simulator.faults(Faults.none().withStall(true));
    Access brian = Fixture.on(UUID.randomUUID(), 1, "brian");
    site.delta(1, 2, brian); // Keeps the worker waiting.
    LockSupport.parkNanos(Duration.ofMillis(300).toNanos());
    Command reboot = new Command(UUID.randomUUID(), site.router, Command.REBOOT, "", 300);
    site.hub.send(reboot);
    CommandResult late =
        site.hub.await(CommandResult.class, result -> result.id().equals(reboot.id()));
    assertThat(late.ok()).isFalse();
    site.simulator.faults(Faults.none());
    site.awaitResult(brian, Outcome.APPLIED);
    LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
    assertThat(site.simulator.commands()).doesNotContain("/system/reboot");
  }

  @Test
  void theLogComesAsLinesWhateverStandsInIt() {
    site.simulator.dial("amina\nforged\u001b[31m", "x");
    CommandResult log = ask(Command.LOG, "");
    assertThat(log.ok()).as(log.text()).isTrue();
    assertThat(log.text().lines()).anyMatch(line -> line.contains("pppoe,ppp,error"));
    assertThat(log.text()).contains("amina forged [31m").doesNotContain("\u001b");
  }

  @Test
  void aBackupComesWholeAndIsGoneFromTheRouter() throws Exception {
    site.simulator.saveBackup("by-hand");
    CommandResult backup = ask(Command.BACKUP, "a-long-password");
    assertThat(backup.ok()).as(backup.text()).isTrue();
    String bytes = new String(Base64.getDecoder().decode(backup.text()), StandardCharsets.UTF_8);
    assertThat(site.simulator.state().rows("/file"))
        .extracting(row -> String.valueOf(row.get("name")))
        .contains("by-hand.backup")
        .noneMatch(name -> name.startsWith("washa-"));
    assertThat(bytes).contains("amina").endsWith("]");
  }

  @Test
  void aBackupNeedsAPasswordWorthTheName() {
    assertThat(ask(Command.BACKUP, "short").text()).contains("at least 12");
    assertThat(site.simulator.commands()).doesNotContain("/system/backup/save");
  }

  @Test
  void aFactoryRoutersFastTrackIsWarnedOfUntilItIsOff() throws Exception {
    CommandResult fresh = ask(Command.CHECK, "");
    assertThat(fresh.ok()).isTrue();
    assertThat(fresh.text())
        .contains("ok: RouterOS 7.20", "ok: device-mode allows hotspots", "ok: the clock is right")
        .contains("warning: FastTrack (filter rule")
        .doesNotContain("problem");
    try (RouterConnection person = person()) {
      Sentence rules =
          Sentence.of("/ip/firewall/filter/print")
              .whereAny("action", List.of("fasttrack-connection"));
      String id =
          Objects.requireNonNull(
              person.call(rules, Duration.ofSeconds(5)).rows().get(0).get(".id"));
      person.call(
          Sentence.of("/ip/firewall/filter/set").set("numbers", id).set("disabled", "yes"),
          Duration.ofSeconds(5));
      assertThat(ask(Command.CHECK, "").text()).contains("ok: FastTrack is off");
    }
  }

  private RouterConnection person() throws Exception {
    return RouterConnection.open(
        new RouterAddress("127.0.0.1", site.simulator.apiPort(), null, "washa", "secret"),
        Timings.standard());
  }
}
