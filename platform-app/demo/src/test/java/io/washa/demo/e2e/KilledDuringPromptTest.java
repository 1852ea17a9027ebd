package io.washa.demo.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.washa.demo.RunningTown;
import io.washa.demo.seed.People;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The platform is killed while it takes in how a prompt ended, and nobody says so again. */
class KilledDuringPromptTest {
  private final RunningTown town = RunningTown.get();
  private final Isp acme = Isp.acme();

  @Test
  void thePlatformAsksByItselfAndTheOpenPageSaysConnected() throws Exception {
    assumeTrue(Chromium.program().isPresent(), "no Chromium is installed");
    People.Person buyer = town.people().of("acme").getFirst();
    try (Chromium chromium = Chromium.start();
        PortalTour tour = new PortalTour(chromium.phone(true), "acme")) {
      UUID intent = UUID.fromString(tour.buy("Saa", "0" + buyer.phone().substring(3)));
      try (Lock lock =
          Lock.take(acme, "SELECT 1 FROM payment_intent WHERE id = '" + intent + "' FOR UPDATE")) {
        tour.pin(buyer.phone(), "1234");
        Await.until(
            "the callback waits", Duration.ofSeconds(10), () -> lock.stops("payment_intent"));
        town.killPlatform();
      }
      acme.awaitNoPlatform();
      assertThat(payments(intent)).isZero();

      town.startPlatform();

      Await.until("found by asking", Duration.ofSeconds(60), () -> payments(intent) == 1);
      tour.awaitStage("connected", Duration.ofSeconds(45));

      // The same money through another door only brings its receipt.
      String reference = acme.text("SELECT reference FROM payment_intent WHERE id = ?", intent);
      Safaricom.Unconfirmed copy =
          acme.safaricom().confirmation(acme.safaricom().receiptOf(reference).orElseThrow());
      assertThat(Json.send(copy.to(), copy.confirmation()).get(10, TimeUnit.SECONDS))
          .isEqualTo(200);
      assertThat(payments(intent)).isEqualTo(1);
      acme.assertPaidOnce(acme.subscriber(buyer.account()), copy.receipt());
    }
  }

  private long payments(UUID intent) throws Exception {
    return acme.number("SELECT count(*) FROM payment WHERE intent_id = ?", intent);
  }
}
