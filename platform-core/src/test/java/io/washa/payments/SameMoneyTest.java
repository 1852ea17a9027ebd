package io.washa.payments;

import static io.washa.testing.World.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.washa.payments.Incoming.Door;
import io.washa.testing.CoreTest;
import io.washa.testing.Isp;
import io.washa.testing.Safaricom;
import io.washa.testing.World;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * One payment told by two doors that share no key, the callback being lost: the status of the
 * prompt knows no receipt, the others no prompt. Each with a twin in which there are two payments.
 */
@CoreTest
class SameMoneyTest {
  private static final DateTimeFormatter EAT =
      DateTimeFormatter.ofPattern("uuuuMMddHHmmss").withZone(ZoneId.of("Africa/Nairobi"));

  private final World world;
  private final JdbcClient jdbc;
  private final WatchPrompt watching;
  private final ByHand byHand;
  private final Claims claims;
  private final Recording recording;
  private final Suspense suspense;
  private final TransactionTemplate transaction;
  private final Clock clock;
  private Isp isp;
  private Isp.ASubscriber mary;

  SameMoneyTest(
      World world,
      JdbcClient jdbc,
      WatchPrompt watching,
      ByHand byHand,
      Claims claims,
      Recording recording,
      Suspense suspense,
      TransactionTemplate transaction,
      Clock clock) {
    this.world = world;
    this.jdbc = jdbc;
    this.watching = watching;
    this.byHand = byHand;
    this.claims = claims;
    this.recording = recording;
    this.suspense = suspense;
    this.transaction = transaction;
    this.clock = clock;
  }

  @BeforeEach
  void anIspWhoseCallbacksAreLost() {
    isp = world.anIsp();
    mary = world.aSubscriber(isp);
    Safaricom.faults(isp.payBill().number(), Map.of("callback", "drop"));
  }

  @Test
  void aConfirmationWithoutReferenceGivesAnAskedForPaymentItsReceipt() {
    UUID intent = world.paysByStk(isp, mary);
    asked(intent);
    assertThat(confirm(receipt(), tail())).isEqualTo(200);

    isOne(receipt());
    assertThat(confirm("UKN0SECOND", tail())).as("the same again, paid by hand").isEqualTo(200);
    eventually("a second payment", () -> credited() == 4000);
  }

  @Test
  void anAskedForPaymentIsTheConfirmationThatCameBeforeWithoutReference() {
    UUID intent = world.paysByStk(isp, mary);
    assertThat(confirm(receipt(), tail())).isEqualTo(200);
    asked(intent);

    isOne(receipt());
    assertThat(intentOf(receipt())).isEqualTo(intent);
  }

  @Test
  void whatSomebodyElsePaidIsNotThePromptsMoney() {
    UUID intent = world.paysByStk(isp, mary);
    String other = tail().equals("111") ? "222" : "111";
    assertThat(confirm("UKN0OTHERS", other)).isEqualTo(200);
    asked(intent);

    eventually("two payments", () -> count("SELECT count(*) FROM payment") == 2);
    assertThat(count("SELECT count(*) FROM payment WHERE subscriber_id IS NULL")).isEqualTo(1);
  }

  @Test
  void whatACashierEntersBeforeOrAfterTheQueryIsOnePayment() {
    UUID first = world.paysByStk(isp, mary);
    assertThat(byHand(receipt())).isEqualTo(ByHand.Vouched.DONE);
    asked(first);
    isOne(receipt());

    Isp.ASubscriber jane = world.aSubscriber(isp);
    UUID second = world.paysByStk(isp, jane);
    String receipt = receipt();
    asked(second);
    assertThat(byHand(jane, receipt)).isEqualTo(ByHand.Vouched.DONE);

    assertThat(credited()).isEqualTo(4000);
    assertThat(intentOf(receipt)).isEqualTo(second);
    assertThat(byHand(jane, "UKN0ANEW01")).as("money of its own").isEqualTo(ByHand.Vouched.DONE);
    assertThat(credited()).isEqualTo(6000);
  }

