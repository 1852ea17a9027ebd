package io.washa.payments;

import io.washa.payments.daraja.C2bMessage;
import io.washa.payments.daraja.Shortcode;
import io.washa.payments.daraja.Shortcodes;
import io.washa.payments.daraja.StkCallback;
import io.washa.payments.matching.Match;
import io.washa.payments.matching.Matching;
import io.washa.work.Tasks;
import java.time.Clock;
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
  private final CallbackLog callbacks;
  private final Intents intents;
  private final Matching matching;
  private final Recording recording;
  private final Shortcodes shortcodes;
  private final ObjectProvider<AskedResults> results;
  private final Tasks tasks;
  private final Clock clock;

  Settling(
      CallbackLog callbacks,
      Intents intents,
      Matching matching,
      Recording recording,
      Shortcodes shortcodes,
      ObjectProvider<AskedResults> results,
      Tasks tasks,
      Clock clock) {
    this.callbacks = callbacks;
    this.intents = intents;
    this.matching = matching;
    this.recording = recording;
    this.shortcodes = shortcodes;
    this.results = results;
    this.tasks = tasks;
    this.clock = clock;
  }

  void settle(CallbackLog.Received received) {
    switch (received.kind()) {
      case STK -> keep(received, settleStk(received));
      case RESULT -> keep(received, settleResult(received));
      // Not a failure: the result may still come.
      case TIMEOUT -> keep(received, null);
      case CONFIRMATION -> {
        Shortcode shortcode = shortcodes.get(received.shortcode());
        boolean fresh = callbacks.keep(received, settleConfirmation(received, shortcode));
        if (fresh && shortcode.relay().isPresent()) {
          UUID kept = callbacks.idOf(received);
          tasks.enqueue(RelayConfirmation.TYPE, kept.toString(), new RelayConfirmation.Kept(kept));
        }
      }
    }
  }

  private void keep(CallbackLog.Received received, @Nullable String flag) {
    boolean _ = callbacks.keep(received, flag);
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
      case StkCallback.Parsed parsed ->
          intents
              .lock(named)
              .map(intent -> settlePrompt(received, intent, parsed))
              .orElse("unknown prompt");
    };
  }

  private @Nullable String settlePrompt(
      CallbackLog.Received received, Intents.Intent intent, StkCallback.Parsed parsed) {
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
      return "amount " + amount + " is not the prompt's " + intent.amount();
    }
    recording.record(
        new Incoming(
            received.shortcode(),
            Incoming.Door.STK,
            parsed.details().receipt().orElse(null),
            amount,
            intent.reference(),
            parsed.details().phone().orElse(intent.phone()),
            "",
            parsed.details().transactedAt().orElseGet(clock::instant)),
        matching.lockIntent(intent.id()));
    intents.paid(intent.id());
    return null;
  }

  private @Nullable String settleConfirmation(CallbackLog.Received received, Shortcode shortcode) {
    return switch (C2bMessage.parse(received.body())) {
      case C2bMessage.Malformed malformed -> "malformed: " + malformed.reason();
      case C2bMessage.Parsed parsed -> settleConfirmation(received, shortcode, parsed);
    };
  }

  private @Nullable String settleConfirmation(
      CallbackLog.Received received, Shortcode shortcode, C2bMessage.Parsed parsed) {
    // A till may send its store's number instead of its own; a PayBill has but one.
    if (!shortcode.goesBy(parsed.shortcode())) {
      return "shortcode " + parsed.shortcode() + " is not the one of this path";
    }
    if (parsed.amount() <= 0) {
      return "amount " + parsed.amount();
    }
    Optional<Match> match = matching.byReference(parsed.accountReference(), parsed.amount());
    recording.record(
        new Incoming(
            received.shortcode(),
            Incoming.Door.C2B,
            parsed.receipt(),
            parsed.amount(),
            parsed.accountReference(),
            parsed.extras().msisdn(),
            parsed.extras().name(),
            parsed.transactedAt().orElseGet(clock::instant)),
        match);
    match.map(Match::intent).ifPresent(intents::paid);
    return null;
  }
}
