package io.washa.payments.daraja;

import io.washa.payments.daraja.DarajaClient.Called;
import io.washa.payments.daraja.DarajaGateway.Reply;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What an answer means for the one who asked: the same fault differs from question to question. */
final class Outcomes {
  private static final Duration A_MINUTE = Duration.ofMinutes(1);
  private static final Duration A_QUARTER = Duration.ofMinutes(15);

  private static final int SERVER_ERRORS = 500;

  private Outcomes() {}

  static PromptOutcome push(Called called) {
    return switch (called) {
      case Called.Answered answered -> push(answered.answer());
      case Called.NotTaken notTaken ->
          new PromptOutcome.TryLater(notTaken.reason(), Optional.empty());
      case Called.NoAnswer noAnswer -> new PromptOutcome.Unknown(noAnswer.reason());
      case Called.NoToken noToken -> refused(true, noToken.error());
    };
  }

  static PromptOutcome push(Reply.Answer answer) {
    JsonNode json = InboundMessages.read(answer.body());
    if (answer.ok() && json != null && field(json, "ResponseCode").equals("0")) {
      String checkout = field(json, "CheckoutRequestID");
      return checkout.isEmpty()
          ? new PromptOutcome.Unknown("taken, but without a CheckoutRequestID")
          : new PromptOutcome.Accepted(
              field(json, "MerchantRequestID"), checkout, field(json, "CustomerMessage"));
    }
    DarajaError error = DarajaErrors.classify(answer.status(), answer.body());
    return switch (error.fault()) {
      case CONFIGURATION, BAD_REQUEST -> refused(true, error);
      case SUBSCRIBER_BUSY -> refused(false, error);
      // Each of these is said before the request reaches M-Pesa.
      case BUSY, QUOTA, INVALID_TOKEN -> new PromptOutcome.TryLater(error.forStaff(), delay(error));
      // The firewall has the same page for what it blocks and for what it got no answer to.
      case GATEWAY ->
          error.status() < SERVER_ERRORS
              ? new PromptOutcome.TryLater(error.forStaff(), delay(error))
              : new PromptOutcome.Unknown(error.forStaff());
      case STILL_PROCESSING, NOT_YET_KNOWN, ALREADY_REGISTERED, DUPLICATE, OUTCOME_UNKNOWN ->
          new PromptOutcome.Unknown(error.forStaff());
    };
  }

  private static PromptOutcome refused(boolean permanent, DarajaError error) {
    return new PromptOutcome.Refused(
        permanent, error.fault(), FaultWords.of(error), error.forStaff());
  }

  static QueryOutcome query(Called called, String checkoutRequestId) {
    return switch (called) {
      case Called.Answered answered -> query(answered.answer(), checkoutRequestId);
      case Called.NotTaken notTaken ->
          new QueryOutcome.TryLater(notTaken.reason(), Optional.empty());
      case Called.NoAnswer noAnswer ->
          new QueryOutcome.TryLater(noAnswer.reason(), Optional.empty());
      case Called.NoToken noToken -> review(noToken.error());
    };
  }

  static QueryOutcome query(Reply.Answer answer, String checkoutRequestId) {
    JsonNode json = InboundMessages.read(answer.body());
    if (answer.ok() && json != null && !field(json, "ResultCode").isEmpty()) {
      return result(json, checkoutRequestId);
    }
    DarajaError error = DarajaErrors.classify(answer.status(), answer.body());
    return switch (error.fault()) {
      case STILL_PROCESSING -> new QueryOutcome.Pending();
      case NOT_YET_KNOWN -> new QueryOutcome.NotYetKnown();
      // A question may be repeated, even if its answer was lost.
      case BUSY, QUOTA, GATEWAY, INVALID_TOKEN, SUBSCRIBER_BUSY, OUTCOME_UNKNOWN ->
          new QueryOutcome.TryLater(error.forStaff(), delay(error));
      case CONFIGURATION, BAD_REQUEST, ALREADY_REGISTERED, DUPLICATE -> review(error);
    };
  }

  private static QueryOutcome result(JsonNode json, String checkoutRequestId) {
    String code = field(json, "ResultCode");
    String text = field(json, "ResultDesc");
    String answeredFor = field(json, "CheckoutRequestID");
    StkResultCode result = StkResultCode.of(code);
    if (!answeredFor.isEmpty() && !answeredFor.equals(checkoutRequestId)) {
      return new QueryOutcome.NeedsReview(code, "the answer is about another prompt");
    }
    if (result == StkResultCode.STILL_PROCESSING) {
      return new QueryOutcome.Pending();
    }
    if (result.paid()) {
      return new QueryOutcome.Paid();
    }
    return result.failed()
        ? new QueryOutcome.Failed(result, text)
        : new QueryOutcome.NeedsReview(code, text);
  }

  private static QueryOutcome review(DarajaError error) {
    return new QueryOutcome.NeedsReview(error.code(), error.forStaff());
  }

  static RegisterOutcome register(Called called) {
    return switch (called) {
      case Called.Answered answered -> register(answered.answer());
      case Called.NotTaken notTaken ->
          new RegisterOutcome.TryLater(notTaken.reason(), Optional.empty());
      case Called.NoAnswer noAnswer ->
          new RegisterOutcome.TryLater(noAnswer.reason(), Optional.empty());
      case Called.NoToken noToken -> refusedRegistration(noToken.error());
    };
  }

  private static RegisterOutcome register(Reply.Answer answer) {
    JsonNode json = InboundMessages.read(answer.body());
    if (answer.ok() && json != null && field(json, "ResponseCode").equals("0")) {
      return new RegisterOutcome.Registered(field(json, "ResponseDescription"));
    }
    DarajaError error = DarajaErrors.classify(answer.status(), answer.body());
    return switch (error.fault()) {
      case ALREADY_REGISTERED -> new RegisterOutcome.AlreadyRegistered(error.forStaff());
      case CONFIGURATION, BAD_REQUEST -> refusedRegistration(error);
      case BUSY,
          QUOTA,
          GATEWAY,
          INVALID_TOKEN,
          SUBSCRIBER_BUSY,
          STILL_PROCESSING,
          NOT_YET_KNOWN,
          DUPLICATE,
          OUTCOME_UNKNOWN ->
          new RegisterOutcome.TryLater(error.forStaff(), delay(error));
    };
  }

  private static RegisterOutcome refusedRegistration(DarajaError error) {
    return new RegisterOutcome.Refused(error.fault(), FaultWords.of(error), error.forStaff());
  }

  private static Optional<Duration> delay(DarajaError error) {
    return switch (error.fault()) {
      case BUSY, GATEWAY, SUBSCRIBER_BUSY -> Optional.of(A_MINUTE);
      case QUOTA -> Optional.of(A_QUARTER);
      default -> Optional.empty();
    };
  }

  private static String field(@Nullable JsonNode json, String name) {
    return json == null ? "" : InboundMessages.text(json, name).strip();
  }
}