  @Test
  void aClaimedReceiptThatWasAskedForIsThePromptsPayment() {
    UUID intent = world.paysByStk(isp, mary);
    String receipt = receipt();
    assertThat(claim(receipt)).isInstanceOf(ClaimAnswer.Waiting.class);
    told(receipt, mary.phone().msisdn());
    eventually("credited", () -> credited() == 2000);
    asked(intent);

    isOne(receipt);
  }

  @Test
  void aCallbackThatComesLastMergesWhatCouldNotBeKnownToBeOne() {
    UUID intent = world.paysByStk(isp, mary);
    String receipt = receipt();
    told(receipt, "");
    asked(intent);
    assertThat(count("SELECT count(*) FROM payment")).as("nobody can know").isEqualTo(2);

    assertThat(Safaricom.posts(confirmation(), copy(receipt, reference(intent)))).isEqualTo(200);

    isOne(receipt);
    assertThat(intentOf(receipt)).isEqualTo(intent);
    assertThat(count("SELECT count(*) FROM audit WHERE action = 'payment.merged'")).isEqualTo(1);
    assertThat(count("SELECT coalesce(sum(amount), 0) FROM posting WHERE account = '2200'"))
        .isZero();
  }

  @Test
  void whatAPersonTookFromSomebodyIsNotGivenBackByAnotherDoor() {
    Safaricom.faults(isp.payBill().number(), Map.of());
    String body = copy("UKN0UNDO01", mary.account().digits());
    assertThat(Safaricom.posts(confirmation(), body)).isEqualTo(200);
    UUID payment = paymentOf("UKN0UNDO01");
    assertThat(does(() -> suspense.release(payment, "not hers"))).isTrue();

    assertThat(Safaricom.posts(confirmation(), body)).isEqualTo(200);
    assertThat(Safaricom.posts(confirmation(), body.replace("MARY", "MARIA"))).isEqualTo(200);
    assertThat(count("SELECT count(*) FROM payment WHERE subscriber_id IS NULL")).isEqualTo(1);

    assertThat(byHand("UKN0UNDO01")).isEqualTo(ByHand.Vouched.DONE);
    assertThat(count("SELECT count(*) FROM payment WHERE subscriber_id IS NULL"))
        .as("but by a person")
        .isZero();
  }

  @Test
  void aReceiptToldAgainWithAnotherAmountIsNotBelievedAndSaidSo() {
    Safaricom.faults(isp.payBill().number(), Map.of());
    String body = copy("UKN0AMOUNT", mary.account().digits());
    assertThat(Safaricom.posts(confirmation(), body)).isEqualTo(200);
    assertThat(Safaricom.posts(confirmation(), body.replace("MARY", "MARIA"))).isEqualTo(200);
    assertThat(count("SELECT count(*) FROM callback WHERE flag IS NOT NULL")).isZero();

    assertThat(Safaricom.posts(confirmation(), body.replace("20.00", "2000.00"))).isEqualTo(200);

    assertThat(count("SELECT count(*) FROM callback WHERE flag LIKE 'amount 2000.00 is not%'"))
        .isEqualTo(1);
    assertThat(count("SELECT count(*) FROM audit WHERE action = 'callback.not-believed'"))
        .isEqualTo(1);
    assertThat(byHandOf("UKN0AMOUNT", 3000)).isEqualTo(ByHand.Vouched.OTHER_AMOUNT);
    assertThat(credited()).isEqualTo(2000);
  }

  private void isOne(String receipt) {
    eventually("renewed", () -> count("SELECT count(*) FROM period") == 1);
    eventually(
        "one payment", () -> count("SELECT count(*) FROM payment WHERE merged_into IS NULL") == 1);
    assertThat(paymentOf(receipt)).isNotNull();
    assertThat(credited()).isEqualTo(2000);
    assertThat(count("SELECT count(*) FROM period WHERE cancelled_at IS NULL")).isEqualTo(1);
    assertThat(count("SELECT sum(balance) FROM wallet")).isZero();
  }

