package io.washa.simulators.daraja;

import io.washa.simulators.daraja.Courier.Parcel;
import io.washa.simulators.daraja.Transaction.Payment;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What happens between a prompt on a phone and its callback. */
final class Stk {
  private static final Duration SAME_AMOUNT_PAUSE = Duration.ofMinutes(2);

  private final Books books;
  private final Prompts prompts;
  private final C2b c2b;
  private final FaultBoard faults;
  private final Switches switches;
  private final Courier courier;
  private final Sms sms;
  private final Dispatch dispatch;
  private final InstantSource clock;
  private final Timing timing;
  private final Map<String, Instant> recentlyPaid =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
          return size() > 10_000;
        }
      };

  /** What the pieces have in common. */
  record Parts(
      Books books,
      Prompts prompts,
      C2b c2b,
      FaultBoard faults,
      Switches switches,
      Courier courier,
      Sms sms) {}

  Stk(Parts parts, InstantSource clock, Timing timing) {
    this.books = parts.books();
    this.prompts = parts.prompts();
    this.c2b = parts.c2b();
    this.faults = parts.faults();
    this.switches = parts.switches();
    this.courier = parts.courier();
    this.sms = parts.sms();
    this.dispatch = new Dispatch(courier);
    this.clock = clock;
    this.timing = timing;
  }

  /** Shows a prompt; empty while another one holds the phone. */
  Optional<Prompt> push(StkRequest request) {
    Optional<Prompt> opened = prompts.open(request, clock.instant());
    opened.ifPresent(this::begin);
    return opened;
  }

  private void begin(Prompt prompt) {
    StkRequest request = prompt.request();
    books.sawCallback(request.merchant().number(), request.callback());
    if (request.isForAnotherProduct()) {
      failAtOnce(prompt, StkResult.NO_OPERATOR);
    } else if (!request.partyB().equals(request.merchant().number())) {
      failAtOnce(prompt, StkResult.NOT_PERMITTED);
    } else if (faultsOf(prompt).callback() == Faults.Delivery.BEFORE_RESPONSE) {
      answer(prompt, PromptAction.PAY);
    } else {
      courier.runAfter(timing.promptLifetime(), () -> expire(prompt));
    }
  }

  private void failAtOnce(Prompt prompt, StkResult result) {
    if (prompt.beginProcessing()) {
      finish(prompt, result, Optional.empty());
    }
  }

  private void expire(Prompt prompt) {
    if (prompt.expire(StkResult.UNREACHABLE)) {
      prompts.release(prompt);
      tell(prompt, StkResult.UNREACHABLE, Optional.empty());
    }
  }

  /** The customer answers. False if the prompt is no longer on the screen. */
  boolean answer(Prompt prompt, PromptAction action) {
    if (action == PromptAction.IGNORE) {
      return prompt.ignore();
    }
    if (!prompt.beginProcessing()) {
      return false;
    }
    switch (action) {
      case PAY -> pay(prompt);
      case WRONG_PIN -> finish(prompt, StkResult.WRONG_PIN, Optional.empty());
      case CANCEL -> finish(prompt, StkResult.CANCELLED, Optional.empty());
      case NO_FUNDS -> finish(prompt, StkResult.NO_FUNDS, Optional.empty());
      case IGNORE -> throw new IllegalStateException("ignoring is not an answer");
    }
    return true;
  }

  private void pay(Prompt prompt) {
    Instant at = clock.instant().minusSeconds(1);
    Payment payment = Payment.prompted(prompt.request(), prompt.merchantRequestId());
    if (isRepeated(payment, at)) {
      finish(prompt, StkResult.RULE_LIMITED, Optional.empty());
      return;
    }
    String receipt = books.newReceipt(at);
    C2b.Verdict verdict =
        faultsOf(prompt).c2bCopy()
            ? c2b.validate(receipt, payment, at)
            : new C2b.Verdict.Accepted("");
    switch (verdict) {
      case C2b.Verdict.Rejected rejected -> {
        books.declined(receipt);
        finish(prompt, StkResult.BAD_ACCOUNT, Optional.empty());
      }
      case C2b.Verdict.Accepted(String thirdPartyTransId) ->
          finish(
              prompt,
              StkResult.paid(receipt),
              Optional.of(books.complete(receipt, payment, at, thirdPartyTransId)));
    }
  }

  private boolean isRepeated(Payment payment, Instant at) {
    if (!switches.isOn(Switch.SAME_AMOUNT_RULE)) {
      return false;
    }
    String key = payment.msisdn() + "/" + payment.shortcode() + "/" + payment.amount();
    synchronized (recentlyPaid) {
      Instant before = recentlyPaid.put(key, at);
      return before != null && at.isBefore(before.plus(SAME_AMOUNT_PAUSE));
    }
  }

  private void finish(Prompt prompt, StkResult result, Optional<Transaction> transaction) {
    prompt.finish(result);
    prompts.release(prompt);
    Shortcode merchant = prompt.request().merchant();
    transaction.ifPresentOrElse(
        paid -> sms.paid(paid, merchant.businessName()),
        () ->
            sms.failed(
                prompt.request().phone(),
                merchant.businessName(),
                result.forCustomer(),
                clock.instant()));
    tell(prompt, result, transaction);
  }

  private void tell(Prompt prompt, StkResult result, Optional<Transaction> transaction) {
    Faults current = faultsOf(prompt);
    Parcel callback =
        new Parcel(
            prompt.request().callback(), StkMessage.callback(prompt, result, transaction, current));
    Optional<Parcel> copy =
        current.c2bCopy() ? transaction.flatMap(c2b::confirmation) : Optional.empty();
    if (current.callback() == Faults.Delivery.BEFORE_RESPONSE) {
      dispatch.send(current, callback, copy);
    } else {
      courier.run(() -> dispatch.send(current, callback, copy));
    }
  }

  private Faults faultsOf(Prompt prompt) {
    return faults.of(prompt.request().merchant().number());
  }
}
