package io.washa.simulators.daraja;

import io.washa.simulators.daraja.Courier.Parcel;
import io.washa.simulators.daraja.Dispatch.Fate;
import io.washa.simulators.daraja.Transaction.Payment;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Payments that customers start themselves, and the C2B messages about every payment. */
final class C2b {
  /** What a confirmation carries that was completed without an answer to validation. */
  private static final String DEFAULT_COMPLETED = "1234567890";

  private final Books books;
  private final FaultBoard faults;
  private final Switches switches;
  private final Courier courier;
  private final Sms sms;
  private final Dispatch dispatch;
  private final InstantSource clock;
  private final Timing timing;

  /** What the business, or the ResponseType in its place, said about a payment. */
  sealed interface Verdict {
    /** The payment may go on; the id is echoed in the confirmation. */
    record Accepted(String thirdPartyTransId) implements Verdict {}

    /** The payment must not happen. */
    record Rejected(String code, String description) implements Verdict {}
  }

  /** What became of a payment. */
  sealed interface Outcome {
    /** The money has moved. */
    record Completed(Transaction transaction, Fate confirmation) implements Outcome {}

    /** Nothing has moved. */
    record Declined(String receipt, String code, String description) implements Outcome {}
  }

  /** What a payment touches. */
  record Parts(Books books, FaultBoard faults, Switches switches, Courier courier, Sms sms) {}

  C2b(Parts parts, InstantSource clock, Timing timing) {
    this.books = parts.books();
    this.faults = parts.faults();
    this.switches = parts.switches();
    this.courier = parts.courier();
    this.sms = parts.sms();
    this.dispatch = new Dispatch(parts.courier());
    this.clock = clock;
    this.timing = timing;
  }

  /** Carries out a payment: validation, completion, confirmation. Waits for all three. */
  Outcome pay(Payment payment) {
    Instant at = clock.instant();
    String receipt = books.newReceipt(at);
    return switch (validate(receipt, payment, at)) {
      case Verdict.Rejected(String code, String description) -> {
        books.declined(receipt);
        sms.failed(payment.msisdn(), name(payment), description, at);
        yield new Outcome.Declined(receipt, code, description);
      }
      case Verdict.Accepted(String thirdPartyTransId) -> {
        Transaction transaction = books.complete(receipt, payment, at, thirdPartyTransId);
        sms.paid(transaction, name(payment));
        Fate fate =
            confirmation(transaction)
                .map(parcel ->
                    dispatch.send(faults.of(payment.shortcode()), parcel, Optional.empty()))
                .orElse(Fate.NOT_REGISTERED);
        yield new Outcome.Completed(transaction, fate);
      }
    };
  }

  /** How messages of this shortcode look. */
  C2bMessage.Form form(String shortcode) {
    int version = books.registration(shortcode).map(Registration::version).orElse(2);
    String shown =
        switches.isOn(Switch.TILL_SENDS_STORE)
            ? books.shortcode(shortcode).map(Shortcode::store).orElse(shortcode)
            : shortcode;
    return new C2bMessage.Form(version, shown);
  }

  private String name(Payment payment) {
    return books.shortcode(payment.shortcode()).map(Shortcode::businessName).orElse("");
  }

  Verdict validate(String receipt, Payment payment, Instant at) {
    Optional<Registration> registration = books.registration(payment.shortcode());
    URI url = registration.map(Registration::validation).orElse(null);
    if (registration.isEmpty() || url == null) {
      return new Verdict.Accepted("");
    }
    if (faults.of(payment.shortcode()).validation() == Faults.Validation.SKIPPED) {
      return new Verdict.Accepted(DEFAULT_COMPLETED);
    }
    Object body = C2bMessage.validation(form(payment.shortcode()), receipt, payment, at);
    return courier
        .post(new Parcel(url, body), timing.validationTimeout())
        .filter(Courier.Answer::isSuccess)
        .flatMap(answer -> Json.object(answer.body()))
        .flatMap(C2b::verdict)
        .orElseGet(() -> unanswered(registration.get()));
  }

  private static Optional<Verdict> verdict(JsonNode answer) {
    String code = Json.field(answer, "ResultCode");
    if (code.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        code.equals("0")
            ? new Verdict.Accepted(Json.field(answer, "ThirdPartyTransID"))
            : new Verdict.Rejected(code, Json.field(answer, "ResultDesc")));
  }

  private static Verdict unanswered(Registration registration) {
    return registration.completeByDefault()
        ? new Verdict.Accepted(DEFAULT_COMPLETED)
        : new Verdict.Rejected("C2B00016", "Other Error");
  }

  /** The confirmation to send; empty if none is registered or a fault swallows it. */
  Optional<Parcel> confirmation(Transaction transaction) {
    String shortcode = transaction.payment().shortcode();
    if (faults.of(shortcode).validation() == Faults.Validation.WITHOUT_CONFIRMATION) {
      return Optional.empty();
    }
    return books
        .registration(shortcode)
        .map(registration ->
            new Parcel(
                registration.confirmation(),
                C2bMessage.confirmation(form(shortcode), transaction)));
  }
}
