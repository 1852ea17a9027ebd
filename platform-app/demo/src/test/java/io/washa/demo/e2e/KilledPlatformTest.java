package io.washa.demo.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.washa.demo.RunningTown;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The platform is killed at each point of a callback; the money is booked exactly once. */
class KilledPlatformTest {
  private static final Duration SHORT = Duration.ofSeconds(10);

  /** A task that a dead worker had taken is taken by another after four missed heartbeats. */
  private static final Duration UNTIL_TAKEN_OVER = Duration.ofSeconds(90);

  private final RunningTown town = RunningTown.get();

  @Test
  void killedBeforeTheCommitItBooksOnceWhatIsSentAgain() throws Exception {
    Isp acme = Isp.acme();
    Customer customer = acme.aLapsedSubscriber("Kilimani");
    Safaricom.Unconfirmed paid = acme.safaricom().payUnconfirmed(customer);
    CompletableFuture<Integer> answer;
    try (Lock lock = Lock.take(acme, "LOCK TABLE payment IN EXCLUSIVE MODE")) {
      answer = Json.send(paid.to(), paid.confirmation());
      Await.until("the callback waits", SHORT, () -> lock.stops("payment"));
      town.killPlatform();
    }
    assertUnanswered(answer);
    acme.awaitNoPlatform();
    assertThat(acme.payments(paid.receipt())).isZero();

    town.startPlatform();

    assertThat(acme.payments(paid.receipt())).isZero();
    assertThat(Json.send(paid.to(), paid.confirmation()).get(10, TimeUnit.SECONDS)).isEqualTo(200);
    acme.awaitConnected(customer, paid.receipt(), Duration.ofSeconds(30));
    acme.assertPaidOnce(customer.subscriber(), paid.receipt());
  }

  @Test
  void killedAfterTheCommitAndBeforeTheAnswerItBooksOnceAndConnects() throws Exception {
    Isp kifaru = Isp.kifaru();
    Customer customer = kifaru.aLapsedSubscriber("Nakuru");
    Safaricom.Unconfirmed paid = kifaru.safaricom().payUnconfirmed(customer);
    aFreshPlatform(kifaru);
    CompletableFuture<Integer> answer;
    // Between commit and answer the platform notes the time of the callback at the shortcode.
    try (Barrier barrier = Barrier.beforeUpdatesOf(kifaru, "shortcode");
        Lock lock =
            Lock.take(kifaru, barrier.take(), "LOCK TABLE payment_application IN EXCLUSIVE MODE")) {
      answer = Json.send(paid.to(), paid.confirmation());
      Await.until("it is booked", SHORT, () -> kifaru.payments(paid.receipt()) == 1);
      Await.until("the answer waits", SHORT, () -> lock.stops("shortcode"));
      Await.until("applying waits", SHORT, () -> lock.stops("payment_application"));
      town.killPlatform();
    }
    assertUnanswered(answer);
    kifaru.awaitNoPlatform();
    assertThat(kifaru.payments(paid.receipt())).isEqualTo(1);
    assertThat(kifaru.renewed(paid.receipt())).isFalse();

    town.startPlatform();

    assertThat(Json.send(paid.to(), paid.confirmation()).get(10, TimeUnit.SECONDS)).isEqualTo(200);
    kifaru.awaitConnected(customer, paid.receipt(), UNTIL_TAKEN_OVER);
    kifaru.assertPaidOnce(customer.subscriber(), paid.receipt());
  }

  @Test
  void killedRightAfterTheAnswerItConnectsAfterTheRestart() throws Exception {
    Isp acme = Isp.acme();
    Customer customer = acme.aLapsedSubscriber("Rongai");
    Safaricom.Unconfirmed paid = acme.safaricom().payUnconfirmed(customer);
    assertThat(Json.send(paid.to(), paid.confirmation()).get(10, TimeUnit.SECONDS)).isEqualTo(200);
    town.killPlatform();
    assertThat(acme.payments(paid.receipt())).isEqualTo(1);

    town.startPlatform();

    acme.awaitConnected(customer, paid.receipt(), UNTIL_TAKEN_OVER);
    acme.assertPaidOnce(customer.subscriber(), paid.receipt());
  }

  private static void assertUnanswered(CompletableFuture<Integer> answer) {
    assertThatThrownBy(() -> answer.get(10, TimeUnit.SECONDS))
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(IOException.class);
  }

  /** One that has noted no callback yet; after that it notes them now and then. */
  private void aFreshPlatform(Isp isp) throws Exception {
    town.killPlatform();
    isp.awaitNoPlatform();
    town.startPlatform();
    Await.until(
        "callbacks are noted again",
        Duration.ofSeconds(20),
        () ->
            isp.number(
                    "SELECT count(*) FROM shortcode"
                        + " WHERE last_callback_at > work.platform_now() - interval '11 seconds'")
                == 0);
  }
}
