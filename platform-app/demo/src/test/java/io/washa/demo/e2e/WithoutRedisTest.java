package io.washa.demo.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.washa.demo.RunningTown;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Redis only makes things faster: without it a payment still connects, and time still ends. */
class WithoutRedisTest {
  private static final Duration FIVE_TIMES_THE_GOAL = Duration.ofSeconds(5);
  private static final Duration UNTIL_THE_AGENT_IS_BACK = Duration.ofSeconds(45);

  private final RunningTown town = RunningTown.get();
  private final Isp kifaru = Isp.kifaru();
  private Runnable startRedis = () -> {};

  @BeforeEach
  void killRedis() {
    startRedis = town.killRedis();
  }

  @AfterEach
  void startRedis() {
    startRedis.run();
  }

  @Test
  void aPaymentConnectsAndItsTimeEnds() throws Exception {
    Customer customer = kifaru.aLapsedSubscriber("Nakuru");
    Router router = new Router(customer.router());

    String receipt = kifaru.safaricom().pay(customer);

    kifaru.awaitConnected(customer, receipt, FIVE_TIMES_THE_GOAL);
    kifaru.assertPaidOnce(customer.subscriber(), receipt);

    endsIn(customer, Duration.ofSeconds(2));
    Await.until("expired", FIVE_TIMES_THE_GOAL.plusSeconds(2), () -> expired(customer));
    Await.until(
        "the router lets nobody in",
        FIVE_TIMES_THE_GOAL,
        () -> !router.letsIn(customer.username()));
    assertThat(town.redisAnswers()).isFalse();
  }

  @Test
  void thePlatformStartsWithoutItAndConnects() throws Exception {
    Customer customer = kifaru.aLapsedSubscriber("Nakuru");
    town.killPlatform();
    town.startPlatform();

    String receipt = kifaru.safaricom().pay(customer);

    kifaru.awaitConnected(customer, receipt, UNTIL_THE_AGENT_IS_BACK);
    kifaru.assertPaidOnce(customer.subscriber(), receipt);
    assertThat(town.redisAnswers()).isFalse();
  }

  @Test
  void onceItIsBackPaymentsConnectAsBefore() throws Exception {
    Customer customer = kifaru.aLapsedSubscriber("Nakuru");
    startRedis.run();
    startRedis = () -> {};

    String receipt = kifaru.safaricom().pay(customer);

    kifaru.awaitConnected(customer, receipt, FIVE_TIMES_THE_GOAL);
    kifaru.assertPaidOnce(customer.subscriber(), receipt);
    assertThat(town.redisAnswers()).isTrue();
  }

  /** Brings the end of what was paid near, as it would be after days. */
  private void endsIn(Customer customer, Duration soon) throws Exception {
    kifaru.execute(
        """
        WITH ending AS (
          UPDATE subscription SET ends_at = work.platform_now() + interval '%d ms'
           WHERE service_id = '%s' RETURNING id, ends_at)
        UPDATE work.due SET due_at = ends_at FROM ending
         WHERE tenant = 2 AND subject = ending.id
        """
            .formatted(soon.toMillis(), customer.service()));
  }

  private boolean expired(Customer customer) throws Exception {
    return kifaru.number(
            "SELECT count(*) FROM subscription WHERE state = 'expired' AND service_id = ?",
            customer.service())
        == 1;
  }
}
