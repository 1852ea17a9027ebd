package io.washa.demo.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.washa.demo.RunningTown;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Platform and agents come and go in any order; whoever pays is connected when they are back. */
class ComingAndGoingTest {
  private static final Duration BACK_TOGETHER = Duration.ofSeconds(45);

  private final RunningTown town = RunningTown.get();

  @Test
  void paidWhileTheAgentIsAwayIsConnectedWhenItComesBack() throws Exception {
    Isp acme = Isp.acme();
    Customer customer = acme.aLapsedSubscriber("Kilimani");
    town.killAgent(customer.router());
    String receipt = acme.safaricom().pay(customer);
    Await.until("renewed", Duration.ofSeconds(10), () -> acme.renewed(receipt));
    assertThat(acme.connected(receipt)).isFalse();
    assertThat(new Router(customer.router()).letsIn(customer.username())).isFalse();

    town.startAgent(customer.router());

    acme.awaitConnected(customer, receipt, BACK_TOGETHER);
    acme.assertPaidOnce(customer.subscriber(), receipt);
  }

  @Test
  void theAgentsComeBackToAPlatformThatWasAway() throws Exception {
    town.killPlatform();
    town.startPlatform();

    for (String site : new String[] {"Kilimani", "Rongai"}) {
      Isp acme = Isp.acme();
      Customer customer = acme.aLapsedSubscriber(site);
      String receipt = acme.safaricom().pay(customer);
      acme.awaitConnected(customer, receipt, BACK_TOGETHER);
      acme.assertPaidOnce(customer.subscriber(), receipt);
    }
  }

  @Test
  void anAgentThatStartsBeforeThePlatformFindsItLater() throws Exception {
    Isp kifaru = Isp.kifaru();
    Customer customer = kifaru.aLapsedSubscriber("Nakuru");
    town.killPlatform();
    town.killAgent(customer.router());
    CompletableFuture<Void> agent =
        CompletableFuture.runAsync(() -> town.startAgent(customer.router()));
    town.startPlatform();
    agent.get(BACK_TOGETHER.toSeconds(), TimeUnit.SECONDS);

    String receipt = kifaru.safaricom().pay(customer);
    kifaru.awaitConnected(customer, receipt, BACK_TOGETHER);
    kifaru.assertPaidOnce(customer.subscriber(), receipt);
  }
}
