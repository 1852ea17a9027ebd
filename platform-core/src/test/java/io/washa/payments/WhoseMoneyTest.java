package io.washa.payments;

import static io.washa.testing.World.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.washa.catalog.Catalog;
import io.washa.catalog.Period;
import io.washa.customers.Customers;
import io.washa.network.Devices;
import io.washa.network.MacAddress;
import io.washa.payments.Claims.NewClaim;
import io.washa.payments.matching.Candidate;
import io.washa.payments.matching.MatchingRules;
import io.washa.tenancy.Settings;
import io.washa.testing.CoreTest;
import io.washa.testing.Isp;
import io.washa.testing.Safaricom;
import io.washa.testing.World;
import java.util.List;
import java.util.UUID;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Who gets the money that people pay by themselves, over the whole way through. */
@CoreTest
class WhoseMoneyTest {
  private final World world;
  private final JdbcClient jdbc;
  private final Customers customers;
  private final Catalog catalog;
  private final Devices devices;
  private final Claims claims;
  private final Suspense suspense;
  private final SuspenseDesk desk;
  private final Settings settings;
  private Isp isp;
  private Isp.ASubscriber mary;

  WhoseMoneyTest(
      World world,
      JdbcClient jdbc,
      Customers customers,
      Catalog catalog,
      Devices devices,
      Claims claims,
      Suspense suspense,
      SuspenseDesk desk,
      Settings settings) {
    this.world = world;
    this.jdbc = jdbc;
    this.customers = customers;
    this.catalog = catalog;
    this.devices = devices;
    this.claims = claims;
    this.suspense = suspense;
    this.desk = desk;
    this.settings = settings;
  }

  @BeforeEach
  void anIspAndASubscriber() {
    isp = world.anIsp();
    mary = world.aSubscriber(isp);
  }

  @Test
  void thePhoneInAnySpellingNamesTheService() {
    String receipt = pays(mary.phone().local(), "20");

    assertThat(serviceOf(receipt)).isEqualTo(mary.service());
    assertThat(how(receipt)).isEqualTo("phone");
  }

  @Test
  void theUserNameNamesTheServiceWhateverItsCase() {
    String username =
        isp.asks(() ->
            jdbc.sql("SELECT username FROM service WHERE id = ?")
                .param(mary.service())
                .query((row, _) -> row.getString(1))
                .single());

    assertThat(serviceOf(pays(" " + username.toUpperCase(java.util.Locale.ROOT), "20")))
        .isEqualTo(mary.service());
  }

  @Test
  void anOldAccountNumberNamesTheServiceOnceItIsAnAlias() {
    String before = pays("HME-0042", "20");
    assertThat(suspended(before)).isTrue();

    assertThat(
            isp.asks(
                () -> customers.addAlias(mary.service(), Customers.AliasKind.ACCOUNT, "hme 0042")))
        .isTrue();

    assertThat(serviceOf(pays("HME-0042", "20"))).isEqualTo(mary.service());
  }

  @Test
  void aSharedPhonePaysForTheOneThatIsOverAndCostsTheAmount() {
    UUID monthly = anotherServiceOfMary(isp.monthPlan());

    assertThat(serviceOf(pays(mary.phone().msisdn(), "1500"))).isEqualTo(monthly);
    assertThat(serviceOf(pays(mary.phone().msisdn(), "20"))).isEqualTo(mary.service());
  }

  @Test
  void aSharedPhoneThatCouldPayForTwoGoesToSuspense() {
    UUID other = anotherServiceOfMary(isp.hourPlan());

    String receipt = pays(mary.phone().msisdn(), "20");

    assertThat(suspended(receipt)).isTrue();
    assertThat(candidates(receipt))
        .extracting(Candidate::service)
        .containsExactlyInAnyOrder(mary.service(), other);
  }

