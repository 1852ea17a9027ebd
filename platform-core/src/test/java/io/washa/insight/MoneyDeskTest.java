package io.washa.insight;

import static io.washa.testing.World.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.washa.billing.Tills;
import io.washa.billing.approvals.ApprovalKind;
import io.washa.billing.approvals.Approvals;
import io.washa.billing.approvals.Asked;
import io.washa.billing.approvals.Decided;
import io.washa.billing.approvals.NewApproval;
import io.washa.identity.StaffMember;
import io.washa.identity.StaffRole;
import io.washa.payments.C2bRegistration;
import io.washa.payments.CallbackIngest;
import io.washa.payments.Claims;
import io.washa.payments.ShortcodeDesk;
import io.washa.payments.SourceRules;
import io.washa.payments.daraja.Initiator;
import io.washa.payments.daraja.Shortcode;
import io.washa.payments.daraja.Shortcodes;
import io.washa.tenancy.Settings;
import io.washa.testing.CoreTest;
import io.washa.testing.Isp;
import io.washa.testing.Safaricom;
import io.washa.testing.World;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the desk reads and does about drawers, claims, callbacks and shortcodes. */
@CoreTest
class MoneyDeskTest {
  private static final String ANN = "ann@example";
  private static final String BEN = "ben@example";

  private final World world;
  private final JdbcClient jdbc;
  private final Counter counter;
  private final Money money;
  private final java.util.concurrent.atomic.AtomicInteger confirmed =
      new java.util.concurrent.atomic.AtomicInteger();
  private Isp isp;
  private Isp.ASubscriber mary;

  MoneyDeskTest(
      World world,
      JdbcClient jdbc,
      Tills tills,
      Approvals approvals,
      TillDesk desk,
      ClaimList claimList,
      Claims claims,
      Quarantine quarantine,
      CallbackIngest ingest,
      C2bRegistration registration,
      ShortcodeDesk setup,
      Shortcodes shortcodes,
      Settings settings) {
    this.world = world;
    this.jdbc = jdbc;
    this.counter = new Counter(tills, approvals, desk);
    this.money =
        new Money(claimList, claims, quarantine, ingest, registration, setup, shortcodes, settings);
  }

  private record Counter(Tills tills, Approvals approvals, TillDesk desk) {}

  private record Money(
      ClaimList list,
      Claims claims,
      Quarantine quarantine,
      CallbackIngest ingest,
      C2bRegistration registration,
      ShortcodeDesk setup,
      Shortcodes shortcodes,
      Settings settings) {}

  @BeforeEach
  void anIsp() {
    isp = world.anIsp();
    mary = world.aSubscriber(isp);
  }

  @Test
  void aCashierFindsWhoPaysAndTheDrawerAndItsSlipsAddUp() {
    assertThat(isp.asks(() -> counter.desk().drawer(ANN))).isEmpty();
    UUID payment = takes(2000);

    assertThat(isp.asks(() -> counter.desk().search(mary.phone().local())))
        .singleElement()
        .extracting("service", "account", "price")
        .containsExactly(mary.service(), mary.account().digits(), 2000L);
    assertThat(isp.asks(() -> counter.desk().search(" "))).isEmpty();
    TillDesk.Drawer drawer = isp.asks(() -> counter.desk().drawer(ANN)).orElseThrow();
    assertThat(drawer.expected()).isEqualTo(50_000 + 2000);
    assertThat(isp.asks(() -> counter.desk().takings(drawer.id()))).hasSize(1);
    eventually("renewed", () -> slip(payment).until() != null);
    assertThat(slip(payment).amount()).isEqualTo(2000);
    Isp other = world.anIsp();
    assertThat(other.asks(() -> counter.desk().slip(payment))).isEmpty();
  }

