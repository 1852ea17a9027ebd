package io.washa.insight;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How far a prompt and its payment have come. <em>Paid</em>, <em>connected</em> and <em>online</em>
 * are three facts at three moments.
 *
 * @param intent the prompt; null for a payment without one
 * @param resultCode Daraja's, once the prompt has ended without money
 * @param receipt M-Pesa's code, once known
 * @param amount minor units
 * @param paid the money is in the books
 * @param applied the payment has bought its period; false while paid: being worked on, or the money
 *     was not enough and stays in the wallet
 * @param connected its own access was read back from the router
 * @param online a session of the service is seen
 * @param accessError why the router does not have it yet, for a person; null if nothing is wrong
 * @param endsAt until when the service is paid
 * @param missing what the payment and the wallet lacked of what was to be paid, minor units; 0 if
 *     nothing, or while it is being worked on
 */
public record PaymentProgress(
    @Nullable UUID intent,
    State state,
    @Nullable String resultCode,
    @Nullable String receipt,
    long amount,
    String plan,
    UUID service,
    boolean paid,
    boolean applied,
    boolean connected,
    boolean online,
    @Nullable String accessError,
    @Nullable Instant endsAt,
    long missing,
    List<Step> timeline) {

  /** Of which nothing is missing. */
  public PaymentProgress(
      @Nullable UUID intent,
      State state,
      @Nullable String resultCode,
      @Nullable String receipt,
      long amount,
      String plan,
      UUID service,
      boolean paid,
      boolean applied,
      boolean connected,
      boolean online,
      @Nullable String accessError,
      @Nullable Instant endsAt,
      List<Step> timeline) {
    this(
        intent,
        state,
        resultCode,
        receipt,
        amount,
        plan,
        service,
        paid,
        applied,
        connected,
        online,
        accessError,
        endsAt,
        0,
        timeline);
  }

  /** Copies the timeline. */
  public PaymentProgress {
    timeline = List.copyOf(timeline);
  }

  /** Where the prompt stands. */
  public enum State {
    /** On its way to the phone, or waiting there for the PIN. */
    PROMPTED,
    /** Money came. */
    PAID,
    /** Ended without money. */
    FAILED,
    /** Nobody can say yet; watched further. */
    UNKNOWN
  }

  /**
   * One moment of the way, in order.
   *
   * @param name one of {@code prompted, received, matched, posted, renewed, sent, applied, online}
   */
  public record Step(String name, Instant at) {}
}