  @Test
  void aPayCodeBuysTheWaitingDevicesPass() {
    hotspotPlan("Pass 30", 30);
    MacAddress mac = MacAddress.parse("AA:BB:CC:00:00:01").orElseThrow();
    assertThat(isp.asks(() -> devices.appeared(isp.site(), mac, "10.5.0.9"))).isPresent();
    String code = isp.asks(() -> devices.payCode(mac)).orElseThrow();
    assertThat(isp.asks(() -> devices.payCode(mac))).as("asked again").contains(code);

    String receipt = pays(code.toLowerCase(java.util.Locale.ROOT), "30");

    eventually("the pass is on", () -> renewed(receipt));
    assertThat(serviceOf(receipt))
        .isEqualTo(
            isp.asks(() -> devices.appeared(isp.site(), mac, "10.5.0.9")).orElseThrow().service());
  }

  @Test
  void aPayCodeWithAnAmountThatIsNoPlansPriceStaysInSuspense() {
    hotspotPlan("Pass 30", 30);
    MacAddress mac = MacAddress.parse("AA:BB:CC:00:00:02").orElseThrow();
    assertThat(isp.asks(() -> devices.appeared(isp.site(), mac, "10.5.0.9"))).isPresent();
    String code = isp.asks(() -> devices.payCode(mac)).orElseThrow();

    String receipt = pays(code, "31");

    identified(receipt);
    assertThat(suspended(receipt)).isTrue();
  }

  @Test
  void aMistypedAccountOfAKnownPayerIsAppliedAtOnce() {
    String first = pays(mary.account().digits(), "20");
    eventually("renewed", () -> renewed(first));
    String typed = mistyped();

    String receipt = pays(typed, "20");

    eventually("found", () -> !suspended(receipt));
    assertThat(serviceOf(receipt)).isEqualTo(mary.service());
    assertThat(how(receipt)).startsWith("guess");
    eventually("renewed", () -> renewed(receipt));
  }

  @Test
  void aGuessIsCorrectedWhenALaterDoorTellsWhatWasTypedAndAPersonsChoiceIsNot() {
    Isp.ASubscriber john = world.aSubscriber(isp);
    String payer = "2547 ***** 678";
    posts(confirmation("UKN1FIRST1", mary.account().digits(), payer));
    posts(confirmation("UKN1GUESS1", "", payer));
    eventually("guessed", () -> !suspended("UKN1GUESS1"));
    assertThat(serviceOf("UKN1GUESS1")).isEqualTo(mary.service());
    assertThat(how("UKN1GUESS1")).startsWith("guess");

    posts(confirmation("UKN1GUESS1", john.account().digits(), payer));

    eventually("corrected", () -> john.service().equals(serviceOf("UKN1GUESS1")));
    eventually("john is renewed", () -> renewed("UKN1GUESS1"));

    isp.does(() ->
        settings.write(MatchingRules.CHOICE, new MatchingRules(false, 7, 3), "owner@example"));
    posts(confirmation("UKN1PERSON", "", payer));
    identified("UKN1PERSON");
    assertThat(isp.asks(() -> desk.give(id("UKN1PERSON"), mary.service(), "support"))).isTrue();

    posts(confirmation("UKN1PERSON", john.account().digits(), payer));

    assertThat(serviceOf("UKN1PERSON")).isEqualTo(mary.service());
  }

  private void posts(String confirmation) {
    assertThat(Safaricom.posts(confirmationUrl(), confirmation)).isEqualTo(200);
  }

  @Test
  void aMistypedAccountStaysWithItsCandidatesWhereGuessesAreNotToBeApplied() {
    isp.does(() ->
        settings.write(MatchingRules.CHOICE, new MatchingRules(false, 7, 3), "owner@example"));
    String first = pays(mary.account().digits(), "20");
    eventually("renewed", () -> renewed(first));

    String receipt = pays(mistyped(), "20");

    identified(receipt);
    assertThat(suspended(receipt)).isTrue();
    assertThat(candidates(receipt).getFirst().service()).isEqualTo(mary.service());
    assertThat(candidates(receipt).getFirst().reasons())
        .extracting(Candidate.Reason::kind)
        .contains(Candidate.Kind.ONE_SLIP, Candidate.Kind.ALIKE_PAID_BEFORE, Candidate.Kind.PRICE);
  }