  /** What M-Pesa clearing holds. */
  private long credited() {
    return count("SELECT coalesce(sum(amount), 0) FROM posting WHERE account = '1100'");
  }

  private void asked(UUID intent) {
    isp.does(() -> watching.handle(new WatchPrompt.Look(intent, 0)));
  }

  private String receipt() {
    return Safaricom.statement(isp.payBill().number())
        .valueStream()
        .reduce((_, last) -> last)
        .orElseThrow()
        .get("receipt")
        .asString();
  }

  /** Transaction Status told of it. */
  private void told(String receipt, String payer) {
    Recorded _ =
        isp.asks(() ->
            Objects.requireNonNull(
                transaction.execute(_ ->
                    recording.record(
                        new Incoming(
                            isp.payBill().id(), Door.STATUS, receipt, 2000, "", payer, "", now()),
                        Optional.empty()))));
  }

  private ClaimAnswer claim(String receipt) {
    return isp.asks(() ->
        claims.claim(new Claims.NewClaim(mary.service(), null, receipt, mary.phone().local())));
  }

  private ByHand.Vouched byHand(String receipt) {
    return byHand(mary, receipt);
  }

  private ByHand.Vouched byHandOf(String receipt, long amount) {
    ByHand.Seen seen = new ByHand.Seen(isp.payBill().id(), receipt, amount, now());
    return isp.asks(() -> byHand.enter(mary.service(), seen, "SMS seen", "cashier"));
  }

  private ByHand.Vouched byHand(Isp.ASubscriber subscriber, String receipt) {
    ByHand.Seen seen = new ByHand.Seen(isp.payBill().id(), receipt, 2000, now());
    return isp.asks(() -> byHand.enter(subscriber.service(), seen, "SMS seen", "cashier"));
  }

  private Instant now() {
    return clock.instant();
  }

  private String tail() {
    return mary.phone().msisdn().substring(9);
  }

  private int confirm(String receipt, String digits) {
    return Safaricom.posts(confirmation(), body(receipt, "", digits));
  }

  private String copy(String receipt, String reference) {
    return body(receipt, reference, tail());
  }

  private String body(String receipt, String reference, String digits) {
    return """
    {"TransactionType":"Pay Bill","TransID":"%s","TransTime":"%s","TransAmount":"20.00",
     "BusinessShortCode":"%s","BillRefNumber":"%s","MSISDN":"2547 ***** %s","FirstName":"MARY"}
    """
        .formatted(receipt, EAT.format(now()), isp.payBill().number(), reference, digits);
  }

  private String confirmation() {
    return Safaricom.registration(isp.payBill().number()).get("confirmationUrl").asString();
  }

  private boolean does(java.util.function.Supplier<Boolean> action) {
    return isp.asks(() -> Boolean.TRUE.equals(transaction.execute(_ -> action.get())));
  }

  private String reference(UUID intent) {
    return isp.asks(() ->
        jdbc.sql("SELECT reference FROM payment_intent WHERE id = ?")
            .param(intent)
            .query((row, _) -> row.getString(1))
            .single());
  }

  private UUID intentOf(String receipt) {
    return id("SELECT intent_id FROM payment WHERE receipt = ?", receipt);
  }

  private UUID paymentOf(String receipt) {
    return id("SELECT id FROM payment WHERE receipt = ?", receipt);
  }

  private UUID id(String sql, String receipt) {
    return isp.asks(() ->
        jdbc.sql(sql).param(receipt).query((row, _) -> row.getObject(1, UUID.class)).single());
  }

  private long count(String sql) {
    return isp.asks(() -> jdbc.sql(sql).query((row, _) -> row.getLong(1)).single());
  }
}