  @Test
  void aVoidIsAskedForByTheCashierAndDoneBySomebodyElseOnly() {
    UUID payment = takes(2000);
    eventually("renewed", () -> slip(payment).until() != null);
    NewApproval wanted = NewApproval.ofPayment(ApprovalKind.VOID, payment, "typed 20 for 50");

    Asked asked = isp.asks(() -> counter.approvals().ask(wanted, ann()));
    assertThat(asked).isInstanceOf(Asked.Waits.class);
    UUID approval = ((Asked.Waits) asked).approval();
    assertThat(takings())
        .singleElement()
        .extracting("voidAsked", "voided")
        .containsExactly(true, false);
    assertThat(isp.asks(() -> counter.approvals().approve(approval, ann())))
        .isInstanceOf(Decided.NotAllowed.class);
    assertThat(isp.asks(() -> counter.approvals().approve(approval, ben())))
        .isInstanceOf(Decided.Done.class);

    assertThat(slip(payment).voided()).isTrue();
    assertThat(takings())
        .singleElement()
        .extracting("voidAsked", "voided")
        .containsExactly(false, true);
    assertThat(isp.asks(() -> counter.desk().drawer(ANN)).orElseThrow().expected())
        .isEqualTo(50_000);
  }

  private java.util.List<TillDesk.Taking> takings() {
    return isp.asks(() -> counter.desk().takings(counter.desk().drawer(ANN).orElseThrow().id()));
  }

  private static StaffMember ann() {
    return new StaffMember(UUID.randomUUID(), ANN, ANN, ANN, StaffRole.CASHIER);
  }

  private static StaffMember ben() {
    return new StaffMember(UUID.randomUUID(), BEN, BEN, BEN, StaffRole.OWNER);
  }

  @Test
  void aClaimStandsWithWhatWasPastedAndTheMoneyThatItMayBe() {
    String number = isp.payBill().number();
    String receipt = Safaricom.paysPayBill(number, "no such account", "20");
    String slipped = receipt.substring(0, 9) + (receipt.endsWith("A") ? "B" : "A");
    isp.asks(() ->
        money
            .claims()
            .claim(
                new Claims.NewClaim(
                    mary.service(),
                    null,
                    slipped + " Confirmed. Ksh20.00 sent <b>to</b> us",
                    "678")));

    ClaimList.Waiting waiting = isp.asks(money.list()::open).getFirst();
    assertThat(waiting.typed()).contains("Ksh20.00 sent <b>to</b> us");
    assertThat(waiting.amount()).hasValue(2000);
    assertThat(waiting.account()).isEqualTo(mary.account().digits());
    eventually(
        "the money is there",
        () -> !isp.asks(() -> money.list().candidates(waiting.id())).isEmpty());
    assertThat(isp.asks(() -> money.list().candidates(waiting.id())).getFirst().receipt())
        .isEqualTo(receipt);
  }

  @Test
  void whatCameFromElsewhereMayBeLetThroughOnceAndWhatIsWrongMayNot() {
    assertThat(
            isp.asks(() ->
                money.setup().setSources(SourceRules.Mode.ENFORCE, "196.201.214.200\n", "owner")))
        .isEmpty();
    // The rule is known to every pod within some seconds.
    eventually(
        "enforced",
        () -> {
          confirm("UKN0Q" + (10_000 + confirmed.incrementAndGet()), isp.payBill().number());
          return held().stream().anyMatch(Quarantine.Held::mayPass);
        });
    confirm("UKN0WRONG1", "123456");

    Quarantine.Held first =
        held().stream().filter(Quarantine.Held::mayPass).findFirst().orElseThrow();
    assertThat(first.source()).isEqualTo("127.0.0.1");
    assertThat(first.body()).contains("<script>");
    assertThat(isp.asks(() -> money.ingest().letThrough(first.id(), "owner"))).isTrue();
    assertThat(held())
        .filteredOn(one -> one.id().equals(first.id()))
        .allMatch(one -> !one.mayPass() && "owner".equals(one.letThroughBy()));
  }