  @Test
  void whoeverKnowsCodeAndDigitsGetsTheMoneyAndNobodyElse() {
    String receipt = pays("nobody-at-all", "20");
    identified(receipt);
    String sms = receipt + " Confirmed. Ksh20.00 sent to ISP for account nobody";

    assertThat(claim(sms, "677")).isInstanceOf(ClaimAnswer.DoesNotFit.class);
    assertThat(claim(sms, "678")).isInstanceOf(ClaimAnswer.Found.class);
    assertThat(claim(sms, "678")).isInstanceOf(ClaimAnswer.YoursAlready.class);
    Isp.ASubscriber thief = world.aSubscriber(isp);
    assertThat(isp.asks(() -> claims.claim(new NewClaim(thief.service(), null, sms, "678"))))
        .isInstanceOf(ClaimAnswer.DoesNotFit.class);
    eventually("renewed", () -> renewed(receipt));
  }

  @Test
  void guessingDigitsEndsAfterFiveTries() {
    String receipt = pays("nobody-at-all", "20");
    identified(receipt);
    for (int digits = 100; digits < 105; digits++) {
      assertThat(claim(receipt, String.valueOf(digits))).isInstanceOf(ClaimAnswer.DoesNotFit.class);
    }

    assertThat(claim(receipt, "678")).isInstanceOf(ClaimAnswer.TooMany.class);
    assertThat(suspended(receipt)).isTrue();
  }

  @Test
  void aClaimThatComesBeforeTheMoneyIsHonouredWhenItComes() {
    assertThat(claim("I have paid", "678")).isInstanceOf(ClaimAnswer.NoCode.class);
    assertThat(claim("UKN7WAITS1", "678")).isInstanceOf(ClaimAnswer.Waiting.class);

    assertThat(
            Safaricom.posts(
                confirmationUrl(), confirmation("UKN7WAITS1", "rubbish", "2547 ***** 678")))
        .isEqualTo(200);

    eventually("claimed", () -> renewed("UKN7WAITS1"));
    assertThat(serviceOf("UKN7WAITS1")).isEqualTo(mary.service());
    assertThat(isp.asks(claims::open)).isEmpty();
  }

  @Test
  void claimsOfMoneyThatComesByItselfAreGrantedToWhoseItIsAndRefusedToOthers() {
    Isp.ASubscriber thief = world.aSubscriber(isp);
    assertThat(claim("UKN7ITSELF", "678")).isInstanceOf(ClaimAnswer.Waiting.class);
    assertThat(
            isp.asks(() -> claims.claim(new NewClaim(thief.service(), null, "UKN7ITSELF", "678"))))
        .isInstanceOf(ClaimAnswer.Waiting.class);

    assertThat(
            Safaricom.posts(
                confirmationUrl(),
                confirmation("UKN7ITSELF", mary.account().digits(), "2547 ***** 678")))
        .isEqualTo(200);

    eventually("both are ended", () -> isp.asks(claims::open).isEmpty());
    assertThat(stateOf("UKN7ITSELF", mary.service())).isEqualTo("matched");
    assertThat(stateOf("UKN7ITSELF", thief.service())).isEqualTo("refused");
  }

  private String stateOf(String receipt, UUID service) {
    return isp.asks(() ->
        jdbc.sql("SELECT state FROM claim WHERE receipt = ? AND service_id = ?")
            .params(receipt, service)
            .query((row, _) -> row.getString(1))
            .single());
  }

  private ClaimAnswer claim(String typed, String proof) {
    return isp.asks(() -> claims.claim(new NewClaim(mary.service(), null, typed, proof)));
  }

