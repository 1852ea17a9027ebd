package io.washa.payments;

import io.washa.audit.Audit;
import io.washa.payments.daraja.Addressee;
import io.washa.payments.daraja.C2bMessage;
import io.washa.payments.daraja.Shortcodes;
import io.washa.payments.daraja.StkCallback;
import io.washa.payments.matching.Match;
import io.washa.payments.matching.Matching;
import io.washa.work.Tasks;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * What a callback means for the books: keeps it, and records the money if it tells of any that can
 * be believed. Whatever cannot be used is kept with a flag, for a person to see.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class Settling {
  private static final Instant MPESA_BEGAN = Instant.parse("2007-03-01T00:00:00Z");

  private final CallbackLog callbacks;
  private final Intents intents;
  private final Matching matching;
  private final Recording recording;
  private final Shortcodes shortcodes;
  private final ObjectProvider<AskedResults> results;
  private final Tasks tasks;
  private final Audit audit;
  private final Clock clock;

  Settling(
      CallbackLog callbacks,
      Intents intents,
      Matching matching,
      Recording recording,
      Shortcodes shortcodes,
      ObjectProvider<AskedResults> results,
      Tasks tasks,
      Audit audit,
      Clock clock) {
    this.callbacks = callbacks;
    this.intents = intents;
    this.matching = matching;
    this.recording = recording;
    this.shortcodes = shortcodes;
    this.results = results;
    this.tasks = tasks;
    this.audit = audit;
    this.clock = clock;
  }

  /** Settles a callback that has just arrived, and keeps it. */
  void settle(CallbackLog.Received received) {
    Addressee to = shortcodes.addressee(received.shortcode());
    String flag = judge(received, to);
    if (callbacks.keep(received, flag)) {
      follow(received, to, flag);
    }
  }

  /**
   * Settles a callback that is kept already.
   *
   * @param who whose doing it is
   */
  void settleKept(UUID callback, CallbackLog.Received received, String who) {
    Addressee to = shortcodes.addressee(received.shortcode());
    String flag = judge(received, to);
    if (callbacks.settled(callback, flag, who)) {
      follow(received, to, flag);
    }
  }

  /** Books what can be believed; returns why it could not be, null if all is well. */
  private @Nullable String judge(CallbackLog.Received received, Addressee to) {
    return switch (received.kind()) {
      case STK -> settleStk(received);
      case RESULT -> settleResult(received);
      // Not a failure: the result may still come.
      case TIMEOUT -> null;
      case CONFIRMATION -> settleConfirmation(received, to);
    };
  }

  /** What follows a callback that was not settled before: once for each body. */
  private void follow(CallbackLog.Received received, Addressee to, @Nullable String flag) {
    if (flag != null) {
      audit.note(
          new Audit.Deed(
              "washa",
              "callback.not-believed",
              "callback:" + callbacks.idOf(received),
              Map.of("kind", received.kind().name(), "why", flag, "source", received.source())));
    } else if (received.kind() == CallbackLog.Kind.CONFIRMATION && to.relays()) {
      UUID kept = callbacks.idOf(received);
      tasks.enqueue(RelayConfirmation.TYPE, kept.toString(), new RelayConfirmation.Kept(kept));
    }
  }

  private @Nullable String settleResult(CallbackLog.Received received) {
    UUID request = received.intent();
    return request == null
        ? "no question in the path"
        : results.getObject().settle(received.shortcode(), request, received.body());
  }

  /** Returns the flag to keep the callback with; null if all is well. */
  private @Nullable String settleStk(CallbackLog.Received received) {
    UUID named = received.intent();
    if (named == null) {
      return "no prompt in the path";
    }
    return switch (StkCallback.parse(received.body())) {
      case StkCallback.Malformed malformed -> "malformed: " + malformed.reason();
      case StkCallback.Parsed parsed -> {
        Optional<Intents.Intent> intent = intents.lock(named);
        yield intent.isEmpty() ? "unknown prompt" : settlePrompt(received, intent.get(), parsed);
      }
    };
  }

  private @Nullable String settlePrompt(
      CallbackLog.Received received, Intents.Intent intent, StkCallback.Parsed parsed) {
    if (!intent.shortcode().equals(received.shortcode())) {
      return "the prompt is another shortcode's";
    }
    String merchant = intent.merchantRequestId();
    if (merchant != null && !merchant.equals(parsed.merchantRequestId())) {
      return "MerchantRequestID is not the one of this prompt";
    }
    String issued = intent.checkoutRequestId();
    if (issued != null && !issued.equals(parsed.checkoutRequestId())) {
      return "CheckoutRequestID is not the one of this prompt";
    }
    if (!parsed.result().terminal()) {
      return "unknown result code " + parsed.resultCode();
    }
    if (parsed.result().failed()) {
      intents.failed(intent.id(), parsed.resultCode(), parsed.resultText());
      return null;
    }
    long amount = parsed.details().amount().orElse(intent.amount());
    if (amount != intent.amount()) {
      return "amount " + shillings(amount) + " is not the prompt's " + shillings(intent.amount());
    }
    Optional<String> receipt = parsed.details().receipt();
    if (receipt.isPresent() && recording.toldUnderAnotherReceipt(intent.id(), receipt.get())) {
      return "the prompt was paid under another receipt: it can be paid once";
    }
    Recorded recorded =
        recording.record(
            new Incoming(
                received.shortcode(),
                Incoming.Door.STK,
                parsed.details().receipt().orElse(null),
                amount,
                intent.reference(),
                parsed.details().phone().orElse(intent.phone()),
                "",
                when(parsed.details().transactedAt())),
            matching.lockIntent(intent.id()));
    String differs = differs(recorded, amount);
    if (differs == null) {
      intents.paid(intent.id());
    }
    return differs;
  }

  private @Nullable String settleConfirmation(CallbackLog.Received received, Addressee to) {
    return switch (C2bMessage.parse(received.body())) {
      case C2bMessage.Malformed malformed -> "malformed: " + malformed.reason();
      case C2bMessage.Parsed parsed -> settleConfirmation(received, to, parsed);
    };
  }

  private @Nullable String settleConfirmation(
      CallbackLog.Received received, Addressee to, C2bMessage.Parsed parsed) {
    // A till may send its store's number instead of its own; a PayBill has but one.
    if (!to.goesBy(parsed.shortcode())) {
      return "shortcode " + parsed.shortcode() + " is not the one of this path";
    }
    if (parsed.amount() <= 0) {
      return "amount " + shillings(parsed.amount());
    }
    Optional<Match> match = matching.byReference(parsed.accountReference(), parsed.amount());
    Recorded recorded =
        recording.record(
            new Incoming(
                received.shortcode(),
                Incoming.Door.C2B,
                parsed.receipt(),
                parsed.amount(),
                parsed.accountReference(),
                parsed.extras().msisdn(),
                parsed.extras().name(),
                when(parsed.transactedAt())),
            match);
    String differs = differs(recorded, parsed.amount());
    if (differs == null) {
      match.map(Match::intent).ifPresent(intents::paid);
    }
    return differs;
  }

  /** A receipt has one amount and one account: who tells another is mistaken, or forges. */
  private static @Nullable String differs(Recorded recorded, long amount) {
    if (recorded instanceof Recorded.Known known && known.contradicted()) {
      return known.amount() == amount
          ? "the account is not the one in the books for this receipt"
          : "amount %s is not the %s in the books for this receipt"
              .formatted(shillings(amount), shillings(known.amount()));
    }
    return null;
  }

  private static BigDecimal shillings(long minor) {
    return BigDecimal.valueOf(minor, 2);
  }

  /** What nobody can have paid then was paid now, as far as we know. */
  private Instant when(Optional<Instant> told) {
    Instant now = clock.instant();
    return told.filter(at -> at.isAfter(MPESA_BEGAN) && at.isBefore(now.plus(Duration.ofDays(1))))
        .orElse(now);
  }
}
