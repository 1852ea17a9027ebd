package io.washa.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.washa.protocol.Goodbye;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When an agent comes back is the hub's to say. */
class ComingBackTest {
  /** Much longer than the first pause of an agent that was told nothing. */
  private static final Duration A_WHILE = Duration.ofMillis(1200);

  private Fixture site;

  @BeforeEach
  void anAgentIsConnected(@TempDir Path folder) {
    site = new Fixture(folder);
  }

  @AfterEach
  void end() {
    site.close();
  }

  @Test
  void toldToPauseItComesBackAfterThePauseAndNotBefore() {
    site.connect();

    site.hub.send(new Goodbye("very many are coming back at once", true, 2 * A_WHILE.toMillis()));

    LockSupport.parkNanos(A_WHILE.toNanos());
    assertThat(site.hub.connections()).isEqualTo(1);
    site.hub.awaitConnections(2);
  }

  @Test
  void toldNothingItComesBackAtOnce() {
    site.connect();

    site.hub.send(new Goodbye("come back", true));

    LockSupport.parkNanos(A_WHILE.toNanos());
    assertThat(site.hub.connections()).isEqualTo(2);
  }

  @Test
  void oneOfVeryManyTakesItsTimeAfterABreak() {
    site.hub.spreadMillis = Duration.ofHours(1).toMillis();
    site.connect();

    site.hub.drop();

    // One time in three hundred chance has it come that soon all the same.
    LockSupport.parkNanos(A_WHILE.toNanos());
    assertThat(site.hub.connections()).isEqualTo(1);
  }

  @Test
  void oneOfFewComesBackAtOnceAfterABreak() {
    site.hub.spreadMillis = 1;
    site.connect();

    site.hub.drop();

    LockSupport.parkNanos(A_WHILE.toNanos());
    assertThat(site.hub.connections()).isEqualTo(2);
  }
}
