package io.washa.demo.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.washa.demo.RunningTown;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Two platform processes: one does the work, the other holds the agent. */
class TwoPodsTest {
  private static final Duration FIVE_TIMES_THE_GOAL = Duration.ofSeconds(5);

  /** Its entry in the directory runs out, and the router's pause after failures. */
  private static final Duration UNTIL_FORGOTTEN = Duration.ofSeconds(45);

  private final RunningTown town = RunningTown.get();
  private final Isp acme = Isp.acme();

  @Test
  void aPaymentConnectsThroughThePodThatHoldsTheAgentAlsoAfterRedisLostItsMemory()
      throws Exception {
    Customer customer = acme.aLapsedSubscriber("Kilimani");
    town.killAgent(customer.router());
    town.startAgent(customer.router(), town.startGateway());
    try {
      String receipt = acme.safaricom().pay(customer);
      acme.awaitConnected(customer, receipt, FIVE_TIMES_THE_GOAL);
      acme.assertPaidOnce(customer.subscriber(), receipt);

      // It keeps nothing on a disk: what comes back remembers nobody.
      town.killRedis().run();
      assertThat(town.redisAnswers()).isTrue();
      String another = acme.safaricom().pay(customer);
      acme.awaitConnected(customer, another, UNTIL_FORGOTTEN);
    } finally {
      town.killGateway();
    }

    // The agent is the same; only its hub is another one.
    town.killAgent(customer.router());
    town.startAgent(customer.router());
    String last = acme.safaricom().pay(customer);
    acme.awaitConnected(customer, last, UNTIL_FORGOTTEN);
  }
}