  private String confirmation(String receipt, String account, String msisdn) {
    return """
    {"TransactionType":"Pay Bill","TransID":"%s","TransTime":"20261123101500",
     "TransAmount":"20.00","BusinessShortCode":"%s","BillRefNumber":"%s","InvoiceNumber":"",
     "OrgAccountBalance":"","ThirdPartyTransID":"","MSISDN":"%s","FirstName":"NAME1"}
    """
        .formatted(receipt, isp.payBill().number(), account, msisdn);
  }

  private String confirmationUrl() {
    return Safaricom.registration(isp.payBill().number()).get("confirmationUrl").asString();
  }

  /** Two neighbours swapped, so that it is nobody's number. */
  private String mistyped() {
    String digits = mary.account().digits();
    for (int at = digits.length() - 2; at > 0; at--) {
      if (digits.charAt(at) != digits.charAt(at + 1)) {
        return digits.substring(0, at)
            + digits.charAt(at + 1)
            + digits.charAt(at)
            + digits.substring(at + 2);
      }
    }
    throw new IllegalStateException(digits);
  }

  private UUID anotherServiceOfMary(UUID plan) {
    return isp.asks(() ->
        customers.addService(
            new Customers.NewService(
                mary.id(), isp.site(), plan, "pppoe", "second" + mary.account(), "pw")));
  }

  private void hotspotPlan(String name, int shillings) {
    UUID _ =
        isp.asks(() ->
            catalog.offer(
                new Catalog.NewPlan(
                    name,
                    "hotspot",
                    Money.ofMajor(CurrencyUnit.of("KES"), shillings),
                    new Period(1, Period.Unit.HOUR),
                    new Catalog.Speed(5_000, 2_000))));
  }

  private String pays(String account, String amount) {
    return Safaricom.paysPayBill(isp.payBill().number(), account, amount);
  }

  private List<Candidate> candidates(String receipt) {
    return isp.asks(() -> suspense.candidates(id(receipt)));
  }

  private void identified(String receipt) {
    eventually(
        "it was looked at",
        () ->
            isp.asks(() ->
                jdbc.sql(
                        "SELECT count(*) = 0 FROM work.scheduled_tasks WHERE task_name = 'identify-payment'")
                    .query((row, _) -> row.getBoolean(1))
                    .single()));
    assertThat(id(receipt)).isNotNull();
  }

  private UUID id(String receipt) {
    return isp.asks(() ->
        jdbc.sql("SELECT id FROM payment WHERE receipt = ?")
            .param(receipt)
            .query((row, _) -> row.getObject(1, UUID.class))
            .single());
  }

  private boolean suspended(String receipt) {
    return isp.asks(() ->
        jdbc.sql("SELECT subscriber_id IS NULL FROM payment WHERE receipt = ?")
            .param(receipt)
            .query((row, _) -> row.getBoolean(1))
            .single());
  }

  private boolean renewed(String receipt) {
    return isp.asks(() ->
        jdbc.sql(
                """
                SELECT EXISTS (SELECT FROM payment p JOIN payment_application a
                                 ON a.payment_id = p.id AND a.round = p.round
                                WHERE p.receipt = ? AND a.outcome = 'renewed')
                """)
            .param(receipt)
            .query((row, _) -> row.getBoolean(1))
            .single());
  }

  private UUID serviceOf(String receipt) {
    return isp.asks(() ->
        jdbc.sql("SELECT service_id FROM payment WHERE receipt = ?")
            .param(receipt)
            .query((row, _) -> row.getObject(1, UUID.class))
            .single());
  }

  private String how(String receipt) {
    return isp.asks(() ->
        jdbc.sql("SELECT matched_by FROM payment WHERE receipt = ?")
            .param(receipt)
            .query((row, _) -> row.getString(1))
            .single());
  }
}
