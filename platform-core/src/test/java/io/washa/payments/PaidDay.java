package io.washa.payments;

import io.washa.payments.daraja.RegisterOutcome;
import io.washa.payments.recovery.PullRegistration;
import io.washa.payments.recovery.PullTransactions;
import io.washa.payments.recovery.StatementImport;
import io.washa.testing.Isp;
import io.washa.testing.Safaricom;
import io.washa.testing.StandingPlatform;
import io.washa.testing.World;
import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/** A day on which payments were made that nobody has told the platform of yet. */
@Component
class PaidDay {
  private static final int AT_ONCE = 6;
  private static final DateTimeFormatter EAT =
      DateTimeFormatter.ofPattern("uuuuMMddHHmmss").withZone(ZoneId.of("Africa/Nairobi"));

  private final ApplicationContext beans;
  private final World world;
  private final JdbcClient jdbc;
  private final Clock clock;
  private final List<Paid> paid = new ArrayList<>();
  private final Queue<String> failed = new ConcurrentLinkedQueue<>();
  private Isp isp;

  @SuppressWarnings("NullAway.Init") // Begun by of().
  PaidDay(ApplicationContext beans, World world, JdbcClient jdbc, Clock clock) {
    this.beans = beans;
    this.world = world;
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** How news of a payment comes. */
  enum Door {
    CONFIRMATION,
    /** As a till sends it: nobody typed anything. */
    CONFIRMATION_WITHOUT_REFERENCE,
    PROMPT_RESULT,
    QUERY,
    STATUS,
    HAND,
    CLAIM,
    PULL,
    STATEMENT
  }

  /** One delivery of news; those of all payments at once name one all the same. */
  record Delivery(int payment, Door door) {}

  private record Paid(
      String receipt, String account, String amount, Isp.ASubscriber by, Prompted prompted) {
    /** Who can tell from what was typed whose it is, can be wrong about nobody else. */
    boolean certain() {
      return !account.startsWith("somebody");
    }

    String phone() {
      return prompted.equals(Prompted.NOT) ? "254712345678" : by.phone().msisdn();
    }
  }

  /** The prompt that a payment answers. */
  private record Prompted(UUID intent, String url, String checkout, String merchant) {
    static final Prompted NOT = new Prompted(new UUID(0, 0), "", "", "");
  }

  /** A new day with so many payments, at an ISP of its own. */
  PaidDay of(int payments) {
    PaidDay day = new PaidDay(beans, world, jdbc, clock);
    day.begin(payments);
    return day;
  }

  private void begin(int payments) {
    isp = world.anIsp();
    String number = isp.payBill().number();
    List<Isp.ASubscriber> people = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      people.add(world.aSubscriber(isp));
    }
    if (!(isp.asks(
            () ->
                beans
                    .getBean(PullRegistration.class)
                    .register(isp.payBill(), people.get(0).phone()))
        instanceof RegisterOutcome.Registered)) {
      throw new IllegalStateException("Pull was not registered");
    }
    Safaricom.faults(number, Map.of("callback", "drop"));
    for (int i = 0; i < payments; i++) {
      // A prompt for each person and plan: who is prompted twice for the same cannot be told apart.
      boolean month = i / 5 >= people.size();
      paid.add(
          i % 5 == 0
              ? prompted(people.get(i / 5 % people.size()), month)
              : byHand(people.get(i % people.size()), i));
    }
  }

  private Paid byHand(Isp.ASubscriber by, int i) {
    String account =
        switch (i % 4) {
          case 0 -> "somebody " + i;
          case 1 -> by.phone().local();
          default -> by.account().digits();
        };
    String amount = i % 3 == 0 ? "20" : "35";
    String receipt = Safaricom.paysPayBill(isp.payBill().number(), account, amount);
    return new Paid(receipt, account, amount, by, Prompted.NOT);
  }

  private Paid prompted(Isp.ASubscriber by, boolean month) {
    UUID intent = world.isPrompted(isp, by, month ? isp.monthPlan() : isp.hourPlan());
    String url =
        Safaricom.registration(isp.payBill().number()).get("lastStkCallbackUrl").asString();
    String checkout = Safaricom.promptsOn(by.phone().msisdn()).getFirst();
    String receipt = Safaricom.answered(checkout, "pay").get("receipt").asString();
    // The prompt is over for us, so that the next one may be sent.
    isp.does(() ->
        jdbc.sql("UPDATE payment_intent SET state = 'unknown' WHERE id = ?")
            .param(intent)
            .update());
    return isp.asks(() ->
        jdbc.sql("SELECT reference, merchant_request_id FROM payment_intent WHERE id = ?")
            .param(intent)
            .query((row, _) ->
                new Paid(
                    receipt,
                    row.getString("reference"),
                    month ? "1500" : "20",
                    by,
                    new Prompted(intent, url, checkout, row.getString("merchant_request_id"))))
            .single());
  }

