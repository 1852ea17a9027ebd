package io.washa.payments;

import io.washa.audit.Audit;
import io.washa.customers.PhoneNumber;
import io.washa.payments.daraja.DarajaClient;
import io.washa.payments.daraja.PromptOutcome;
import io.washa.payments.daraja.PushRequest;
import io.washa.payments.daraja.QueryOutcome;
import io.washa.payments.daraja.Shortcode;
import io.washa.payments.daraja.Shortcodes;
import io.washa.payments.daraja.StkCallback;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Prompts of one shilling by which staff see whether a shortcode works. The shilling is money like
 * any other, booked once by its receipt, but it is the owner's own: it goes from suspense to the
 * owner's other business in the transaction that books it, and no service is ever renewed by it.
 * The reference marks it, so that each door knows it for what it is.
 */
@Component
public class SelfTests {
  /** How the account of every self-test begins. */
  static final String PREFIX = "WASHATEST";

  private static final String ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
  private static final int SUFFIX = 3;
  private static final int SHILLINGS = 1;
  private static final long CENTS = 100L * SHILLINGS;

  private final SelfTestRows rows;
  private final Shortcodes shortcodes;
  private final DarajaClient daraja;
  private final CallbackPaths paths;
  private final Recording recording;
  private final Suspense suspense;
  private final Audit audit;
  private final TransactionTemplate transaction;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  SelfTests(
      SelfTestRows rows,
      Shortcodes shortcodes,
      DarajaClient daraja,
      CallbackPaths paths,
      Recording recording,
      Suspense suspense,
      Audit audit,
      TransactionTemplate transaction,
      Clock clock) {
    this.rows = rows;
    this.shortcodes = shortcodes;
    this.daraja = daraja;
    this.paths = paths;
    this.recording = recording;
    this.suspense = suspense;
    this.audit = audit;
    this.transaction = transaction;
    this.clock = clock;
  }

  /**
   * Prompts a phone for one shilling. Takes as long as Safaricom takes to answer; outside of any
   * transaction.
   *
   * @param phone the owner's, or of whoever types the PIN
   * @param who as the audit names people
   * @return the self-test, whatever became of the prompt: see {@link #find}
   */
  public UUID start(UUID shortcode, PhoneNumber phone, String who) {
    Shortcode on = shortcodes.get(shortcode);
    String reference = PREFIX + suffix();
    UUID id =
        Objects.requireNonNull(
            transaction.execute(_ -> {
              audit.note(
                  new Audit.Deed(who, "shortcode.tested", "shortcode:" + shortcode, Map.of()));
              return rows.insert(shortcode, phone.msisdn(), reference, who);
            }));
    PromptOutcome outcome =
        daraja.push(
            on,
            new PushRequest(
                phone.msisdn(), SHILLINGS, reference, "Self-test", paths.selfTest(on, id)));
    transaction.executeWithoutResult(_ -> note(id, outcome));
    return id;
  }

  private void note(UUID id, PromptOutcome outcome) {
    switch (outcome) {
      case PromptOutcome.Accepted accepted -> rows.prompted(id, accepted.checkoutRequestId());
      case PromptOutcome.Unknown unknown -> rows.problem(id, unknown.reason());
      case PromptOutcome.Refused refused -> rows.problem(id, refused.forStaff());
      case PromptOutcome.TryLater later -> rows.problem(id, later.reason());
    }
  }

  /** How a self-test stands; empty if the tenant has none such. */
  public Optional<SelfTest> find(UUID id) {
    return rows.find(id);
  }

  /** The shortcode's last self-test. */
  public Optional<SelfTest> last(UUID shortcode) {
    return rows.last(shortcode);
  }

  /**
   * Asks Safaricom whether the PIN was typed, in case its callback does not reach us. Outside of
   * any transaction.
   */
  public Optional<SelfTest> ask(UUID id) {
    Optional<SelfTest> test = rows.find(id);
    String checkout = test.map(SelfTest::checkoutRequestId).orElse(null);
    if (test.isPresent() && checkout != null && test.get().answered() == null) {
      QueryOutcome outcome = daraja.query(shortcodes.get(test.get().shortcode()), checkout);
      transaction.executeWithoutResult(_ -> {
        switch (outcome) {
          case QueryOutcome.Paid _ -> rows.answered(id, null);
          case QueryOutcome.Failed failed -> rows.answered(id, failed.text());
          case QueryOutcome.NeedsReview review -> rows.problem(id, review.text());
          case QueryOutcome.TryLater later -> rows.problem(id, later.reason());
          case QueryOutcome.Pending _, QueryOutcome.NotYetKnown _ -> {}
        }
      });
    }
    return rows.find(id);
  }

  /**
   * Settles the callback of a self-test, in the caller's transaction.
   *
   * @return why it could not be used, for staff; null if all is well
   */
  @Nullable String settle(UUID shortcode, UUID id, String body) {
    Optional<SelfTest> test = rows.lock(id).filter(row -> row.shortcode().equals(shortcode));
    if (test.isEmpty()) {
      return "unknown self-test";
    }
    return switch (StkCallback.parse(body)) {
      case StkCallback.Malformed malformed -> "malformed: " + malformed.reason();
      case StkCallback.Parsed parsed -> settle(test.get(), parsed);
    };
  }

  private @Nullable String settle(SelfTest test, StkCallback.Parsed parsed) {
    String issued = test.checkoutRequestId();
    if (issued != null && !issued.equals(parsed.checkoutRequestId())) {
      return "CheckoutRequestID is not the one of this self-test";
    }
    if (!parsed.result().terminal()) {
      return "unknown result code " + parsed.resultCode();
    }
    if (parsed.result().failed()) {
      rows.calledBack(test.id(), null, parsed.resultCode() + " " + parsed.resultText());
      return null;
    }
    String receipt = parsed.details().receipt().orElse(null);
    long amount = parsed.details().amount().orElse(CENTS);
    if (receipt == null || amount != CENTS) {
      return "no receipt, or amount " + amount + " is not the self-test's " + CENTS;
    }
    rows.calledBack(test.id(), receipt, null);
    recording.record(
        new Incoming(
            test.shortcode(),
            Incoming.Door.STK,
            receipt,
            amount,
            test.reference(),
            test.phone(),
            "",
            parsed.details().transactedAt().orElseGet(clock::instant)),
        Optional.empty());
    rows.paymentOf(receipt)
        .ifPresent(payment -> {
          boolean _ = suspense.notOurs(payment, "self-test by " + test.askedBy());
        });
    return null;
  }

  private String suffix() {
    StringBuilder text = new StringBuilder(SUFFIX);
    for (int i = 0; i < SUFFIX; i++) {
      text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return text.toString();
  }
}
