package io.washa.demo.check;

import io.washa.demo.seed.People;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;

/** Somebody with a phone on an ISP's Wi-Fi, who buys a minute and never sees the router's page. */
final class Passerby {
  /** Five times the goal of one second, for this machine may be busy. */
  private static final Duration SOON = Duration.ofSeconds(5);

  private static final String PHONE = "254799000123";

  private final People.Door door;
  private final Router router;
  private final Tally tally;
  private final String mac;
  private final String ip;
  private String receipt = "";

  Passerby(People.Door door, Router router, Tally tally) {
    this.door = door;
    this.router = router;
    this.tally = tally;
    ThreadLocalRandom random = ThreadLocalRandom.current();
    // A device that nobody has seen, whenever the check runs.
    this.mac =
        String.format(
            Locale.ROOT,
            "02:%02X:%02X:%02X:%02X:%02X",
            random.nextInt(256),
            random.nextInt(256),
            random.nextInt(256),
            random.nextInt(256),
            random.nextInt(256));
    this.ip = door.address().replaceFirst("\\.1$", "." + random.nextInt(20, 250));
  }

  void joinsAndPays(Portal portal, Safaricom safaricom, Books books) {
    tally.that("a device on the Wi-Fi has no internet at first", !router.joins(mac, ip));
    String intent = portal.buysAtDoor(door.captivePath(mac, ip), "0" + PHONE.substring(3));
    receipt = safaricom.pinTypedOn(PHONE);
    tally.soon(
        "paid, the device is online without the router's login page",
        SOON,
        () -> router.hotspotKnows("active", mac));
    tally.say(books.timeline(receipt));
    tally.soon(
        "its page says online", SOON, () -> portal.progress(intent).get("online").asBoolean());
    tally.that("every callback came three times and was credited once", books.onceEach(receipt));
    router.leaves(mac);
    tally.that("leaving the Wi-Fi and coming back, it is online untouched", router.joins(mac, ip));
  }

  /** When what was paid for ends. */
  Instant end(Books books) {
    Instant end = books.endsAt(receipt);
    if (end == null) {
      throw new IllegalStateException("what the passer-by paid has no end");
    }
    return end;
  }

  void isCutOff(Instant end) {
    tally.soon(
        "the minute is over: the device's session is gone",
        SOON,
        () -> !router.hotspotKnows("active", mac));
    tally.say("gone " + Duration.between(end, Instant.now()).toMillis() + " ms after the end");
    tally.soon("and its cookie", SOON, () -> !router.hotspotKnows("cookie", mac));
    router.leaves(mac);
    tally.that("joining again, it has no internet", !router.joins(mac, ip));
    router.leaves(mac);
  }
}