  @Test
  void addressesThatAreNoneAreRefusedAndAnEmptyListIsNotEnforced() {
    assertThat(sets(SourceRules.Mode.ALERT, "somewhere")).contains("setup.sources.wrong");
    assertThat(sets(SourceRules.Mode.ENFORCE, "  \n ")).contains("setup.sources.empty");
    assertThat(sets(SourceRules.Mode.ALERT, "196.201.214.200\n2001:db8::1")).isEmpty();
    assertThat(isp.asks(() -> money.settings().read(SourceRules.CHOICE)).addresses())
        .containsExactly("196.201.214.200", "2001:db8::1");
  }

  @Test
  void whatAnOwnerSetsIsAuditedWithoutSecretsAndNonsenseIsRefused() {
    UUID id = isp.payBill().id();
    assertThat(
            isp.asks(() ->
                money
                    .setup()
                    .setCredentials(id, new Shortcode.Credentials("k2", "", "p2"), "owner")))
        .contains("setup.app.incomplete");
    assertThat(
            isp.asks(() ->
                money
                    .setup()
                    .setCredentials(id, new Shortcode.Credentials("k2", "s3cret", "p2"), "owner")))
        .isEmpty();
    assertThat(isp.asks(() -> money.setup().setRelay(id, "http://10.0.0.1/x", "owner")))
        .contains("setup.relay.wrong");
    assertThat(isp.asks(() -> money.setup().setRelay(id, "https://old.example/x", "owner")))
        .isEmpty();
    assertThat(
            isp.asks(() ->
                money.setup().setInitiator(id, new Initiator("api", "pw", "no PEM"), "owner")))
        .isPresent();
    assertThat(
            isp.asks(() ->
                money
                    .setup()
                    .setInitiator(
                        id, new Initiator("api", "s3cret", Safaricom.certificate()), "owner")))
        .isEmpty();
    assertThat(isp.asks(() -> money.setup().add("12", Shortcode.Kind.TILL, "owner"))).isEmpty();
    Shortcode till =
        isp.asks(() -> money.setup().add("512345", Shortcode.Kind.TILL, "owner")).orElseThrow();
    isp.does(() -> money.setup().setSite(till.id(), isp.site(), "owner"));
    assertThat(isp.asks(() -> money.shortcodes().site(till.id()))).contains(isp.site());
    isp.does(() -> money.setup().setC2bVersion(id, Shortcode.C2bVersion.V1, "owner"));
    assertThat(isp.asks(() -> money.shortcodes().get(id)).c2bVersion())
        .isEqualTo(Shortcode.C2bVersion.V1);
    assertThat(
            isp.asks(() ->
                jdbc.sql("SELECT string_agg(action || details::text, ' ') FROM audit")
                    .query(String.class)
                    .single()))
        .contains("shortcode.app-set", "shortcode.relay-set", "shortcode.initiator-set")
        .doesNotContain("s3cret");
  }

  private java.util.Optional<String> sets(SourceRules.Mode mode, String typed) {
    return isp.asks(() -> money.setup().setSources(mode, typed, "owner"));
  }

  private java.util.List<Quarantine.Held> held() {
    return isp.asks(() -> money.quarantine().page(null, 50));
  }

  private UUID takes(long amount) {
    assertThat(isp.asks(() -> counter.tills().open(ANN, 50_000))).isPresent();
    return ((Tills.Taken.Done) isp.asks(() -> counter.tills().take(ANN, mary.service(), amount)))
        .payment();
  }

  private TillDesk.Slip slip(UUID payment) {
    return isp.asks(() -> counter.desk().slip(payment)).orElseThrow();
  }

  private void confirm(String receipt, String shortcode) {
    assertThat(
            Safaricom.posts(
                isp.asks(() -> money.registration().addresses(isp.payBill())).confirmation(),
                """
                {"TransactionType":"Pay Bill","TransID":"%s","TransTime":"20261127101500",
                 "TransAmount":"20.00","BusinessShortCode":"%s","BillRefNumber":"x",
                 "MSISDN":"2547 ***** 678","FirstName":"<script>alert(1)</script>"}
                """
                    .formatted(receipt, shortcode)))
        .isEqualTo(200);
  }
}
