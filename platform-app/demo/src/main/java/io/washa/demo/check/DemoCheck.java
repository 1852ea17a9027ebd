package io.washa.demo.check;

import io.washa.demo.seed.DemoIsp;
import io.washa.demo.seed.People;
import java.io.PrintStream;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Does on a running demo what subscribers, weather and electricity do, and looks at the result. */
public final class DemoCheck {
  /** Five times the goal of one second, for this machine may be busy. */
  private static final Duration SOON = Duration.ofSeconds(5);

  private static final Duration BACK = Duration.ofSeconds(30);

  private final Where where;
  private final People people;
  private final Tally tally;
  private final Safaricom safaricom;

  private DemoCheck(Where where, People people, Tally tally) {
    this.where = where;
    this.people = people;
    this.tally = tally;
    this.safaricom = Safaricom.at(where.daraja());
  }

  /** The ports of the demo that is checked. */
  public record Where(
      int platform, int daraja, int postgres, int keycloak, List<Integer> controls) {
    /** Copies the ports. */
    public Where {
      controls = List.copyOf(controls);
    }
  }

  /** Somebody who paid for a minute, to be watched until it is over. */
  private record Paid(People.Person person, String receipt) {}

  /**
   * Checks, saying a line for each claim and last {@code check: N passed, 0 failed}.
   *
   * @return whether all held
   */
  public static boolean run(Where where, People people, PrintStream out) {
    DemoCheck check = new DemoCheck(where, people, new Tally(out));
    for (DemoIsp isp : DemoIsp.all()) {
      try (Books books = new Books(where.postgres(), isp.slug())) {
        check.check(isp, books);
      } catch (SQLException | RuntimeException e) {
        check.tally.broke(
            isp.name(), e instanceof RuntimeException r ? r : new IllegalStateException(e));
      } finally {
        check.mend(isp);
      }
    }
    return check.tally.close();
  }

  private void check(DemoIsp isp, Books books) {
    tally.say("");
    tally.say(isp.name());
    safaricom.repeatsItself(isp.shortcode());
    List<People.Person> known = people.of(isp.slug());
    List<Paid> paid = new ArrayList<>();
    paid.add(paysByStk(isp, books, known.get(0)));
    paid.add(paysByPayBill(isp, books, known.get(1)));
    staffSeesIt(isp, paid.getFirst());
    List<Passerby> passersby = passersby(isp, books);
    routerWithoutPower(isp, books, known.get(2));
    routerThatForgets(isp, books, known.get(3));
    ends(books, paid);
    for (Passerby passerby : passersby) {
      Instant end = passerby.end(books);
      waitUntil(end);
      passerby.isCutOff(end);
    }
    tally.that(
        "books and M-Pesa statement differ by "
            + (books.clearing() - safaricom.statement(isp.shortcode())),
        books.clearing() == safaricom.statement(isp.shortcode()));
    tally.that("debits and credits balance", books.imbalance() == 0);
  }

  private void staffSeesIt(DemoIsp isp, Paid paid) {
    Staff owner = Staff.ownerOf(isp, where.platform(), where.keycloak());
    String payment = owner.payment(paid.receipt());
    tally.that("the owner signs in and finds the payment", owner.statusOfPayment(payment) == 200);
    DemoIsp.all().stream()
        .filter(other -> !other.equals(isp))
        .map(other -> Staff.ownerOf(other, where.platform(), where.keycloak()))
        .forEach(other ->
            tally.that("the other ISP's owner does not", other.statusOfPayment(payment) == 404));
  }

  private List<Passerby> passersby(DemoIsp isp, Books books) {
    List<Passerby> passersby = new ArrayList<>();
    Portal portal = new Portal(isp.slug(), where.platform());
    for (People.Door door : people.doorsOf(isp.slug())) {
      Router router = Router.at(where.controls().get(door.router()));
      Passerby passerby = new Passerby(door, router, tally);
      passerby.joinsAndPays(portal, safaricom, books);
      passersby.add(passerby);
    }
    return passersby;
  }

  private Paid paysByStk(DemoIsp isp, Books books, People.Person person) {
    Portal portal = new Portal(isp.slug(), where.platform());
    Portal.Asked asked = portal.buys("0" + person.phone().substring(3));
    tally.that("the portal prompts " + person.name() + " without a warning", !asked.warned());
    String receipt = safaricom.pinTypedOn(person.phone());
    tally.soon(
        "paid by STK, the portal says connected",
        SOON,
        () -> portal.progress(asked.intent()).get("connected").asBoolean());
    connected(books, person, receipt);
    return new Paid(person, receipt);
  }