  void dropTheUniqueKeyOfReceipts() {
    StandingPlatform.asOwner(
        "ALTER TABLE " + isp.id().schema() + ".payment DROP CONSTRAINT payment_receipt_key");
  }

  /** Delivers, several at once; one that fails is among the wrongs. */
  void deliver(List<Delivery> deliveries) {
    try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
      deliveries.forEach(delivery -> threads.execute(() -> attempt(() -> deliver(delivery))));
    }
  }

  private void attempt(Runnable delivery) {
    try {
      delivery.run();
    } catch (RuntimeException e) {
      failed.add("failed: " + e);
    }
  }

  private void deliver(Delivery delivery) {
    Paid payment = paid.get(delivery.payment());
    switch (delivery.door()) {
      case CONFIRMATION ->
          expect(200, Safaricom.posts(confirmationUrl(), confirmation(payment, payment.account())));
      case CONFIRMATION_WITHOUT_REFERENCE ->
          expect(200, Safaricom.posts(confirmationUrl(), confirmation(payment, "")));
      case PROMPT_RESULT -> {
        if (!payment.prompted().equals(Prompted.NOT)) {
          expect(200, Safaricom.posts(payment.prompted().url(), result(payment)));
        }
      }
      case QUERY -> {
        if (!payment.prompted().equals(Prompted.NOT)) {
          isp.does(() ->
              beans
                  .getBean(WatchPrompt.class)
                  .handle(new WatchPrompt.Look(payment.prompted().intent(), 100)));
        }
      }
      case STATUS -> status(payment);
      case HAND -> {
        ByHand.Seen seen =
            new ByHand.Seen(
                isp.payBill().id(),
                payment.receipt(),
                Long.parseLong(payment.amount()) * 100,
                clock.instant());
        ByHand.Vouched _ =
            isp.asks(() ->
                beans
                    .getBean(ByHand.class)
                    .enter(payment.by().service(), seen, "seen on the phone", "cashier"));
      }
      case CLAIM -> {
        ClaimAnswer _ =
            isp.asks(() ->
                beans
                    .getBean(Claims.class)
                    .claim(
                        new Claims.NewClaim(
                            payment.by().service(), null, payment.receipt(), "0712345678")));
      }
      case PULL -> {
        PullTransactions.Looked _ =
            isp.asks(() ->
                beans
                    .getBean(PullTransactions.class)
                    .look(new PullTransactions.Window(isp.payBill().id(), Duration.ofHours(1))));
      }
      case STATEMENT -> importStatement();
    }
  }

  /** As the answer to a question about a receipt is booked. */
  private void status(Paid payment) {
    Incoming told =
        new Incoming(
            isp.payBill().id(),
            Incoming.Door.STATUS,
            payment.receipt(),
            Long.parseLong(payment.amount()) * 100,
            "",
            payment.phone(),
            "NAME1",
            clock.instant());
    Recorded _ =
        isp.asks(() ->
            Objects.requireNonNull(
                beans
                    .getBean(TransactionTemplate.class)
                    .execute(_ -> beans.getBean(Recording.class).record(told, Optional.empty()))));
  }

  private static void expect(int status, int answered) {
    if (status != answered) {
      throw new IllegalStateException("answered " + answered);
    }
  }

  private String confirmationUrl() {
    return Safaricom.registration(isp.payBill().number()).get("confirmationUrl").asString();
  }

  private String confirmation(Paid payment, String account) {
    return """
    {"TransactionType":"Pay Bill","TransID":"%s","TransTime":"%s",
     "TransAmount":"%s.00","BusinessShortCode":"%s","BillRefNumber":"%s",
     "MSISDN":"2547 ***** %s","FirstName":"NAME1"}
    """
        .formatted(
            payment.receipt(),
            EAT.format(clock.instant()),
            payment.amount(),
            isp.payBill().number(),
            account,
            payment.phone().substring(9));
  }

  private static String result(Paid payment) {
    return """
    {"Body":{"stkCallback":{"MerchantRequestID":"%s","CheckoutRequestID":"%s",
     "ResultCode":0,"ResultDesc":"The service request is processed successfully.",
     "CallbackMetadata":{"Item":[{"Name":"Amount","Value":%s.00},
      {"Name":"MpesaReceiptNumber","Value":"%s"},{"Name":"Balance"},
      {"Name":"TransactionDate","Value":20261123101501},
      {"Name":"PhoneNumber","Value":%s}]}}}}
    """
        .formatted(
            payment.prompted().merchant(),
            payment.prompted().checkout(),
            payment.amount(),
            payment.receipt(),
            payment.by().phone().msisdn());
  }

  private void importStatement() {
    byte[] csv = Safaricom.export(isp.payBill().number()).getBytes(StandardCharsets.UTF_8);
    StatementImport.Imported _ =
        isp.asks(() ->
            beans
                .getBean(StatementImport.class)
                .run(isp.payBill().id(), new ByteArrayInputStream(csv), "owner", _ -> {}));
  }

  /** The last rung finds whatever was lost; then all that follows is waited for. */
  void close() {
    attempt(this::importStatement);
    Instant deadline = Instant.now().plusSeconds(30);
    while (tasks() > 0 && Instant.now().isBefore(deadline)) {
      try {
        Thread.sleep(20);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
  }

  private long tasks() {
    return count(
        """
        SELECT count(*) FROM work.scheduled_tasks
         WHERE task_name IN ('apply-payment', 'identify-payment', 'correct-guess', 'settle-callback')
        """);
  }

  /** What is not as it should be, in words; empty if all is well. */
  List<String> wrongs() {
    List<String> wrongs = new ArrayList<>(failed);
    long statement =
        Safaricom.statement(isp.payBill().number())
            .valueStream()
            .map(row -> new BigDecimal(text(row, "amount")))
            .reduce(BigDecimal.ZERO, BigDecimal::add)
            .movePointRight(2)
            .longValueExact();
    expect(
        wrongs,
        "payments",
        paid.size(),
        count("SELECT count(*) FROM payment WHERE merged_into IS NULL"));
    paid.stream()
        .filter(Paid::certain)
        .filter(payment -> !creditedTo(payment))
        .forEach(payment -> wrongs.add(payment.receipt() + " is not who paid it's"));
    expect(wrongs, "receipts", paid.size(), count("SELECT count(DISTINCT receipt) FROM payment"));
    expect(
        wrongs,
        "clearing",
        statement,
        count("SELECT coalesce(sum(amount), 0) FROM posting WHERE account = '1100'"));
    expect(wrongs, "trial balance", 0, count("SELECT coalesce(sum(amount), 0) FROM posting"));
    expect(
        wrongs,
        "wallets unlike their postings",
        0,
        count(
            """
            SELECT count(*) FROM wallet w
             WHERE balance <> coalesce((SELECT -sum(amount) FROM posting p
                                         WHERE p.owner = w.owner AND p.account = '2100'), 0)
            """));
    expect(
        wrongs,
        "suspense unlike its payments",
        count(
            """
            SELECT coalesce(sum(amount), 0) FROM payment
             WHERE subscriber_id IS NULL AND reversed_at IS NULL
            """),
        count("SELECT -coalesce(sum(amount), 0) FROM posting WHERE account = '2200'"));
    expect(
        wrongs,
        "matched and not applied",
        0,
        count(
            """
            SELECT count(*) FROM payment p
             WHERE subscriber_id IS NOT NULL AND merged_into IS NULL
               AND NOT EXISTS (SELECT FROM payment_application a
                                WHERE a.payment_id = p.id AND a.round = p.round)
            """));
    expect(wrongs, "tasks left", 0, tasks());
    return wrongs;
  }

  private boolean creditedTo(Paid payment) {
    return isp.asks(() ->
        jdbc.sql("SELECT EXISTS (SELECT FROM payment WHERE receipt = ? AND service_id = ?)")
            .params(payment.receipt(), payment.by().service())
            .query((row, _) -> row.getBoolean(1))
            .single());
  }

  private static void expect(List<String> wrongs, String what, long wanted, long found) {
    if (wanted != found) {
      wrongs.add(what + ": " + found + " instead of " + wanted);
    }
  }

  private static String text(JsonNode row, String name) {
    return row.get(name).asString();
  }

  private long count(String sql) {
    return isp.asks(() -> jdbc.sql(sql).query((row, _) -> row.getLong(1)).single());
  }
}
