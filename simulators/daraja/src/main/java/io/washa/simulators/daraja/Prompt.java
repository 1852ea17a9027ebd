package io.washa.simulators.daraja;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One STK push on one phone, and its state machine: waiting → ignored, waiting → processing →
 * finished, waiting or ignored → finished. Nothing leaves finished.
 */
final class Prompt {
  /** Where a prompt stands. */
  sealed interface State {
    /** On the screen of the phone. */
    record Waiting() implements State {}

    /** Put away by the customer; it ends when its life ends. */
    record Ignored() implements State {}

    /** The customer has answered; M-Pesa is working. */
    record Processing() implements State {}

    /** Over. */
    record Finished(StkResult result) implements State {}
  }

  private final String checkoutRequestId;
  private final String merchantRequestId;
  private final StkRequest request;
  private final Instant sentAt;
  private final AtomicReference<State> state = new AtomicReference<>(new State.Waiting());

  Prompt(String checkoutRequestId, String merchantRequestId, StkRequest request, Instant sentAt) {
    this.checkoutRequestId = checkoutRequestId;
    this.merchantRequestId = merchantRequestId;
    this.request = request;
    this.sentAt = sentAt;
  }

  String checkoutRequestId() {
    return checkoutRequestId;
  }

  String merchantRequestId() {
    return merchantRequestId;
  }

  StkRequest request() {
    return request;
  }

  Instant sentAt() {
    return sentAt;
  }

  boolean isWaiting() {
    return state.get() instanceof State.Waiting;
  }

  Optional<StkResult> result() {
    return state.get() instanceof State.Finished finished
        ? Optional.of(finished.result())
        : Optional.empty();
  }

  /** The customer answers. Only one caller ever gets true. */
  boolean beginProcessing() {
    State now = state.get();
    return now instanceof State.Waiting && state.compareAndSet(now, new State.Processing());
  }

  boolean ignore() {
    State now = state.get();
    return now instanceof State.Waiting && state.compareAndSet(now, new State.Ignored());
  }

  /** Ends a prompt that is being processed. */
  void finish(StkResult result) {
    state.set(new State.Finished(result));
  }

  /** Ends a prompt that nobody answered; false if somebody did. */
  boolean expire(StkResult result) {
    State now = state.get();
    boolean unanswered = now instanceof State.Waiting || now instanceof State.Ignored;
    return unanswered && (state.compareAndSet(now, new State.Finished(result)) || expire(result));
  }

  Map<String, Object> asJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("checkoutRequestId", checkoutRequestId);
    json.put("merchantRequestId", merchantRequestId);
    json.put("shortcode", request.merchant().number());
    json.put("businessName", request.merchant().businessName());
    json.put("amount", request.amount());
    json.put("account", request.account());
    json.put("phone", request.phone());
    json.put("sentAt", sentAt.toString());
    return json;
  }
}