  private Paid paysByPayBill(DemoIsp isp, Books books, People.Person person) {
    String receipt = safaricom.payBill(isp.shortcode(), person.account(), person.phone());
    tally.soon("paid by PayBill, read back", SOON, () -> books.connected(receipt));
    connected(books, person, receipt);
    return new Paid(person, receipt);
  }

  private void connected(Books books, People.Person person, String receipt) {
    tally.say(books.timeline(receipt));
    tally.that(
        "the router lets " + person.username() + " in",
        router(person).letsIn(person.username(), person.password()));
    tally.that("every callback came three times and was credited once", books.onceEach(receipt));
  }

  private void routerWithoutPower(DemoIsp isp, Books books, People.Person person) {
    Router router = router(person);
    router.power(false);
    try {
      Portal.Asked asked =
          new Portal(isp.slug(), where.platform()).buys("0" + person.phone().substring(3));
      tally.that("with the router off, the portal warns before it takes money", asked.warned());
      String receipt = safaricom.pinTypedOn(person.phone());
      tally.soon("the money is booked all the same", SOON, () -> books.onceEach(receipt));
      tally.that("it is paid, not connected", !books.connected(receipt));
      router.power(true);
      tally.soon(
          "with the power back, it connects by itself", BACK, () -> books.connected(receipt));
      connected(books, person, receipt);
    } finally {
      router.power(true);
    }
  }

  private void routerThatForgets(DemoIsp isp, Books books, People.Person person) {
    Router router = router(person);
    router.ignoresWrites(true);
    try {
      Portal portal = new Portal(isp.slug(), where.platform());
      Portal.Asked asked = portal.buys("0" + person.phone().substring(3));
      String receipt = safaricom.pinTypedOn(person.phone());
      tally.soon(
          "a router that forgets what it is told: the portal says why it is not connected",
          SOON,
          () -> !portal.progress(asked.intent()).path("access_error").asString("").isEmpty());
      tally.that("it is paid, not connected", !books.connected(receipt));
      router.ignoresWrites(false);
      tally.soon(
          "when the router is well, it connects by itself", BACK, () -> books.connected(receipt));
      connected(books, person, receipt);
    } finally {
      router.ignoresWrites(false);
    }
  }

  private void ends(Books books, List<Paid> all) {
    for (Paid paid : all) {
      dialsAgainAfterPowerCut(paid.person());
    }
    Instant first =
        all.stream().map(paid -> end(books, paid)).min(Instant::compareTo).orElseThrow();
    waitUntil(first.minusMillis(500));
    for (Paid paid : all) {
      String user = paid.person().username();
      tally.that(user + " is online until the end", router(paid.person()).hasSessionOf(user));
    }
    for (Paid paid : all) {
      isCutOff(paid.person(), end(books, paid));
    }
  }

  private static Instant end(Books books, Paid paid) {
    Instant end = books.endsAt(paid.receipt());
    if (end == null) {
      throw new IllegalStateException("what " + paid.person() + " paid has no end");
    }
    return end;
  }

  private void dialsAgainAfterPowerCut(People.Person person) {
    if (!router(person).hasSessionOf(person.username())) {
      tally.that(
          "after the power cut, the router lets " + person.username() + " in again",
          router(person).letsIn(person.username(), person.password()));
    }
  }

  private void isCutOff(People.Person person, Instant end) {
    waitUntil(end);
    tally.soon(
        "the minute is over: " + person.username() + "'s session is gone",
        SOON,
        () -> !router(person).hasSessionOf(person.username()));
    tally.say("gone " + Duration.between(end, Instant.now()).toMillis() + " ms after the end");
    tally.that(
        "dialling again is refused", !router(person).letsIn(person.username(), person.password()));
  }

  private static void waitUntil(Instant instant) {
    while (Instant.now().isBefore(instant)) {
      Tally.pause();
    }
  }

  private Router router(People.Person person) {
    return Router.at(where.controls().get(person.router()));
  }

  /** Leaves the demo as it was, whatever happened. */
  private void mend(DemoIsp isp) {
    safaricom.behaves(isp.shortcode());
    for (DemoIsp.Site site : isp.sites()) {
      Router router = Router.at(where.controls().get(site.router()));
      router.power(true);
      router.ignoresWrites(false);
    }
  }
}
