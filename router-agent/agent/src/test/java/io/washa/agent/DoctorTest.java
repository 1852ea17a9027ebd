package io.washa.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.washa.agent.store.AgentFolder;
import io.washa.agent.tools.Findings;
import io.washa.protocol.Applied.Outcome;
import io.washa.protocol.ApplyDesired.Access;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorTest {
  @TempDir Path folder;
  private Fixture site;

  @SuppressWarnings("NullAway.Init") // Set before each test.
  private HttpServer platform;

  @BeforeEach
  void aRunningAgentAndAPlatform() throws IOException {
    site = new Fixture(folder.resolve("data"));
    site.connect();
    Access amina = Fixture.on(UUID.randomUUID(), 1, "amina");
    site.snapshot(1, amina);
    site.awaitResult(amina, Outcome.APPLIED);
    platform = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    platform.createContext(
        "/health",
        exchange -> {
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    platform.start();
  }

  @AfterEach
  void close() {
    platform.stop(0);
    site.close();
  }

  private URI hub() {
    return URI.create("http://127.0.0.1:" + platform.getAddress().getPort());
  }

  private Findings look(URI hub, AgentClock clock) throws Exception {
    return new Doctor(AgentFolder.look(folder.resolve("data")), hub, clock).look();
  }

  @Test
  void aHealthySiteHasNoProblemAndTheAgentGoesOnMeanwhile() throws Exception {
    Findings findings = look(hub(), AgentClock.system());
    assertThat(findings.text()).contains("of Kisumu").contains("tower: RouterOS 7.20");
    assertThat(findings.hasProblem()).as(findings.text()).isFalse();
  }

  @Test
  void aNameNobodyKnowsAPlatformThatIsAwayAndARouterThatIsOffAreProblems() throws Exception {
    assertThat(look(URI.create("https://hub.invalid"), AgentClock.system()).text())
        .contains("problem: the name hub.invalid is not known");
    assertThat(look(URI.create("http://127.0.0.1:1"), AgentClock.system()).text())
        .contains("problem: http://127.0.0.1:1 cannot be reached");
    site.simulator.power(false);
    Findings off = look(hub(), AgentClock.system());
    assertThat(off.text()).contains("problem: tower: cannot connect");
    assertThat(off.hasProblem()).isTrue();
  }

  @Test
  void aClockThatIsWrongIsAProblem() throws Exception {
    AgentClock behind =
        new AgentClock() {
          @Override
          public long nanos() {
            return System.nanoTime();
          }

          @Override
          public Instant wall() {
            return Instant.now().minus(Duration.ofHours(1));
          }
        };
    assertThat(look(hub(), behind).text()).contains("problem: this machine's clock is");
  }

  @Test
  void whereNoAgentIsThereIsNothingToLookAt() {
    assertThatThrownBy(() -> AgentFolder.look(folder.resolve("elsewhere")))
        .isInstanceOf(IOException.class);
  }
}
